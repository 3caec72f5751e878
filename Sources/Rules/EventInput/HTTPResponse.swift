import ApplicationModel
import AuditKit
import CodeAnalysis
import SourceText

/// A response to an HTTP request, as a handler gives it back: an object with a body and headers.
struct HTTPResponse {
    /// A header with what it may be.
    struct Header {
        /// Its name in lower case.
        let name: String
        /// What it may be.
        let value: AbstractValue
        /// Where it is written.
        let place: SourcePlace
    }

    /// The body; `nil` when it has none.
    let body: AbstractValue?
    /// Where the body is written.
    let bodyPlace: SourcePlace
    /// The headers whose names are certain.
    let headers: [Header]

    /// The responses that a function gives to HTTP requests.
    static func all(of function: Function, _ code: FunctionCode) -> [HTTPResponse] {
        guard function.triggers.contains(where: { $0.answersHTTP }) else { return [] }
        return code.analysis.returns.filter { !$0.isError }.flatMap { fact in
            code.analysis.objects(of: fact.value).compactMap { object -> HTTPResponse? in
                guard object.isResponse else { return nil }
                let fields = ResponseFields(object, code)
                guard fields["statusCode"] != nil || fields["headers"] != nil else { return nil }
                let headers = ["headers", "multiValueHeaders"].flatMap { Self.headers(in: fields[$0] ?? .none, code, fact.place) }
                return HTTPResponse(body: fields["body"], bodyPlace: fields.place(of: "body") ?? fact.place, headers: headers)
            }
        }
    }

    private static func headers(in value: AbstractValue, _ code: FunctionCode, _ fallback: SourcePlace) -> [Header] {
        code.analysis.objects(of: value).flatMap { headers in
            headers.fieldOrder.compactMap { name in
                headers.fields[name].map { value in
                    Header(name: name.lowercased(), value: value, place: code.place(ofField: name, at: headers.place) ?? fallback)
                }
            }
        }
    }

    /// What the browser is told the body is, in lower case; `nil` when no header says.
    var contentType: String? {
        headers.first { $0.name == "content-type" }.map { $0.value.strings.first?.lowercased() ?? "" }
    }
}

/// The fields of a response: of an object, or of a struct of Go's, which has the same ones with a capital.
private struct ResponseFields {
    private let objects: [HeapObject]
    private let isStruct: Bool
    private let code: FunctionCode

    init(_ object: HeapObject, _ code: FunctionCode) {
        isStruct = object.isStruct
        // The literal that a struct was made with is an object of its own.
        objects = [object] + (isStruct ? object.arguments.flatMap { code.analysis.objects(of: $0) } : [])
        self.code = code
    }

    subscript(_ name: String) -> AbstractValue? {
        let values = objects.compactMap { $0.fields[written(name)] }
        return values.isEmpty ? nil : values.reduce(AbstractValue.none) { $0.joined($1) }
    }

    func place(of name: String) -> SourcePlace? {
        objects.lazy.compactMap { code.place(ofField: written(name), at: $0.place) }.first
    }

    private func written(_ name: String) -> String { isStruct ? name.prefix(1).uppercased() + name.dropFirst() : name }
}

extension HeapObject {
    /// Whether it may be a response: an object of the program's own, or one of the library's that is made for it.
    fileprivate var isResponse: Bool {
        switch kind {
        case .record, .instance: true
        case .list: false
        case .external(let api): api.hasPrefix("com.amazonaws.services.lambda.runtime.events.") || isStruct
        }
    }

    /// Whether it is a struct of Go's library.
    fileprivate var isStruct: Bool {
        if case .external(let api) = kind { api.hasPrefix("github.com/aws/aws-lambda-go/events.") } else { false }
    }
}

extension Trigger {
    /// Whether what the function gives back is the answer to an HTTP request.
    var answersHTTP: Bool {
        switch kind {
        case .restAPI, .httpAPI, .functionURL, .loadBalancer, .http, .contentDelivery: invocation != .never
        default: false
        }
    }
}
