import ApplicationModel
import ManifestReading
import SourceText

/// What the providers other than AWS ask of a caller, where the manifest says so.
struct ProviderAuthorization {
    let service: ServiceManifest
    /// The function's name and definition.
    let function: Value.Member

    /// Sets a door's authorization.
    func decide(_ route: inout HTTPRoute, settings: Value) {
        switch service.providerName {
        case "azure": azure(&route, settings)
        case "google", "gcp": google(&route, settings)
        case "openwhisk", "ibm": openWhisk(&route, settings)
        case "spotinst": spotinst(&route)
        case "aliyun", "tencent": chinese(&route, settings)
        default: break
        }
    }

    /// Without a level the framework's plugin asks for a function key.
    /// Source: https://www.serverless.com/framework/docs/providers/azure/events/http
    private func azure(_ route: inout HTTPRoute, _ settings: Value) {
        guard let level = settings.member("authLevel") else {
            route.authorization = .other("function")
            return
        }
        route.authorizationPlace = level.keyPlace
        if let reason = level.value.undeterminedReason { route.authorization = .unknown(reason: reason) }
        guard let name = level.value.string?.lowercased() else { return }
        route.authorization = name == "anonymous" ? .none : .other(name)
    }

    /// Google decides by the function's IAM policy, of which the manifest may say that everybody is in it.
    private func google(_ route: inout HTTPRoute, _ settings: Value) {
        let open = function.value.member("allowUnauthenticated") ?? service.provider.member("allowUnauthenticated")
        if let open {
            route.authorizationPlace = open.keyPlace
            route.authorization = open.value.bool == true ? .none : .iam
        } else {
            route.authorization = .unknown(reason: "the function's invokers are not in the manifest")
        }
    }

    private func openWhisk(_ route: inout HTTPRoute, _ settings: Value) {
        let setting =
            function.value["annotations"]?.member("require-whisk-auth") ?? settings.member("require-whisk-auth")
        guard let setting, setting.value.isTruthy else { return }
        route.authorization = .other("require-whisk-auth")
        route.authorizationPlace = setting.keyPlace
    }

    private func spotinst(_ route: inout HTTPRoute) {
        guard let access = function.value.member("access"), access.value.string == "private" else { return }
        route.authorization = .other("private")
        route.authorizationPlace = access.keyPlace
    }

    private func chinese(_ route: inout HTTPRoute, _ settings: Value) {
        let setting = settings.member("authType") ?? settings.member("auth") ?? settings.member("authRequired")
        guard let setting, setting.value.isTruthy else { return }
        route.authorizationPlace = setting.keyPlace
        if let name = setting.value.knownText, name.lowercased() == "anonymous" || name.uppercased() == "NONE" {
            return
        }
        route.authorization = .other(setting.value.knownText ?? setting.key)
    }
}
