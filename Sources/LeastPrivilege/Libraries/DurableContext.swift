import CodeAnalysis
import Permissions
import SourceText

/// Reads the functions that a durable one starts through its context, under its own role.
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html
enum DurableContext {
    @Sendable static func reading(_ library: LibraryCall) -> SDKReading? {
        guard library.api.hasPrefix("lambda.context"), library.api.hasSuffix(".invoke") else { return nil }
        var parameters = CallParameters()
        if let function = function(library) { parameters.named["FunctionName"] = function }
        return library.reading(of: ["lambda.Invoke"], parameters)
    }

    /// JavaScript's may name the step before the function, and the payload, which comes last, is mostly no text.
    private static func function(_ library: LibraryCall) -> AbstractValue? {
        let first = library.call.argument(0, named: "function_name")?.value
        guard library.call.place.path.fileExtension != "py", let second = library.call.argument(1)?.value else { return first }
        return second.string != nil || !second.text.isEmpty || library.call.argument(2) != nil ? second : first
    }
}
