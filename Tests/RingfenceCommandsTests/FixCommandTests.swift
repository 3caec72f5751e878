import FoundationEssentials
import Subprocess
import SystemPackage
import TestSupport
import Testing

@Suite struct FixCommandTests {
    static let manifest = """
        service: shop
        frameworkVersion: '3'
        provider:
          name: aws # the cloud
          runtime: nodejs16.x
        functions:
          list:
            handler: list.handler
            environment:
              FLASK_DEBUG: 1
              TABLE: orders # kept

        """

    private static let repaired = """
        service: shop
        frameworkVersion: '3'
        provider:
          name: aws # the cloud
          runtime: nodejs16.x
          logRetentionInDays: 90
          tracing:
            lambda: true
        functions:
          list:
            handler: list.handler
            environment:
              TABLE: orders # kept

        """

    @Test func repairsWhatIsSafe() async throws {
        let run = try await CommandLineRun(["fix", "--allow-dirty"], files: ["serverless.yml": Self.manifest])
        #expect(run.files["serverless.yml"] == Self.repaired)
        #expect(run.output.contains("3 fixed in 1 file"))
        #expect(run.output.contains("set the runtime to `nodejs24.x`"))
        #expect(run.code == 1)
        let again = try await CommandLineRun(["fix", "--allow-dirty"], files: ["serverless.yml": Self.repaired])
        #expect(again.files["serverless.yml"] == Self.repaired)
        #expect(again.output.contains("0 fixed"))
    }

    @Test func repairsWhatMustBeLookedAtOnDemandOnly() async throws {
        let run = try await CommandLineRun(
            ["fix", "--allow-dirty", "--unsafe", "--rule", "deprecated-runtime"], files: ["serverless.yml": Self.manifest])
        #expect(run.files["serverless.yml"] == Self.manifest.replacing("nodejs16.x", with: "nodejs24.x"))
        #expect(run.code == 0)
        let skipping = try await CommandLineRun(
            ["fix", "--allow-dirty", "--skip-rule", "observability/*", "--skip-rule", "debug-enabled"],
            files: ["serverless.yml": Self.manifest])
        #expect(skipping.files["serverless.yml"] == Self.manifest)
    }

    @Test func tagsAsTheConfigurationSays() async throws {
        let run = try await CommandLineRun(
            ["fix", "--allow-dirty", "--rule", "untagged-function"],
            files: ["serverless.yml": Self.manifest, "ringfence.yml": "tags:\n  owner: orders\n  cost: 7\n"])
        #expect(
            run.files["serverless.yml"]
                == Self.manifest.replacing("x\nf", with: "x\n  tags:\n    owner: orders\n    cost: '7'\nf"))
    }

    @Test func leavesWhatIsSilenced() async throws {
        let manifest = Self.manifest.replacing(
            "FLASK_DEBUG: 1", with: "FLASK_DEBUG: 1 # ringfence: ignore[debug-enabled] on purpose")
        let run = try await CommandLineRun(
            ["fix", "--allow-dirty", "--rule", "debug-enabled"], files: ["serverless.yml": manifest])
        #expect(run.files["serverless.yml"] == manifest)
        #expect(run.code == 0)
        let baseline = try await CommandLineRun(["scan", "--write-baseline"], files: ["serverless.yml": Self.manifest])
        let accepted = try await CommandLineRun(["fix", "--allow-dirty"], files: baseline.files)
        #expect(accepted.files == baseline.files)
        #expect(accepted.code == 0)
    }

    @Test func writesNothingOnADryRun() async throws {
        let run = try await CommandLineRun(["fix", "--dry-run"], files: ["serverless.yml": Self.manifest])
        #expect(run.files["serverless.yml"] == Self.manifest)
        #expect(run.output.hasPrefix("--- a/serverless.yml\n+++ b/serverless.yml\n@@ "))
        #expect(run.errors.contains("3 would be fixed"))
        #expect(run.code == 1)
    }

    @Test func refusesFilesThatGitCannotBringBack() async throws {
        let plain = try await CommandLineRun(["fix"], files: ["serverless.yml": Self.manifest])
        #expect(plain.code == 2)
        #expect(plain.errors.contains("no git work tree"))
        #expect(plain.files["serverless.yml"] == Self.manifest)
        let dirty = try await CommandLineRun(["fix"], files: ["serverless.yml": "service: shop\n"]) { directory in
            try await Repository.commit(directory)
            try CommandLineRun.write(Self.manifest, to: directory + "/serverless.yml")
        }
        #expect(dirty.code == 2)
        #expect(dirty.errors.contains("`serverless.yml`"))
        let untracked = try await CommandLineRun(["fix"], files: ["a.txt": ""]) { directory in
            try await Repository.commit(directory)
            try CommandLineRun.write(Self.manifest, to: directory + "/serverless.yml")
        }
        #expect(untracked.code == 2)
        let ignored = try await CommandLineRun(
            ["fix", "serverless.yml"], files: [".gitignore": "serverless.yml\n", "serverless.yml": Self.manifest]
        ) { try await Repository.commit($0) }
        #expect(ignored.code == 2)
        #expect(ignored.files["serverless.yml"] == Self.manifest)
        let clean = try await CommandLineRun(["fix"], files: ["serverless.yml": Self.manifest, "a.txt": ""]) { directory in
            try await Repository.commit(directory)
            try CommandLineRun.write("changed", to: directory + "/a.txt")
        }
        #expect(clean.files["serverless.yml"] == Self.repaired)
    }

    @Test func keepsTheModeAndLeavesNothingBehind() async throws {
        var mode: Int?
        let run = try await CommandLineRun(["fix", "--allow-dirty"], files: ["serverless.yml": Self.manifest]) { directory in
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o640], ofItemAtPath: directory + "/serverless.yml")
        } inspect: { directory in
            let attributes = try FileManager.default.attributesOfItem(atPath: directory + "/serverless.yml")
            mode = attributes[.posixPermissions] as? Int
        }
        #expect(mode == 0o640)
        #expect(Set(run.files.keys) == ["serverless.yml"])
    }

    @Test func followsNoLink() async throws {
        var target = ""
        let run = try await CommandLineRun(["fix", "--allow-dirty", "--verbose"], files: ["real/file.yml": Self.manifest]) { directory in
            try FileManager.default.createSymbolicLink(
                atPath: directory + "/serverless.yml", withDestinationPath: "real/file.yml")
        } inspect: { directory in
            target = try FileManager.default.destinationOfSymbolicLink(atPath: directory + "/serverless.yml")
        }
        #expect(target == "real/file.yml")
        #expect(run.files["real/file.yml"] == Self.manifest)
        #expect(run.output.contains("reached through a symbolic link"))
    }

    @Test(arguments: ["\n", "\r\n", "", "\n\n# end"], [false, true])
    func theDiffCanBeApplied(_ ending: String, _ isJSON: Bool) async throws {
        let text = isJSON ? FixCommandTests.json : String(Self.manifest.dropLast())
        let name = isJSON ? "a b/serverless.json" : "a b/serverless.yml"
        if isJSON, ending.contains("#") { return }
        let manifest = (ending == "\r\n" ? text.replacing("\n", with: "\r\n") : text) + ending
        let dry = try await CommandLineRun(["fix", "--dry-run"], files: [name: manifest])
        let real = try await CommandLineRun(["fix", "--allow-dirty"], files: [name: manifest])
        #expect(dry.files[name] == manifest)
        #expect(real.files[name] != manifest)
        for program in [["git", "apply"], ["patch", "-p1", "--binary", "--quiet"]] {
            #expect(try await Repository.apply(dry.output, to: [name: manifest], with: program) == real.files, "\(program)")
        }
    }

    private static let json = """
        {
          "service": "shop",
          "frameworkVersion": "3",
          "provider": {"name": "aws"},
          "functions": {
            "list": {
              "handler": "list.handler"
            }
          }
        }
        """

    @Test func repairsTemplates() async throws {
        let template = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              List: # lists
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: python3.9
                  Handler: list.handler
                  CodeUri: src/
                  FunctionUrlConfig: {AuthType: NONE}

            """
        let safe = try await CommandLineRun(["fix", "--allow-dirty"], files: ["template.yaml": template])
        #expect(safe.files["template.yaml"] == template + "      Tracing: Active\n")
        let all = try await CommandLineRun(["fix", "--allow-dirty", "--unsafe"], files: ["template.yaml": template])
        let repaired = template.replacing("python3.9", with: "python3.14").replacing("NONE", with: "AWS_IAM")
        let group = """
                  Tracing: Active
              ListLogGroup:
                Type: AWS::Logs::LogGroup
                Properties:
                  LogGroupName: !Sub /aws/lambda/${List}
                  RetentionInDays: 90

            """
        #expect(all.files["template.yaml"] == repaired + group)
    }

    @Test func repairsTemplatesInJSON() async throws {
        let template = """
            {
              "Resources": {
                "List": {
                  "Type": "AWS::Lambda::Function",
                  "Properties": {"Runtime": "python3.9", "Handler": "a.b", "Role": "arn:aws:iam::123456789012:role/a", "Code": {"S3Bucket": "a", "S3Key": "b"}}
                }
              }
            }
            """
        let run = try await CommandLineRun(
            ["fix", "--allow-dirty", "--unsafe", "--rule", "deprecated-runtime", "--rule", "no-log-retention"],
            files: ["template.json": template])
        let group = """
                },
                "ListLogGroup": {
                  "Type": "AWS::Logs::LogGroup",
                  "Properties": {
                    "LogGroupName": {"Fn::Sub": "/aws/lambda/${List}"},
                    "RetentionInDays": 90
                  }
                }
              }
            }
            """
        #expect(
            run.files["template.json"]
                == template.replacing("python3.9", with: "python3.14").replacing("    }\n  }\n}", with: group))
    }

    @Test func explainsWhatCannotBeEdited() async throws {
        let manifest = Self.manifest.replacing("  list:\n", with: "  list: &list\n") + "  copy: *list\n"
        let run = try await CommandLineRun(
            ["fix", "--allow-dirty", "--verbose", "--rule", "debug-enabled"], files: ["serverless.yml": manifest])
        #expect(run.files["serverless.yml"] == manifest)
        #expect(run.output.contains("through an alias or a merge key"))
    }

    @Test func hasNothingToDoWhereThereIsNothing() async throws {
        #expect(try await CommandLineRun(["fix"], files: ["a.txt": ""]).code == 3)
        #expect(try await CommandLineRun(["fix", "--rule", "nosuch"], files: ["serverless.yml": Self.manifest]).code == 2)
        #expect(try await CommandLineRun(["fix", "--fail-on", "x"], files: ["serverless.yml": Self.manifest]).code == 2)
    }

    @Test func showsNoSecret() async throws {
        let secret = "nH7-pelican" + "!Quarry_52vXt"
        let manifest = Self.manifest.replacing("TABLE: orders", with: "DB_PASSWORD: '\(secret)'")
        let run = try await CommandLineRun(["fix", "--dry-run", "--verbose"], files: ["serverless.yml": manifest])
        #expect(!run.output.contains(secret))
        #expect(!run.errors.contains(secret))
        #expect(run.output.contains("-      FLASK_DEBUG"))
    }
}
