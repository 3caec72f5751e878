import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A resource other than a function that sends traces when it is told to.
struct TracedResource {
    /// The keys that lead to the switch in the properties.
    let path: [String]
    private let noun: String
    private let resource: Resource
    /// What the author wrote in its place; the resource itself where no transform made it.
    private let written: Resource
    private let remedy: String
    /// The switch in the properties of what the author wrote; `nil` where the author cannot set it there.
    private let writtenPath: [String]?

    /// Takes a resource that has such a switch; `nil` for others.
    init?(_ resource: Resource, in application: Application) {
        self.resource = resource
        switch resource.type {
        case "AWS::ApiGateway::Stage":
            // The stage that SAM makes is the author's API; what `extensions` changes in one of the framework's is none.
            guard let api = resource.properties["RestApiId"] else { return nil }
            let made = resource.generator == nil ? nil : api.referencedLogicalID.flatMap(application.resource)
            path = ["TracingEnabled"]
            noun = made == nil ? "the stage" : "the API"
            written = made ?? resource
            writtenPath = made.map { $0.definition["Type"]?.string == "AWS::Serverless::Api" } == false ? nil : path
            remedy = "Set `TracingEnabled: true`."
        case "AWS::StepFunctions::StateMachine":
            path = ["TracingConfiguration", "Enabled"]
            noun = "the state machine"
            written = resource
            writtenPath = resource.generator == nil ? path : ["Tracing", "Enabled"]
            remedy = """
                Set `\(resource.generator == nil ? "TracingConfiguration" : "Tracing"): { Enabled: true }` and allow the role \
                `xray:PutTraceSegments` and `xray:PutTelemetryRecords`.
                """
        default: return nil
        }
    }

    /// The finding; at the switch where it is set to off.
    func violation(at off: Value?) -> Violation {
        // The API that SAM makes by itself stands at an event of a function's.
        let name = resource.type == "AWS::ApiGateway::Stage" ? written.logicalID : written.authorsName
        return Violation(
            at: off?.place ?? written.logicalIDPlace,
            "tracing is \(off == nil ? "not switched on" : "switched off") for \(noun) `\(name)`",
            gain: "whoever abuses `\(name)` leaves no record of which other services the request reached", functions: [],
            subject: "resource \(name)", remedy: remedy, repair: repair(at: off))
    }

    /// The role of a state machine may lack the permissions that tracing takes.
    private func repair(at off: Value?) -> Repair? {
        let title = "switch tracing on"
        let isStage = resource.type == "AWS::ApiGateway::Stage"
        if let off {
            return off.isWrittenWhereUsed ? Repair(title, safety: isStage ? .safe : .unsafe, .replace(off.place, with: .bool(true))) : nil
        }
        guard let writtenPath, written.definition.isMap else { return nil }
        let change = Repair.Change.insert(.bool(true), at: ["Properties"] + writtenPath, into: written.definition.place)
        return Repair(title, safety: isStage ? .safe : .unsafe, [change])
    }
}
