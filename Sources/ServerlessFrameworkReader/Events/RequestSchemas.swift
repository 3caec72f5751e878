import ApplicationModel
import ManifestReading
import SourceText

/// `request.schemas` of an `http` event, and `request.schema` of older versions.
struct RequestSchemas {
    let service: ServiceManifest

    /// The schemas by content type, in the manifest's order.
    func schemas(of event: Value) -> [BodySchema] {
        let request = event["request"]
        let section = request?.member("schemas") ?? request?.member("schema")
        guard let section, section.value.isTruthy else { return [] }
        guard section.value.isMap else {
            return [BodySchema(contentType: "application/json", schema: section.value, place: section.keyPlace)]
        }
        // A map without content types is a schema by itself.
        if !section.value.members.contains(where: { $0.key.contains("/") || $0.key.hasPrefix("$default") }) {
            return [BodySchema(contentType: "application/json", schema: inner(section.value), place: section.keyPlace)]
        }
        return section.value.members.map {
            BodySchema(contentType: $0.key, schema: schema($0.value), place: $0.keyPlace)
        }
    }

    private func schema(_ value: Value) -> Value {
        guard let name = value.string else { return inner(value) }
        return service.provider[path: "apiGateway", "request", "schemas", name].map(inner) ?? value
    }

    /// A schema may be wrapped with a name and a description.
    private func inner(_ value: Value) -> Value {
        guard let schema = value["schema"], !schema.isNull else { return value }
        return schema
    }
}
