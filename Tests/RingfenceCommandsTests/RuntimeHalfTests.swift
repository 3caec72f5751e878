import CommandDoors
import Findings
import RingfenceCommands
import Synchronization
import Testing

/// What the scanner hands over to the program beside it.
@Suite struct RuntimeHalfTests {
    private func run(
        _ arguments: [String], program: String? = "/opt/ringfence/bin/ringfence", answer: HandOverError = .missing
    ) async -> (code: Int32, errors: String, handedOver: [[String]]) {
        let complained = Recorder()
        let handedOver = Mutex<[[String]]>([])
        let surroundings = Surroundings(
            environment: ["PATH": "/elsewhere"], workingDirectory: "/elsewhere", write: { _ in }, writeError: complained.append,
            readInput: { _ in [] }, isOutputTerminal: false, isErrorTerminal: false, width: nil, today: .distantPast,
            program: program,
            handOver: { path, arguments in
                handedOver.withLock { $0.append([path] + arguments) }
                return answer
            })
        let code = await RingfenceCommand.run(arguments, in: surroundings)
        return (code, complained.text, handedOver.withLock { $0 })
    }

    @Test(arguments: [[], ["--help"], ["--url", "https://mirror.example", "--force"], ["--store", "a b", "-h"]])
    func everyArgumentIsHandedOver(arguments: [String]) async {
        let run = await run(["advisories", "update"] + arguments)
        #expect(run.handedOver == [["/opt/ringfence/bin/ringfenced", "advisories", "update"] + arguments])
    }

    @Test func aMissingProgramIsNamedWithHowToGetIt() async {
        let run = await run(["advisories", "update"])
        #expect(run.code == 2)
        #expect(run.errors.contains("`ringfenced`, which is not at `/opt/ringfence/bin/ringfenced`"))
        #expect(run.errors.contains("help: build it with `Scripts/build-runtime`"))
    }

    @Test func aProgramThatCannotBeRunIsNamed() async {
        let run = await run(["advisories", "update"], answer: .refused("Permission denied"))
        #expect(run.code == 4)
        #expect(run.errors == "error: `/opt/ringfence/bin/ringfenced` cannot be run: Permission denied\n")
    }

    @Test func withoutAPlaceNothingIsLookedFor() async {
        let run = await run(["advisories", "update"], program: nil)
        #expect(run.code == 4)
        #expect(run.handedOver.isEmpty)
    }

    @Test func theListOfCommandsNamesIt() async {
        let surroundings = Recorder()
        let help = await RingfenceCommand.run(
            ["advisories", "--help"],
            in: Surroundings(
                environment: [:], workingDirectory: "/elsewhere", write: surroundings.append, writeError: { _ in },
                readInput: { _ in [] }, isOutputTerminal: false, isErrorTerminal: false, width: nil, today: .distantPast))
        #expect(help == 0)
        #expect(surroundings.text.contains("ringfence advisories update"))
    }
}
