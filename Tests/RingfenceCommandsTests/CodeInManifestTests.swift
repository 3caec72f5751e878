import Testing

/// Code that stands in a template, and code that a Dockerfile copies into an image.
@Suite struct CodeInManifestTests {
    private static let template = """
        AWSTemplateFormatVersion: '2010-09-09'
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Convert:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: nodejs24.x
              Handler: index.handler
              InlineCode: |
                const { exec } = require('child_process');

                exports.handler = async (event) => {
                  exec(`convert ${event.queryStringParameters.name} out.png`);
                };
              Events:
                Api: {Type: HttpApi, Properties: {Path: /convert, Method: get}}
          Report:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: python3.14
              Handler: index.handler
              InlineCode: |
                import os
                import subprocess

                def handler(event, context):
                    name = event["queryStringParameters"]["name"]
                    if name:
                        os.system("report " + name)
                    # ringfence: ignore[os-command-injection] known
                    subprocess.run("report " + name, shell=True)
                    return eval(name)
              Events:
                Api: {Type: HttpApi, Properties: {Path: /report, Method: get}}
          Short:
            Type: AWS::Lambda::Function
            Properties:
              Runtime: nodejs24.x
              Handler: index.run
              Role: arn:aws:iam::123456789012:role/short
              Code:
                ZipFile: "exports.run = async (event) => eval(event.code);"
          Escaped:
            Type: AWS::Lambda::Function
            Properties:
              Runtime: nodejs24.x
              Handler: index.run
              Role: arn:aws:iam::123456789012:role/escaped
              Code:
                ZipFile: "exports.run = async (event) => {\\n  eval(event.code);\\n};"

        """

    private func injections(_ files: [String: String]) async throws -> [String] {
        let run = try await CommandLineRun(["scan", "--quiet"], files: files)
        return files.keys.sorted().flatMap { path in
            run.findings(in: path).filter { $0.contains("injection") }.map { path == "template.yaml" ? $0 : path + " " + $0 }
        }
    }

    @Test func findingsStandInTheTemplatesLines() async throws {
        #expect(
            try await injections(["template.yaml": Self.template]) == [
                "13:11 event-input/os-command-injection", "29:20 event-input/os-command-injection", "32:20 event-input/code-injection",
                "42:50 event-input/code-injection", "50:18 event-input/code-injection",
            ])
    }

    @Test func windowsLineEndsMakeNoDifference() async throws {
        let template = Self.template.replacing("\n", with: "\r\n")
        #expect(try await injections(["template.yaml": template]) == (try await injections(["template.yaml": Self.template])))
    }

    @Test func brokenCodeIsAnIssueOfTheTemplate() async throws {
        let template = Self.template.replacing("exec(`convert", with: "exec((`convert")
        let run = try await CommandLineRun(["scan"], files: ["template.yaml": template])
        #expect(run.code == 4)
        #expect(run.output.contains("does not follow the grammar"))
        #expect(!run.output.contains("template.yaml/"))
    }

    private static let image = """
        AWSTemplateFormatVersion: '2010-09-09'
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Convert:
            Type: AWS::Serverless::Function
            Properties:
              PackageType: Image
              Events:
                Api: {Type: HttpApi, Properties: {Path: /convert, Method: get}}
            Metadata:
              Dockerfile: Dockerfile
              DockerContext: ./convert
              DockerTag: v1

        """
    private static let code = "import os\n\ndef handler(event, context):\n    os.system(event['queryStringParameters']['name'])\n"

    @Test(arguments: [
        "FROM public.ecr.aws/lambda/python:3.14\nCOPY src/app.py ${LAMBDA_TASK_ROOT}\nCMD [\"app.handler\"]\n",
        "FROM python:3.14 AS build\nCOPY src/ ./\nFROM public.ecr.aws/lambda/python:3.14\nCOPY --from=build /app ./\ncmd [ \\\n  \"app.handler\" ]\n",
    ])
    func theDockerfileNamesTheHandler(_ dockerfile: String) async throws {
        let files = ["template.yaml": Self.image, "convert/Dockerfile": dockerfile, "convert/src/app.py": Self.code]
        #expect(try await injections(files) == ["convert/src/app.py 4:8 event-input/os-command-injection"])
    }

    @Test func anotherProgramIsLeft() async throws {
        let dockerfile = "FROM node:24\nCOPY src/ ./\nCMD [\"node\", \"app.js\"]\n"
        let files = ["template.yaml": Self.image, "convert/Dockerfile": dockerfile, "convert/src/app.py": Self.code]
        let run = try await CommandLineRun(["scan"], files: files)
        #expect(run.output.contains("it is a container image"))
        #expect(run.findings(in: "convert/src/app.py").isEmpty)
    }

    @Test func theServiceNamesTheImage() async throws {
        let manifest = """
            service: shop
            frameworkVersion: '3'
            provider:
              name: aws
              ecr:
                images:
                  tools: {path: ./convert, file: Dockerfile.tools}
            functions:
              convert:
                image: {name: tools, command: [app.handler]}
                events:
                  - httpApi: GET /convert

            """
        let dockerfile = "FROM public.ecr.aws/lambda/python:3.14\nCOPY . .\nCMD [\"other.handler\"]\n"
        let files = ["serverless.yml": manifest, "convert/Dockerfile.tools": dockerfile, "convert/app.py": Self.code]
        #expect(try await injections(files) == ["convert/app.py 4:8 event-input/os-command-injection"])
    }
}
