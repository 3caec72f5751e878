import ApplicationModel
import ManifestReading
import SourceText

/// `authorizer` of an `http` event in all its forms.
struct RESTAuthorizer {
    let service: ServiceManifest

    /// What a setting that is not empty demands of a caller.
    func authorization(_ setting: Value) -> HTTPRoute.Authorization {
        switch setting.content {
        case .string(let text): named(text, setting)
        case .map: settings(setting)
        default: reference(setting)
        }
    }

    private func named(_ text: String, _ setting: Value) -> HTTPRoute.Authorization {
        if text.uppercased() == "AWS_IAM" { return .iam }
        return isUserPool(setting) ? .cognito(setting) : service.authorizer(named: setting)
    }

    private func settings(_ setting: Value) -> HTTPRoute.Authorization {
        let type = setting["type"]?.string?.uppercased()
        if type == "AWS_IAM" { return .iam }
        guard let target = setting["authorizerId"] ?? setting["arn"] else {
            // By its name alone an authorizer is a function, whatever its type.
            return setting["name"].map(service.authorizer)
                ?? .unknown(reason: "the authorizer has neither a name, an ARN nor an id")
        }
        switch type {
        case "COGNITO_USER_POOLS": return .cognito(target)
        case "JWT", "OPENID_CONNECT": return .jwt(target)
        default: return isUserPool(target) ? .cognito(target) : .function(target)
        }
    }

    private func reference(_ setting: Value) -> HTTPRoute.Authorization {
        if isUserPool(setting) { return .cognito(setting) }
        if service.function(namedBy: setting) != nil { return .function(setting) }
        if setting.knownText?.contains(":lambda:") == true { return .function(setting) }
        return .unknown(reason: setting.undeterminedReason ?? "the authorizer is neither a name nor settings")
    }

    private func isUserPool(_ value: Value) -> Bool {
        if value.knownText?.contains(":cognito-idp:") == true { return true }
        return value.referencedLogicalID.flatMap(service.resource)?.type == "AWS::Cognito::UserPool"
    }
}
