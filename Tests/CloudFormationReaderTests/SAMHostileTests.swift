import ApplicationModel
import CloudFormationReader
import Foundation
import ManifestReading
import ManifestSyntax
import SourceText
import TestSupport
import Testing

/// No template, however broken, traps the transform or makes it forget what the author wrote.
@Suite("Hostile SAM templates")
struct SAMHostileTests {
    /// Our own templates of every kind of resource and event.
    private static let templates: [Value] = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = tests.appending(path: "ConformanceTests/Fixtures/sam")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { name in
            guard let path = RelativePath(name),
                let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
            else { return nil }
            let document = ManifestDocument.parse(SourceFile(path: path, text: text), language: .yaml)
            return document.roots.first.map { IntrinsicFunctions().resolve(Value($0)) }
        }
    }()

    private func expand(_ root: Value) -> SAMTransform {
        let section = ResourceReader(section: root["Resources"] ?? Value(.null, place: root.place))
        return SAMTransform(resources: section.resources, globals: root["Globals"]) { _ in root }
    }

    @Test func theTemplatesAreThere() { #expect(Self.templates.count >= 12) }

    @Test(arguments: 0..<8) func survivesValuesOfTheWrongShape(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for template in Self.templates {
            for _ in 0..<10 {
                var broken = template
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    broken = Mutation.apply(to: broken, using: &random)
                }
                expectSound(broken, "seed \(seed)")
            }
        }
    }

    private func expectSound(_ root: Value, _ comment: String) {
        let transform = expand(root)
        let ids = transform.resources.map(\.logicalID)
        #expect(Set(ids).count == ids.count, "two resources of one name, \(comment)")
        #expect(!transform.resources.contains { $0.type.hasPrefix("AWS::Serverless::") && $0.type != "AWS::Serverless::Application" }, "left unexpanded, \(comment)")
        let again = expand(root)
        #expect(
            again.resources.map(\.properties) == transform.resources.map(\.properties), "not the same twice, \(comment)"
        )
        #expect(again.issues == transform.issues)
        let others = ResourceReader(section: root["Resources"] ?? root).resources.filter {
            !$0.type.hasPrefix("AWS::Serverless::")
        }
        #expect(Set(others.map(\.logicalID)).isSubset(of: ids), "a resource is lost, \(comment)")
    }

    @Test func thousandsOfEventsAreAllThere() throws {
        let count = 1_000
        let events = (0..<count).flatMap { index in
            [
                "        R\(index): {Type: Api, Properties: {Path: /r/\(index), Method: get, Auth: {ApiKeyRequired: true}}}",
                "        H\(index): {Type: HttpApi, Properties: {Path: /h/\(index), Method: get, RouteSettings: {ThrottlingRateLimit: 1}}}",
                "        Q\(index): {Type: SQS, Properties: {Queue: arn:q:\(index)}}",
                "        S\(index): {Type: S3, Properties: {Bucket: !Ref Files, Events: 's3:ObjectCreated:*', Filter: {S3Key: \(index)}}}",
            ]
        }
        let scene = try SAMScene(
            """
            Resources:
              Files: {Type: AWS::S3::Bucket}
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: f.handler
                  Runtime: nodejs22.x
                  CodeUri: .
                  Events:

            """ + events.joined(separator: "\n"))
        #expect(scene.value("ServerlessRestApi", "Body", "paths")?.members.count == count)
        #expect(scene.value("ServerlessHttpApi", "Body", "paths")?.members.count == count)
        #expect(scene.value("Files", "NotificationConfiguration", "LambdaConfigurations")?.elements.count == count)
        #expect(scene.resources.filter { $0.type == "AWS::Lambda::EventSourceMapping" }.count == count)
    }

    @Test func globalsThatWouldFillTheMemoryStopWithAWord() throws {
        let tags = (0..<600).map { "t\($0): v" }.joined(separator: ", ")
        let functions = (0..<600).map {
            "  F\($0): {Type: AWS::Serverless::Function, Properties: {Handler: f.h, Runtime: nodejs22.x, CodeUri: ., Tags: {own: v}}}"
        }
        let scene = try SAMScene(
            "Globals:\n  Function:\n    Tags: {\(tags)}\nResources:\n" + functions.joined(separator: "\n"))
        #expect(scene.transform.issues.map(\.kind) == [.limit])
        #expect(scene.resources.count == 1_200)
    }

    @Test(arguments: [
        ("Globals: [a]", "the globals are not known: expected a map of resource types"),
        ("Globals: {Function: 3}", "the globals for `Function` are not known: expected a map"),
        ("Globals: {Bucket: {}}", "there are no globals for `Bucket`, so the template does not deploy"),
    ])
    func globalsOfTheWrongShapeAreSaid(globals: String, message: String) throws {
        let scene = try SAMScene(globals + "\nResources: {}\n")
        #expect(scene.transform.issues.map(\.message) == [message])
    }

    @Test(arguments: [
        ("Events: [a]", "`Events` of `F` is not known: expected a map"),
        ("Events: !If [A, {}, {}]", "`Events` of `F` is not known: expected a map"),
        ("Events: {E: [a]}", "the event `E` is not known: expected a map with a `Type`"),
        ("Events: {E: {Type: Carrier}}", "functions have no event of type `Carrier`, so `E` does nothing"),
        ("Events: {E: {Type: Api, Properties: {Path: /}}}", "the event `E` is not known: expected `Path` and `Method`"),
        (
            "Policies: [{NoSuchPolicy: {}}]",
            "the policy `NoSuchPolicy` is not known: expected a managed policy, a document or a policy template"
        ),
        ("Policies: 7", "a policy is not known: expected a managed policy, a document or a policy template"),
    ])
    func whatIsNotUnderstoodIsSaid(property: String, message: String) throws {
        let scene = try SAMScene(
            "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: f.h, Runtime: nodejs22.x, CodeUri: ., \(property)}\n"
        )
        #expect(scene.transform.issues.map(\.message) == [message])
        #expect(scene["F"]?.type == "AWS::Lambda::Function")
    }
}

/// One value of a tree replaced by another of any shape.
private enum Mutation {
    static func apply(to root: Value, using random: inout SplitMix64) -> Value {
        var position = Int.random(in: 0..<max(1, count(root)), using: &random)
        return replaced(root, &position, using: &random)
    }

    private static func count(_ value: Value) -> Int {
        switch value.content {
        case .list(let elements): elements.reduce(1) { $0 + count($1) }
        case .map(let members): members.reduce(1) { $0 + count($1.value) }
        default: 1
        }
    }

    private static func replaced(_ value: Value, _ position: inout Int, using random: inout SplitMix64) -> Value {
        if position == 0 {
            position = -1
            return Value(content(value, using: &random), place: value.place)
        }
        position -= 1
        switch value.content {
        case .list(let elements):
            return Value(.list(elements.map { replaced($0, &position, using: &random) }), place: value.place)
        case .map(let members):
            let changed = members.map { member in
                Value.Member(
                    key: member.key, keyPlace: member.keyPlace, value: replaced(member.value, &position, using: &random)
                )
            }
            return Value(.map(changed), place: value.place)
        default: return value
        }
    }

    private static func content(_ value: Value, using random: inout SplitMix64) -> Value.Content {
        let nothing = Value(.symbolic(.pseudoParameter("AWS::NoValue")), place: value.place)
        let condition = Value(.string("A"), place: value.place)
        func choice(_ arguments: [Value]) -> Value.Content {
            .symbolic(.intrinsic(name: "Fn::If", argument: Value(.list(arguments), place: value.place)))
        }
        return switch Int.random(in: 0..<14, using: &random) {
        case 0: .null
        case 1: .bool(true)
        case 2: .number(-1, text: "-1")
        case 3: .string("")
        case 4: .string("AWS::Serverless::Function")
        case 5: .list([])
        case 6: .list([value, value])
        case 7: .map([])
        case 8: .unknown(reason: "a test")
        case 9: nothing.content
        case 10: choice([condition, value, nothing])
        case 11: choice([condition])
        case 12: .symbolic(.resource(logicalID: "Orders", attribute: "Stage"))
        default: .map([Value.Member(key: "Fn::If", keyPlace: value.place, value: value)])
        }
    }
}
