extension PackageList {
    /// Reads a list; what cannot be read is an issue with its place, and what could be read stays.
    ///
    /// Takes time linear in the length of the file and of what it draws in.
    package static func read(_ input: ListInput) -> PackageList {
        reader(of: input.kind).read(input)
    }

    private static func reader(of kind: PackageListKind) -> any ListReader.Type {
        switch kind {
        case .npmLock, .npmShrinkwrap: NPMLockReader.self
        case .yarnLock: YarnLockReader.self
        case .pnpmLock: PNPMLockReader.self
        case .bunLock: BunLockReader.self
        case .packageJSON: PackageJSONReader.self
        case .requirements: RequirementsReader.self
        case .goMod: GoModReader.self
        case .goSum: GoSumReader.self
        default: UnreadList.self
        }
    }
}
