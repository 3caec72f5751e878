import Testing

@Suite("The rooms and the arrows between them")
struct ModulesTests {
    private let plan = Plan.own

    /// `Documentation/Modules.md`: each room with its floor, counted from the ground.
    private let floors: [(name: String, floor: Int)] = {
        var floor = -1
        var rooms: [(String, Int)] = []
        for line in House.text("Documentation/Modules.md").split(separator: "\n") {
            if line.hasPrefix("## ") { floor += 1 }
            if let match = line.firstMatch(of: /^- `([^`]+)`: \S.+\.$/) { rooms.append((String(match.1), floor)) }
        }
        return rooms
    }()

    @Test func thePageListsExactlyTheTargets() {
        let written = floors.map(\.name)
        let planned = plan.targets.map(\.name)
        #expect(planned.count > 10, "Package.swift was not understood")
        let missing = planned.filter { !written.contains($0) }
        let surplus = written.filter { !planned.contains($0) }
        #expect(missing.isEmpty, "give these a line `- `Name`: one sentence.` in Documentation/Modules.md: \(missing)")
        #expect(surplus.isEmpty, "these are in Documentation/Modules.md but not in Package.swift: \(surplus)")
        #expect(Set(written).count == written.count, "a room is listed twice")
    }

    @Test func noArrowPointsUp() {
        let floor = Dictionary(floors.map { ($0.name, $0.floor) }, uniquingKeysWith: { first, _ in first })
        let upward = plan.targets.flatMap { target in
            target.dependencies.filter { floor[$0, default: -1] > floor[target.name, default: .max] }
                .map { "\(target.name) → \($0)" }
        }
        #expect(upward.isEmpty, "a room imports from a floor above its own: \(upward)")
    }

    @Test func readersAndEnginesDoNotMeet() {
        let headings = House.text("Documentation/Modules.md").split(separator: "\n").filter { $0.hasPrefix("## ") }
        let readers = headings.firstIndex { $0 == "## Readers" }
        let engines = headings.firstIndex { $0 == "## Engines" }
        let engineRooms = Set(floors.filter { $0.floor == engines }.map(\.name))
        let readerRooms = Set(floors.filter { $0.floor == readers }.map(\.name))
        for target in plan.targets where engineRooms.contains(target.name) {
            #expect(readerRooms.isDisjoint(with: target.dependencies), "\(target.name) is an engine and imports a reader")
        }
    }

    @Test func sourcesImportWhatThePlanAllowsAndAllOfIt() {
        let names = Set(plan.targets.map(\.name)).union(plan.targets.flatMap(\.dependencies))
        var wrong: [String] = []
        for target in plan.targets {
            let files = House.files(below: target.folder, endingIn: ".swift").map(SwiftFile.init)
            var imported: Set<String> = []
            for file in files {
                for (module, line) in file.imports where names.contains(module) {
                    imported.insert(module)
                    if !target.dependencies.contains(module) { wrong.append(entry(file.path, line, "imports \(module)")) }
                }
            }
            // A room that nobody has moved into yet, and rooms written in C, import nothing.
            if !imported.isEmpty {
                wrong += target.dependencies.filter { !imported.contains($0) }.map { "\(target.name): never imports \($0)" }
            }
        }
        #expect(wrong.isEmpty, "\(list("Package.swift and the imports differ:", wrong))")
    }

    @Test func everyFolderIsATarget() {
        let planned = Set(plan.targets.map(\.name))
        let folders = Set((House.files(below: "Sources") + House.files(below: "Tests", endingIn: ".swift")).map {
            String($0.split(separator: "/")[1])
        })
        #expect(folders.subtracting(planned).sorted().isEmpty, "a folder of Sources or Tests is not a target")
    }

    @Test func roomsAreNamedForWhatTheyKnow() {
        let vague: Set = ["Shared", "Utils", "Utilities", "Common", "Core", "Extensions", "Helpers"]
        #expect(vague.isDisjoint(with: plan.targets.map(\.name)))
    }

    @Test func everyTargetChecksItsImports() {
        let text = House.text("Package.swift")
        for feature in ["InternalImportsByDefault", "MemberImportVisibility", "ExistentialAny"] {
            #expect(text.contains("enableUpcomingFeature(\"\(feature)\")"))
        }
        #expect(House.text("Scripts/needs.sh").contains("--explicit-target-dependency-import-check error"))
    }

    @Test func aPlanIsReadAsItIsWritten() {
        let plan = Plan(
            packageText: """
                let sourceText: Target.Dependency = "SourceText"
                let parser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
                let package = Package(targets: [
                    .target(name: "A"), // .target(name: "Not")
                    .executableTarget(name: "b-c", dependencies: [sourceText, "A", parser]),
                    .testTarget(
                        name: "T", dependencies: ["A", .product(name: "Yams", package: "Yams")], exclude: ["Fixtures"]),
                ])
                """)
        #expect(
            plan.targets == [
                Plan.Target(kind: "target", name: "A", dependencies: []),
                Plan.Target(kind: "executableTarget", name: "b-c", dependencies: ["SourceText", "A", "ArgumentParser"]),
                Plan.Target(kind: "testTarget", name: "T", dependencies: ["A", "Yams"]),
            ])
    }
}
