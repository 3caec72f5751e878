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
                guard object.isResponse, object.fields["statusCode"] != nil || object.fields["headers"] != nil else { return nil }
                let place = code.place(ofField: "body", at: object.place) ?? fact.place
                let headers = headers(of: object, code, fact.place)
                return HTTPResponse(body: object.fields["body"], bodyPlace: place, headers: headers)
            }
        }
    }

    private static func headers(of object: HeapObject, _ code: FunctionCode, _ fallback: SourcePlace) -> [Header] {
        ["headers", "multiValueHeaders"].flatMap { field in
            code.analysis.objects(of: object.fields[field] ?? .none).flatMap { headers in
                headers.fieldOrder.compactMap { name in
                    headers.fields[name].map { value in
                        Header(name: name.lowercased(), value: value, place: code.place(ofField: name, at: headers.place) ?? fallback)
                    }
                }
            }
        }
    }

    /// What the browser is told the body is, in lower case; `nil` when no header says.
    var contentType: String? {
        headers.first { $0.name == "content-type" }.map { $0.value.strings.first?.lowercased() ?? "" }
    }
}

extension HeapObject {
    /// Whether it may be a response: an object of the program's own, or one of the library's that is made for it.
    fileprivate var isResponse: Bool {
        switch kind {
        case .record, .instance: true
        case .list: false
        case .external(let api): api.hasPrefix("com.amazonaws.services.lambda.runtime.events.")
        }
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
