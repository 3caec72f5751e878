import AuditKit
import CodeAnalysis
import SourceText

extension OSCommandInjectionRule {
    private static let names = [
        "child_process.exec": (name: "exec", other: "execFile"), "child_process.execSync": (name: "execSync", other: "execFileSync"),
    ]
    private static let python = APISet(["subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output", "subprocess.Popen"])

    /// Starts the same program without a shell, where the text is one program's name and whole arguments.
    func repair(_ flow: Flow, in code: FunctionCode) -> Repair? {
        let call = flow.call
        guard let command = call.argument(0, named: "args"), !call.arguments.contains(where: \.isSpread),
            let module = code.program[command.place.path]?.module, let text = text(at: command.place, in: module)
        else { return nil }
        let isPython = module.isPython
        guard let changes = isPython ? unshelling(call, code) : renaming(call, code) else { return nil }
        return Repair("start the program without a shell", [.rewrite(command.place, with: isPython ? text.list : text.programAndList)] + changes)
    }

    private func text(at place: SourcePlace, in module: CodeModule) -> CommandLineText? {
        module.expressions(at: place.span).lazy.compactMap { CommandLineText($0, in: module) }.first
    }

    /// `child_process.exec` to `child_process.execFile`; what else it is given must mean the same to both.
    private func renaming(_ call: CallFact, _ code: FunctionCode) -> [Repair.Change]? {
        guard call.apis.count == 1, let api = call.apis.first, let names = Self.names[api],
            code.analysis.apis(of: call.receiver) == ["child_process"], !call.receiver.isOpen, call.receiver.references.count == 1
        else { return nil }
        for argument in call.arguments.dropFirst() {
            let isCallback = !argument.value.references.isEmpty && argument.value.references.allSatisfy { if case .closure = $0 { true } else { false } }
            guard isCallback || isPlainOptions(argument.value, code) else { return nil }
        }
        return code.renaming(call, from: names.name, to: names.other).map { [$0] }
    }

    private func isPlainOptions(_ value: AbstractValue, _ code: FunctionCode) -> Bool {
        let objects = code.analysis.objects(of: value)
        return objects.count == 1 && value.references.count == 1 && objects[0].kind == .record && objects[0].rest.isEmpty && objects[0].fields["shell"] == nil
    }

    /// `shell=True` to `shell=False`.
    private func unshelling(_ call: CallFact, _ code: FunctionCode) -> [Repair.Change]? {
        guard call.isAny(of: Self.python), call.arguments.first?.name == nil, call.argument(99, named: "executable") == nil,
            let shell = call.arguments.first(where: { $0.name == "shell" }), let change = code.rewriting(["True": "False"], at: shell.place)
        else { return nil }
        return [change]
    }
}
