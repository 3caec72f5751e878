package import ApplicationModel
package import CodeAnalysis
package import SourceText

/// Somebody who fills what a function reads back, or answers what it asks.
package struct StoredInput: Sendable {
    /// What shows it.
    package enum Evidence: Int, Sendable, Comparable {
        /// Another service answers.
        case service
        /// A function's role allows it.
        case grant
        /// A function hands out an address to which whoever has it sends what is stored.
        case handedOut
        /// A function's code stores what its own sender chose.
        case code

        package static func < (left: Evidence, right: Evidence) -> Bool { left.rawValue < right.rawValue }
    }

    /// What shows it.
    package let evidence: Evidence
    /// What is read, in words that fit before "reaches".
    package let part: EventPart
    /// Who fills it, as the subject of a sentence about what they gain.
    package let attacker: String
    /// How it is filled, step by step.
    package let steps: [(place: SourcePlace, note: String)]
}

/// What functions of an application store where others read it, as code and grants show.
package struct StoredInputs: Sendable {
    private let application: Application?
    private var writes: [Write] = []

    /// What one call of a function stores.
    private struct Write: Sendable {
        let writer: Function
        let names: TargetNames
        let delivery: Delivery
        let analysis: HandlerAnalysis
    }

    /// Looks through the code behind an application's functions.
    init(of application: Application, code: ApplicationCode?) {
        self.application = code == nil ? nil : application
        guard let code else { return }
        for writer in application.functions {
            guard let analysis = code.code(of: writer)?.analysis else { continue }
            for delivery in analysis.deliveries where [.table, .bucket, .queue].contains(delivery.service) {
                let names = TargetNames(of: delivery.target, in: writer)
                writes.append(Write(writer: writer, names: names, delivery: delivery, analysis: analysis))
            }
        }
    }

    /// Who else fills what an answer gives back; the best shown first. `safe` is what makes a value harmless.
    func inputs(
        _ origin: Origin, in analysis: HandlerAnalysis, of reader: Function, safe: Guarantees, evidence: Set<StoredInput.Evidence>
    ) -> [StoredInput] {
        if evidence.contains(.service), let input = service(origin, in: analysis) { return [input] }
        guard let read = StoreRead(origin, in: analysis) else { return [] }
        let names = TargetNames(of: read.target, in: reader)
        let found = writes.compactMap { input(of: $0, for: read, names, safe) }
        if !found.isEmpty || !evidence.contains(.grant) {
            return found.sorted { ($0.evidence, $0.part.exposure) > ($1.evidence, $1.part.exposure) }
        }
        return grant(read, names, reader).map { [$0] } ?? []
    }

    /// The resource of the manifest that something is stored in.
    package func resource(of delivery: Delivery, in function: Function) -> Resource? {
        let names = TargetNames(of: delivery.target, in: function)
        return application?.resources.first { names.refer(to: $0.logicalID) }
    }

    /// A field by which functions of the application keep something in the items that a whole answer of a table holds; `nil` where
    /// a part of an item was read, and where no field is meant.
    package func keptField(
        in origin: Origin, of reader: Function, _ analysis: HandlerAnalysis, where isMeant: (String, AbstractValue, HandlerAnalysis) -> Bool
    ) -> String? {
        guard let read = StoreRead(origin, in: analysis), read.service == .table, read.field == nil else { return nil }
        let names = TargetNames(of: read.target, in: reader)
        for write in writes where write.delivery.service == .table && names.meetAny(of: write.names) {
            let kept = write.delivery.stored
            let found = write.analysis.fieldNames(of: kept).first { name in
                write.analysis.field(name, of: kept).map { isMeant(name, $0, write.analysis) } ?? false
            }
            if let found { return found }
        }
        return nil
    }

    // MARK: What code stores

    private func input(of write: Write, for read: StoreRead, _ names: TargetNames, _ safe: Guarantees) -> StoredInput? {
        guard write.delivery.service == read.service, names.meetAny(of: write.names), mayBeSame(write, read) else { return nil }
        let writer = write.writer.name
        let store = "the \(read.service.word) `\(names.title)`"
        if write.delivery.isSigned {
            return StoredInput(
                evidence: .handedOut,
                part: EventPart(words: "what is uploaded to \(store) by an address of `\(writer)`", exposure: write.writer.exposure, trigger: nil),
                attacker: "whoever gets an address for an upload from `\(writer)`",
                steps: [(place: write.delivery.call.namePlace, note: "`\(writer)` hands out an address for an upload to \(store)")])
        }
        guard let content = content(of: write, read.field) else { return nil }
        let parts = content.filter { $0.guarantees.isDisjoint(with: safe.union(.harmless)) }
            .compactMap { origin in EventPart(origin.path, of: write.writer).map { (origin: origin, part: $0) } }
        guard let widest = parts.max(by: { $0.part.exposure < $1.part.exposure }) else { return nil }
        return StoredInput(
            evidence: .code,
            part: EventPart(
                words: "what `\(writer)` takes from \(widest.part.words) and stores in \(store)", exposure: widest.part.exposure, trigger: widest.part.trigger),
            attacker: "whoever gets a text of their own into \(store) through `\(writer)`",
            steps: widest.origin.steps(from: widest.part.words)
                + [(place: write.delivery.call.namePlace, note: "`\(writer)` stores it in \(store)")])
    }

    /// Two objects whose names are both certain and differ are not the same.
    private func mayBeSame(_ write: Write, _ read: StoreRead) -> Bool {
        guard read.service == .bucket, let key = read.key.string, let written = write.delivery.key.string else { return true }
        return key == written
    }

    /// What of outside goes into the field that is read; into any where it cannot be told which.
    private func content(of write: Write, _ field: String?) -> [Origin]? {
        let stored = write.delivery.stored
        let names = write.analysis.fieldNames(of: stored)
        let isOpen = names.isEmpty || names.contains { $0.hasPrefix(":") } || stored.references.count > 1
            || write.analysis.objects(of: stored).contains { !$0.rest.isEmpty } || !stored.origins.isEmpty
        guard let field, !isOpen else { return write.analysis.origins(in: stored, at: write.delivery.call) }
        return write.analysis.field(field, of: stored).map { write.analysis.origins(in: $0, at: write.delivery.call) }
    }

    // MARK: What grants allow

    private static let actions: [Delivery.Service: [String]] = [
        .bucket: ["s3:putobject"], .table: ["dynamodb:putitem", "dynamodb:updateitem"], .queue: ["sqs:sendmessage"],
    ]

    private func grant(_ read: StoreRead, _ names: TargetNames, _ reader: Function) -> StoredInput? {
        guard let application, names.areKnown else { return nil }
        let actions = Self.actions[read.service] ?? []
        let holders = application.functions.filter { function in
            function.name != reader.name && (application.role(of: function)?.statements ?? []).contains { allows($0, actions, names) }
        }
        guard let widest = holders.mostExposed else { return nil }
        let store = "the \(read.service.word) `\(names.title)`"
        let others = holders.count > 1 ? " and \(holders.count - 1) more \(holders.count > 2 ? "functions" : "function")" : ""
        return StoredInput(
            evidence: .grant,
            part: EventPart(words: "\(read.service.entry) of \(store), to which `\(widest.name)`\(others) may write,", exposure: widest.exposure, trigger: nil),
            attacker: "whoever gets to write to \(store), as `\(widest.name)` may,", steps: [])
    }

    private func allows(_ statement: PolicyStatement, _ actions: [String], _ names: TargetNames) -> Bool {
        guard statement.effect == .allow, statement.notActions.isEmpty else { return false }
        let patterns = statement.actions.prefix(64).compactMap { $0.string.map { APIPattern($0.lowercased()) } }
        guard actions.contains(where: { action in patterns.contains { $0.matches(action) } }) else { return false }
        return statement.resources.prefix(64).contains { $0.string == "*" || names.areNamed(by: $0) }
    }

    // MARK: What other services answer

    private static let services = APITable<Bool>(
        [
            "axios*", "node-fetch*", "fetch", "cross-fetch*", "isomorphic-fetch*", "got*", "undici.*", "request", "request.*", "request-promise*",
            "superagent.*", "needle*", "http.get", "https.get", "http.request", "https.request", "requests.*", "httpx.*",
            "urllib.request.urlopen", "urllib3.*request", "aiohttp.*",
        ].map { (APIPattern($0), true) })

    private func service(_ origin: Origin, in analysis: HandlerAnalysis) -> StoredInput? {
        guard case .answer(let api) = origin.path.root, Self.services[api] == true, let call = analysis.call(answering: origin),
            !["status", "statusCode", "status_code", "ok"].contains(origin.path.fields.first ?? "")
        else { return nil }
        let address = call.arguments.first.flatMap { argument in argument.value.string ?? argument.value.text.first?.constantText }
        let host = address.flatMap { text in text.firstRange(of: "://").map { text[$0.upperBound...].prefix { !"/:?#".contains($0) } } } ?? ""
        // The machine's own services answer what the platform says.
        guard host != "localhost", !host.hasPrefix("127."), !host.hasPrefix("169.254.") else { return nil }
        let name = host.contains(".") ? "`\(host)`" : "another service"
        return StoredInput(
            evidence: .service, part: EventPart(words: "the answer of \(name)", exposure: .internal, trigger: nil),
            attacker: "whoever answers for \(name), or in its place,", steps: [])
    }
}

extension TextPiece {
    fileprivate var constantText: String? { if case .constant(let text) = self { text } else { nil } }
}

extension Delivery.Service {
    /// What such a store is called.
    fileprivate var word: String { rawValue }

    /// What it is made of.
    fileprivate var entry: String {
        switch self {
        case .bucket: "an object"
        case .table: "an item"
        default: "a message"
        }
    }
}
