import ApplicationModel
import LeastPrivilege

/// How what only the deployment knows is written where `Fn::Sub` takes it.
struct TemplateNames {
    private let application: Application
    private let parameters: DefaultTexts
    /// Spellings of what the framework or CloudFormation looks up, by the name that stands for it.
    private let spellings: [String: String]

    init(_ application: Application) {
        self.application = application
        parameters = DefaultTexts(application)
        var spellings: [String: String] = [:]
        for variable in application.functions.flatMap(\.environment) {
            for symbol in variable.value.symbols {
                guard let (name, text) = Self.spelling(symbol, isFramework: application.format == .serverlessFramework) else { continue }
                spellings[name] = text
            }
        }
        self.spellings = spellings
    }

    /// An ARN for `Fn::Sub` whose names all have a meaning there; `*` stands for those that have none, which are told.
    func spelled(_ arn: ARNPattern) -> (text: String, lost: [String]) {
        if let name = wholeARN(arn), let text = spelling(name) { return (text, []) }
        var (text, lost) = ("", [String]())
        var rest = arn.template[...]
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            let name = String(rest[start.upperBound..<end])
            text += rest[..<start.lowerBound] + (spelling(name) ?? "*")
            if spelling(name) == nil { lost.append(name) }
            rest = rest[end...].dropFirst()
        }
        let whole = text + rest
        return (parameters.arn(whole) ?? whole, lost)
    }

    /// The name of a value that must hold a whole ARN, as no request takes less of such a resource; `nil` for other ARNs.
    private func wholeARN(_ arn: ARNPattern) -> String? {
        guard arn.isGivenWhole, let name = arn.wholeName, application.namedResource(name) == nil else { return nil }
        return name
    }

    private func spelling(_ name: String) -> String? { application.isNamed(name) ? "${\(name)}" : spellings[name] }

    /// Source: https://www.serverless.com/framework/docs/guides/variables
    /// and https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
    private static func spelling(_ symbol: Symbol, isFramework: Bool) -> (name: String, text: String)? {
        switch symbol {
        case .secret(let secret) where secret.store == .parameterStore && secret.isDecrypted != true:
            switch secret.resolvedAt {
            case .framework: (secret.name, "${ssm:\(secret.name)}")
            case .deployment: (secret.name, "{{resolve:ssm:\(secret.name)}}")
            }
        case .environment(let name) where isFramework: (name, "${env:\(name)}")
        case .imported(let name) where isFramework && name.contains(":"): (name, "${\(name)}")
        case .secret, .environment, .imported, .resource, .parameter, .pseudoParameter, .intrinsic, .variable: nil
        }
    }
}
