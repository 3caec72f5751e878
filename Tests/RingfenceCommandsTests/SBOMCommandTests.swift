import FoundationEssentials
import TestSupport
import Testing

/// Bills of materials from the command line; `Scripts/validate_bills.py` holds them against the formats' schemas.
@Suite struct SBOMCommandTests {
    private func bill(_ arguments: [String], _ files: [String: String] = DependencyProject.files, environment: [String: String] = [:]) async throws -> CommandLineRun {
        try await CommandLineRun(["sbom"] + arguments, files: files, environment: environment)
    }

    /// A component's lines, from its reference to its end.
    private func component(_ reference: String, in output: String) -> String {
        guard let start = output.firstRange(of: "\"bom-ref\": \"\(reference)\"") else { return "" }
        let rest = output[start.lowerBound...]
        return String(rest[..<(rest.firstRange(of: "\n    }")?.lowerBound ?? rest.endIndex)])
    }

    @Test func everyPackageIsListedWithWhoLoadsIt() async throws {
        let run = try await bill([])
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        let loaded = component("pkg:npm/minimist@1.2.5", in: run.output)
        #expect(loaded.contains(#""purl": "pkg:npm/minimist@1.2.5""#) && loaded.contains(#""scope": "required""#), "\(run.output)")
        #expect(loaded.contains(#"{"name": "ringfence:loaded-by", "value": "order"}"#), "\(loaded)")
        #expect(loaded.contains(#"{"name": "ringfence:shipped-with", "value": "other"}"#), "\(loaded)")
        #expect(loaded.contains("14cf6735462b4410042d9413df179943b7e630e060ea758d98929372"), "Base64 became hexadecimal: \(loaded)")
        #expect(component("pkg:npm/lodash@4.17.20", in: run.output).contains(#""scope": "excluded""#))
        #expect(!run.output.contains("vulnerabilities") && !run.output.contains("timestamp"))
    }

    @Test func aFunctionsBillHoldsWhatItShips() async throws {
        let run = try await bill(["--function", "order"])
        #expect(run.output.contains(#""bom-ref": "function:order""#) && run.output.contains("minimist"))
        #expect(!run.output.contains("lodash") && !run.output.contains("other"), "\(run.output)")
    }

    @Test func twoRunsGiveTheSameBytesAndAnotherProjectAnotherNumber() async throws {
        let lines = try await [bill([]), bill([]), bill(["--function", "order"])].map { run in
            run.output.split(separator: "\n").first { $0.contains("serialNumber") }
        }
        #expect(lines[0] != nil && lines[0] == lines[1] && lines[0] != lines[2])
    }

    @Test func timeComesFromTheEnvironmentOrTheDay() async throws {
        let epoch = ["SOURCE_DATE_EPOCH": "1709210096"]
        #expect(try await bill([], environment: epoch).output.contains(#""timestamp": "2024-02-29T12:34:56Z""#))
        #expect(try await bill(["-f", "spdx"], environment: epoch).output.contains(#""created": "2024-02-29T12:34:56Z""#))
        #expect(try await bill(["-f", "spdx"]).output.contains(#""created": "2026-06-01T00:00:00Z""#))
        let wrong = try await bill([], environment: ["SOURCE_DATE_EPOCH": "soon"])
        #expect(wrong.code == 2 && wrong.errors.contains("SOURCE_DATE_EPOCH"))
    }

    @Test func notAffectedIsOnlySaidOfWhatIsCertain() async throws {
        let run = try await bill(["--format", "openvex"])
        let statements = run.output.split(separator: "\"vulnerability\":").filter { $0.contains("CVE-2021-44906") }
        #expect(statements.count == 2, "\(run.output)")
        #expect(statements.contains { $0.contains(#""status": "affected""#) && $0.contains("#functions/order") && !$0.contains("#functions/other") })
        #expect(statements.contains { $0.contains("vulnerable_code_not_in_execute_path") && $0.contains("#functions/other") })
        #expect(run.output.contains("component_not_present"), "lodash is in no package")
        // What may load anything by name, code that is computed, and what nothing imports leave it open.
        for other in [
            "exports.handler = async (event) => require(event.name);\n", "require('express');\nexports.handler = async () => 1;\n",
        ] {
            var files = DependencyProject.files
            files["other.js"] = other
            files["package-lock.json"] = files["package-lock.json"]?.replacing(
                #""node_modules/lodash""#, with: #""node_modules/express": {"version": "99.0.0"}, "node_modules/lodash""#)
            let open = try await bill(["--format", "openvex"], files)
            #expect(!open.output.contains("not_in_execute_path") && open.output.contains("under_investigation"), "\(other): \(open.output)")
        }
        var unused = DependencyProject.files
        unused["order.js"] = "exports.handler = async () => 1;\n"
        let open = try await bill(["--format", "openvex"], unused)
        #expect(!open.output.contains("not_in_execute_path") && open.output.contains("under_investigation"), "\(open.output)")
    }

    @Test func aBundledDevelopmentPackageIsShipped() async throws {
        var files = DependencyProject.files
        files["serverless.yml"] = files["serverless.yml"]?.replacing("functions:", with: "plugins: [serverless-esbuild]\nfunctions:")
        files["order.js"] = "const _ = require('lodash');\nexports.handler = async (event) => _.template(event.x);\n"
        let run = try await bill(["--format", "openvex"], files)
        #expect(run.output.contains("Command Injection in lodash") && run.output.contains(#""status": "affected""#), "\(run.output)")
        let scan = try await CommandLineRun(["scan", "-q", "--rule", "vulnerable-dependency"], files: files)
        #expect(scan.output.contains("`lodash` 4.17.20 has `GHSA-35jh-r3h4-6jhm`"), "\(scan.output)")
    }

    @Test func whatIsSaidIsTakenBack() async throws {
        var files = DependencyProject.files
        files["order.js"] = "exports.handler = async () => 1;\n"
        let rules = ["--rule", "vulnerable-dependency", "--rule", "vulnerable-development-dependency"]
        let open = try await CommandLineRun(["scan", "-q"] + rules, files: files)
        #expect(open.output.contains("2 findings"), "\(open.output)")
        for format in ["openvex", "cyclonedx-vex"] {
            files["said.json"] = try await bill(["--format", format], files).output
            let run = try await CommandLineRun(["scan", "-q", "--vex", "said.json"] + rules, files: files)
            #expect(run.output.contains("1 suppressed  1 by vex") && run.output.contains("minimist"), "\(format): \(run.output) \(run.errors)")
        }
    }

    @Test func whatIsNotKnownIsSaid() async throws {
        var files = DependencyProject.files
        files["package-lock.json"] = nil
        let pins = try await bill([], files)
        #expect(pins.errors.contains("packages may be missing for: order, other") && pins.output.contains(#""aggregate": "incomplete""#), "\(pins.errors)")
        files["package.json"] = nil
        let none = try await bill([], files)
        #expect(none.errors.contains("no list of packages holds for: order, other") && none.output.contains(#""aggregate": "unknown""#), "\(none.errors)")
    }

    // MARK: Artefacts

    private static let packed = """
        service: shop
        provider: {name: aws, runtime: nodejs22.x}
        functions:
          order:
            handler: index.handler
            package: {artifact: build/order.zip}
          stock:
            handler: index.handler
            package: {artifact: build/stock.zip}

        """

    private func zip(_ packages: [String: String]) -> [UInt8] {
        let files = ["index.js": "const _ = require('lodash');\nexports.handler = async () => _;\n"].merging(
            packages.map { ("node_modules/\($0)/package.json", #"{"name": "\#($0)", "version": "\#($1)"}"#) }) { $1 }
        return ZipWriter.bytes(files.sorted { $0.key < $1.key }.map { ZipWriter.File($0.key, Array($0.value.utf8), isDeflated: true) })
    }

    /// The bill of two functions that are deployed from zip files.
    private func packedBill(_ arguments: [String], _ others: [String: String] = [:]) async throws -> CommandLineRun {
        try await CommandLineRun(["sbom"] + arguments, files: others.merging(["serverless.yml": Self.packed]) { $1 }) { directory in
            try FileManager.default.createDirectory(atPath: directory + "/build", withIntermediateDirectories: true)
            try Data(zip(["lodash": "4.17.20", "minimist": "1.2.5"])).write(to: URL(filePath: directory + "/build/order.zip"))
            try Data(zip(["minimist": "1.2.8"])).write(to: URL(filePath: directory + "/build/stock.zip"))
        }
    }

    @Test func whatOnlyAnArtefactHasIsListedWithWhereItLies() async throws {
        let run = try await packedBill([])
        let lodash = component("pkg:npm/lodash@4.17.20", in: run.output)
        #expect(lodash.contains(#""location": "build/order.zip!/node_modules/lodash""#), "\(run.output)")
        #expect(lodash.contains(#"{"name": "ringfence:perhaps-loaded-by", "value": "order"}"#) && !lodash.contains("ringfence:list"), "\(lodash)")
        #expect(component("pkg:npm/minimist@1.2.8", in: run.output).contains("build/stock.zip!/node_modules/minimist"))
        let relations = run.output.split(separator: "\"dependencies\": ").dropFirst().first ?? ""
        #expect(relations.contains(#""ref": "function:order""#) && relations.contains(#""pkg:npm/lodash@4.17.20""#), "\(relations)")
        #expect(!relations.contains(#""ref": "pkg:npm/lodash@4.17.20""#), "nobody says what it requires: \(relations)")
        #expect(run.errors.contains("packages may be missing for: order, stock"), "\(run.errors)")
        let one = try await packedBill(["--function", "stock"])
        #expect(one.output.contains("minimist@1.2.8") && !one.output.contains("lodash"), "\(one.output)")
    }

    @Test func whatOnlyAnArtefactHasIsInEveryFormat() async throws {
        let spdx = try await packedBill(["--format", "spdx"])
        #expect(spdx.output.contains(#""sourceInfo": "found in build/order.zip!/node_modules/lodash""#), "\(spdx.output)")
        #expect(spdx.output.contains("perhaps loaded by order; in no list"), "\(spdx.output)")
        let vex = try await packedBill(["--format", "openvex"])
        #expect(vex.output.contains("GHSA-35jh-r3h4-6jhm") && vex.output.contains("under_investigation"), "\(vex.output)")
        #expect(vex.output.contains("#functions/order"), "\(vex.output)")
    }

    @Test func whatAListHasTooIsOneComponent() async throws {
        let lock = """
            {"name": "shop", "lockfileVersion": 3, "packages": {"": {"dependencies": {"lodash": "^4.0.0"}},
             "node_modules/lodash": {"version": "4.17.20", "license": "MIT"}}}
            """
        let run = try await packedBill([], ["package-lock.json": lock])
        #expect(run.output.split(separator: #""bom-ref": "pkg:npm/lodash@4.17.20""#).count == 2, "\(run.output)")
        let lodash = component("pkg:npm/lodash@4.17.20", in: run.output)
        #expect(lodash.contains("build/order.zip!/node_modules/lodash") && lodash.contains("package-lock.json") && lodash.contains("MIT"), "\(lodash)")
        #expect(component("pkg:npm/minimist@1.2.5", in: run.output).contains("build/order.zip!/node_modules/minimist"))
    }

    /// The exit code of whatever reads an artefact says that not all of it was read.
    @Test(arguments: [["scan"], ["scan", "--format", "json"], ["sbom"]])
    func limitsInArtefactsMakeTheRunPartial(command: [String]) async throws {
        var nested = zip(["minimist": "1.2.5"])
        for _ in 0..<6 { nested = ZipWriter.bytes([.init("inner.jar", nested)]) }
        let run = try await CommandLineRun(command, files: ["serverless.yml": Self.packed]) { directory in
            try FileManager.default.createDirectory(atPath: directory + "/build", withIntermediateDirectories: true)
            try Data(nested).write(to: URL(filePath: directory + "/build/order.zip"))
        }
        #expect(run.code == 4, "\(run.errors)")
        #expect((run.output + run.errors).contains("`inner.jar!/inner.jar!/inner.jar` in `build/order.zip` cannot"), "\(run.output)")
    }

    // MARK: What others say

    /// A document that calls a flaw of minimist not affected in something.
    private func said(of product: String) -> String {
        """
        {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://vendor.test/1", "author": "vendor", "timestamp": "2026-01-01T00:00:00Z",
         "version": 1, "statements": [{"vulnerability": {"name": "CVE-2021-44906"}, "products": [\(product)], "status": "not_affected",
         "justification": "vulnerable_code_cannot_be_controlled_by_adversary"}]}
        """
    }

    @Test func whatOthersSettleIsTakenOver() async throws {
        let files = DependencyProject.files(with: ["vendor.json": said(of: #"{"@id": "pkg:npm/minimist@1.2.5"}"#)])
        let words = "vendor.json says of order, other: not affected: vulnerable_code_cannot_be_controlled_by_adversary"
        let plain = try await bill(["--vulnerabilities"], files)
        #expect(plain.output.contains(#""state": "exploitable""#) && !plain.output.contains("vendor.json"), "\(plain.output)")
        let run = try await bill(["--vulnerabilities", "--vex", "vendor.json"], files)
        #expect(run.output.contains(#""detail": "\#(words)""#) && !run.output.contains("exploitable"), "\(run.output)")
        let open = try await bill(["--format", "openvex", "--vex", "vendor.json"], files)
        #expect(open.output.contains(#""impact_statement": "\#(words)""#), "\(open.output)")
        let configured = try await bill(["--vulnerabilities"], files.merging(["ringfence.yml": "vex: [vendor.json]\n"]) { $1 })
        #expect(configured.output == run.output)
    }

    @Test func whatOthersSettleForOneFunctionStaysOpenForTheRest() async throws {
        let product = #"{"@id": "pkg:generic/shop#functions/other", "subcomponents": [{"@id": "pkg:npm/minimist@1.2.5"}]}"#
        let files = DependencyProject.files(with: ["vendor.json": said(of: product)])
        let run = try await bill(["--vulnerabilities", "--vex", "vendor.json"], files)
        #expect(run.output.contains("loaded by order; vendor.json says of other: not affected"), "\(run.output)")
        #expect(run.output.contains(#""state": "exploitable""#))
        let missing = try await bill(["--vex", "none.json"])
        #expect(missing.code == 2 && missing.errors.contains("the VEX document `none.json` is not below the root"), "\(missing.errors)")
    }

    @Test func wrongQuestionsAreAnsweredWithHelp() async throws {
        let unknown = try await bill(["--function", "ordr"])
        #expect(unknown.code == 2 && unknown.errors.contains("functions here: order, other"))
        #expect(try await bill(["--format", "xml"]).errors.contains("write one of: cyclonedx, cyclonedx-vex, openvex, spdx"))
        let two = DependencyProject.files.reduce(into: [String: String]()) {
            $0["a/" + $1.key] = $1.value
            $0["b/" + $1.key] = $1.value
        }
        let several = try await bill([], two)
        #expect(several.code == 2 && several.errors.contains("`a/serverless.yml`, `b/serverless.yml`"), "\(several.errors)")
        #expect(try await bill([], ["x.txt": ""]).code == 3)
    }

    @Test func theFormatFollowsTheFilesName() async throws {
        for (name, text) in [("a.cdx.json", "CycloneDX"), ("a.spdx.json", "SPDX-2.3"), ("a.openvex.json", "openvex.dev"), ("a.txt", "CycloneDX")] {
            let run = try await bill(["-o", name])
            #expect(run.files[name]?.contains(text) == true, "\(name)")
        }
    }
}
