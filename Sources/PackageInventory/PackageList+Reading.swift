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
        case .bunBinaryLock: BunBinaryLockReader.self
        case .packageJSON: PackageJSONReader.self
        case .requirements: RequirementsReader.self
        case .pipfileLock: PipfileLockReader.self
        case .pipfile, .pyproject: PythonManifestReader.self
        case .poetryLock: PoetryLockReader.self
        case .uvLock: UVLockReader.self
        case .pdmLock, .pylock: PDMLockReader.self
        case .goMod: GoModReader.self
        case .goSum: GoSumReader.self
        case .pom: POMReader.self
        case .gradleLock: GradleLockReader.self
        case .gemfileLock: GemfileLockReader.self
        case .composerLock: ComposerLockReader.self
        case .composerJSON: ComposerManifestReader.self
        case .cargoLock: CargoLockReader.self
        case .cargoToml: CargoManifestReader.self
        case .nuGetLock: NuGetLockReader.self
        case .nuGetProject: NuGetProjectReader.self
        case .packageResolved: PackageResolvedReader.self
        case .mixLock: MixLockReader.self
        case .pubspecLock: PubspecLockReader.self
        case .pubspec: PubspecReader.self
        }
    }
}
