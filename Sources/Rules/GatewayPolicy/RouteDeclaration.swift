import ApplicationModel
import AuditKit
import SourceText

/// Where a template's author writes a route, which decides what a guard of it is called.
enum RouteDeclaration {
    /// An event of a function of SAM's.
    case event
    /// A resource of its own: a method, or a route of an HTTP or WebSocket API.
    case resource(String)
    /// An operation of an OpenAPI document.
    case operation
    /// The one route of an API that was made in one step, with the API's logical id.
    case quick(String)
    /// The API's own list of routes in SAM.
    case listed

    /// How a trigger's route is written; `nil` outside templates.
    init?(_ trigger: Trigger, of function: Function, in application: Application) {
        guard application.isTemplate || function.declaration != nil else { return nil }
        switch trigger.definition["Type"]?.string {
        case "AWS::ApiGateway::Method": self = .resource("method")
        case "AWS::ApiGatewayV2::Api": self = .quick(trigger.resourceLogicalID ?? "")
        case "AWS::ApiGatewayV2::Route":
            let isMade = trigger.resourceLogicalID.flatMap(application.resource)?.generator != nil
            self = isMade ? .listed : .resource("route")
        default:
            let isEvent = function.definition.place.path == trigger.place.path
                && function.definition.place.span.contains(trigger.place.span)
            self = isEvent ? .event : .operation
        }
    }
}
