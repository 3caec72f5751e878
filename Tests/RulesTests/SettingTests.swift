import ApplicationModel
import AuditKit
import SourceText
import Testing

/// A setting behind conditions is every one of its outcomes, and never missing because nobody looked.
@Suite struct SettingTests {
    private static let place = SourcePlace(wholeOf: .root)

    private func value(_ content: Value.Content) -> Value { Value(content, place: Self.place) }

    private func map(_ members: [(String, Value)]) -> Value {
        value(.map(members.map { Value.Member(key: $0.0, keyPlace: Self.place, value: $0.1) }))
    }

    private func either(_ first: Value, _ second: Value) -> Value {
        value(.symbolic(.intrinsic(name: "Fn::If", argument: value(.list([value(.string("c")), first, second])))))
    }

    private func application(_ parameters: [TemplateParameter] = []) -> Application {
        var application = Application(
            name: "s", manifest: .root, format: .cloudFormation, provider: .init(name: "aws"), document: value(.null))
        application.parameters = parameters
        return application
    }

    private func words(_ settings: [Setting]) -> [String] {
        settings.map { setting in
            switch setting {
            case .missing: "missing"
            case .set(let value): value.scalarText ?? "?"
            case .unknown: "unknown"
            }
        }
    }

    @Test func followsConditionsOnTheWayAndAtTheEnd() {
        let on = map([("Enabled", either(value(.bool(true)), value(.bool(false))))])
        let properties = map([("Options", either(on, value(.symbolic(.pseudoParameter("AWS::NoValue")))))])
        #expect(words(application().settings(["Options", "Enabled"], of: properties)) == ["true", "false", "missing"])
    }

    @Test func isUnknownWhereTheHolderIs() {
        let properties = map([("Options", value(.symbolic(.imported("x"))))])
        #expect(words(application().settings(["Options", "Enabled"], of: properties)) == ["unknown"])
        #expect(words(application().settings(["Other"], of: properties)) == ["missing"])
    }

    @Test func takesEveryElement() {
        let list = value(.list([map([("A", value(.string("x")))]), either(map([]), map([("A", value(.string("y")))]))]))
        #expect(words(application().settings(["L", "*", "A"], of: map([("L", list)]))) == ["x", "missing", "y"])
        #expect(application().settings(["L", "*"], of: map([("L", value(.list([])))])).isEmpty)
    }

    @Test func takesDefaultsOfParametersButNotNamesInAStore() {
        let plain = map([("Type", value(.string("String"))), ("Default", value(.string("on")))])
        let stored = map([
            ("Type", value(.string("AWS::SSM::Parameter::Value<String>"))), ("Default", value(.string("/shop/x"))),
        ])
        let application = application([
            TemplateParameter(name: "Plain", namePlace: Self.place, definition: plain),
            TemplateParameter(name: "Stored", namePlace: Self.place, definition: stored),
        ])
        let properties = map([
            ("A", value(.symbolic(.parameter("Plain")))), ("B", value(.symbolic(.parameter("Stored")))),
            ("C", value(.symbolic(.parameter("Other")))),
        ])
        #expect(words(application.settings(["A"], of: properties)) == ["on"])
        #expect(words(application.settings(["B"], of: properties)) == ["unknown"])
        #expect(words(application.settings(["C"], of: properties)) == ["unknown"])
    }

    @Test func endlessConditionsEnd() {
        var nested = value(.bool(true))
        for _ in 0..<200 { nested = either(nested, nested) }
        let settings = application().settings(["A"], of: map([("A", nested)]))
        #expect(settings.count <= 256 && words(settings).contains("unknown"))
    }
}
