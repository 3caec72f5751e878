// swift-tools-version: 6.2
import PackageDescription

let sourceText: Target.Dependency = "SourceText"
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

// Generated parsers are slow without optimisation, and nobody steps through them.
let parserSettings: [CSetting] = [
    .headerSearchPath("src"), .unsafeFlags(["-O1"], .when(configuration: .debug)),
]

let package = Package(
    name: "ringfence",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "ringfence", targets: ["ringfence"]),
        .executable(name: "ringfenced", targets: ["ringfenced"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Without its Foundation trait: the scanner needs no more than FoundationEssentials.
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // The runtime half only: no target that `ringfence` links may reach these.
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        // Tests only: the reference our YAML semantics are compared with.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Ground: text and formats; nothing about serverless.
        .target(name: "SourceText"),
        .target(name: "ManifestSyntax", dependencies: [sourceText]),
        .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
        .target(name: "Archives", dependencies: [sourceText, "CZlib"]),
        .target(name: "PackageURLs", dependencies: [sourceText]),

        // The parsers: fetched and pinned by Scripts/bootstrap, never committed.
        .target(
            name: "CTreeSitter", path: "Vendor/CTreeSitter", sources: ["src/lib.c"],
            cSettings: parserSettings + [.define("_POSIX_C_SOURCE", to: "200112L"), .define("_DEFAULT_SOURCE")]),
        .target(name: "CTreeSitterJavaScript", path: "Vendor/CTreeSitterJavaScript", cSettings: parserSettings),
        .target(name: "CTreeSitterTypeScript", path: "Vendor/CTreeSitterTypeScript", cSettings: parserSettings),
        .target(name: "CTreeSitterTSX", path: "Vendor/CTreeSitterTSX", cSettings: parserSettings),
        .target(name: "CTreeSitterPython", path: "Vendor/CTreeSitterPython", cSettings: parserSettings),
        .target(name: "CTreeSitterGo", path: "Vendor/CTreeSitterGo", cSettings: parserSettings),
        .target(name: "CTreeSitterJava", path: "Vendor/CTreeSitterJava", cSettings: parserSettings),
        .target(
            name: "CodeSyntax",
            dependencies: [
                sourceText, "CTreeSitter", "CTreeSitterJavaScript", "CTreeSitterTypeScript", "CTreeSitterTSX",
                "CTreeSitterPython", "CTreeSitterGo", "CTreeSitterJava",
            ]),

        // Vocabulary: values every room may speak.
        .target(
            name: "CPermissionTables",
            exclude: [
                "action-dependents.txt", "actions.txt", "condition-keys.txt", "deployed-types.txt", "escalations.txt",
                "managed-escalations.txt", "managed-statements.txt", "resource-types.txt",
                "sam-connectors.txt", "sam-managed-policies.txt", "sam-policy-templates.txt", "sdk-customer-keys.txt",
                "sdk-helpers.txt", "sdk-operations.txt", "sdk-parameters.txt", "sdk-resources.txt",
            ]),
        .target(name: "Permissions", dependencies: [sourceText, "ManifestSyntax", "CPermissionTables"]),
        .target(name: "CAdvisorySnapshot", exclude: ["advisories.txt"]),
        .target(name: "ApplicationModel", dependencies: [sourceText]),
        .target(name: "Findings", dependencies: [sourceText, "PackageURLs"]),

        // Readers: one format in, ApplicationModel out.
        .target(name: "ManifestReading", dependencies: [sourceText, "ManifestSyntax", "ApplicationModel"]),
        .target(
            name: "CloudFormationReader",
            dependencies: [sourceText, "ManifestSyntax", "ApplicationModel", "ManifestReading", "CPermissionTables"]),
        .target(
            name: "ServerlessFrameworkReader",
            dependencies: [
                sourceText, "ManifestSyntax", "ApplicationModel", "ManifestReading", "CloudFormationReader",
            ]),
        .target(name: "VEXReading", dependencies: [sourceText, "ManifestSyntax", "PackageURLs", "Findings"]),

        // Engines: facts, never opinions; siblings.
        .target(
            name: "CodeAnalysis", dependencies: [sourceText, "ManifestSyntax", "CodeSyntax", "ApplicationModel"]),
        .target(name: "LeastPrivilege", dependencies: [sourceText, "ApplicationModel", "CodeAnalysis", "Permissions"]),
        .target(
            name: "AdvisoryMatching", dependencies: [sourceText, "Archives", "CAdvisorySnapshot", "ApplicationModel"]),
        .target(
            name: "AdvisoryStore",
            dependencies: ["ApplicationModel", "AdvisoryMatching", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(
            name: "Portraits",
            dependencies: [sourceText, "ApplicationModel", "Findings", "Permissions", "LeastPrivilege", "CodeAnalysis"]),
        .target(name: "PackageInventory", dependencies: [sourceText, "Archives", "ManifestSyntax", "PackageURLs", "ApplicationModel"]),
        .target(
            name: "DependencyReach",
            dependencies: [sourceText, "ApplicationModel", "Findings", "CodeAnalysis", "PackageInventory", "AdvisoryMatching"]),
        .target(name: "SchemaInference", dependencies: ["ApplicationModel", "CodeAnalysis"]),

        // Judgement: the only rooms with opinions.
        .target(
            name: "AuditKit",
            dependencies: [
                sourceText, "ApplicationModel", "Findings", "CodeAnalysis", "LeastPrivilege", "DependencyReach",
            ]),
        .target(
            name: "Rules",
            dependencies: [
                sourceText, "ApplicationModel", "Findings", "CodeAnalysis", "LeastPrivilege", "SchemaInference", "AuditKit",
                "Permissions", "PackageInventory", "AdvisoryMatching", "DependencyReach",
            ]),
        .target(name: "RuleDocumentation", dependencies: ["ApplicationModel", "Findings", "AuditKit"]),
        .target(
            name: "Scanning",
            dependencies: [
                sourceText, "ManifestSyntax", "ApplicationModel", "Findings", "ManifestReading",
                "CloudFormationReader", "ServerlessFrameworkReader", "CodeAnalysis", "PackageInventory", "AdvisoryMatching",
                "DependencyReach", "AuditKit", "Portraits",
            ]),

        // Surfaces: render, never decide.
        .target(name: "Reporting", dependencies: [sourceText, "PackageURLs", "Findings"]),
        .target(
            name: "BillOfMaterials",
            dependencies: [
                sourceText, "PackageURLs", "ApplicationModel", "Findings", "PackageInventory", "AdvisoryMatching", "DependencyReach",
                "Reporting",
            ]),

        // Runtime half: what needs the network.
        .target(
            name: "HTTPDownload",
            dependencies: [
                sourceText,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .target(
            name: "AdvisoryDownload",
            dependencies: [
                sourceText, "Archives", "ApplicationModel", "AdvisoryMatching", "HTTPDownload",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),

        // Executables: commands, options and exit codes.
        .target(
            name: "CommandDoors",
            dependencies: [
                "Findings", "Reporting", "AdvisoryMatching", "AdvisoryStore", argumentParser,
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "RingfenceCommands",
            dependencies: [
                sourceText, "ApplicationModel", "Findings", "ManifestReading", "LeastPrivilege", "AuditKit", "Rules",
                "RuleDocumentation", "Scanning", "Portraits", "Reporting", "CodeAnalysis", "SchemaInference",
                "AdvisoryMatching", "AdvisoryStore", "CommandDoors", "VEXReading", "DependencyReach", "BillOfMaterials",
                argumentParser,
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .executableTarget(name: "ringfence", dependencies: ["RingfenceCommands", "CommandDoors"]),
        .target(
            name: "RingfencedCommands",
            dependencies: [
                sourceText, "ApplicationModel", "Findings", "AdvisoryMatching", "AdvisoryStore", "HTTPDownload", "AdvisoryDownload",
                "CommandDoors", argumentParser,
            ]),
        .executableTarget(name: "ringfenced", dependencies: ["RingfencedCommands", "CommandDoors"]),
        .executableTarget(
            name: "ringfence-dev",
            dependencies: [
                sourceText, "Permissions", "AdvisoryMatching", "Rules", "RuleDocumentation", "Scanning", argumentParser,
            ]),

        // Tests: one target per room, and what they share.
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "SourceTextTests", dependencies: [sourceText]),
        .testTarget(name: "PackageURLsTests", dependencies: ["PackageURLs"]),
        .testTarget(name: "FindingsTests", dependencies: [sourceText, "PackageURLs", "Findings"]),
        .testTarget(name: "VEXReadingTests", dependencies: [sourceText, "PackageURLs", "Findings", "VEXReading"]),
        .testTarget(
            name: "ManifestSyntaxTests",
            dependencies: [sourceText, "ManifestSyntax", "TestSupport", .product(name: "Yams", package: "Yams")],
            exclude: ["Fixtures"]),
        .testTarget(name: "ArchivesTests", dependencies: [sourceText, "Archives", "TestSupport"]),
        .testTarget(
            name: "AdvisoryMatchingTests", dependencies: [sourceText, "ApplicationModel", "AdvisoryMatching", "PackageInventory", "Scanning"]),
        .testTarget(name: "AdvisoryStoreTests", dependencies: ["ApplicationModel", "AdvisoryMatching", "AdvisoryStore"]),
        .testTarget(name: "CodeSyntaxTests", dependencies: [sourceText, "CodeSyntax"]),
        .testTarget(
            name: "CodeAnalysisTests",
            dependencies: [
                sourceText, "CodeSyntax", "ApplicationModel", "ManifestReading", "CloudFormationReader",
                "ServerlessFrameworkReader", "CodeAnalysis",
            ]),
        .testTarget(name: "PermissionsTests", dependencies: ["Permissions"]),
        .testTarget(
            name: "LeastPrivilegeTests",
            dependencies: [
                sourceText, "ApplicationModel", "ManifestReading", "ServerlessFrameworkReader", "CodeAnalysis", "LeastPrivilege",
                "Permissions",
            ]),
        .testTarget(
            name: "ManifestReadingTests",
            dependencies: [sourceText, "ManifestSyntax", "ApplicationModel", "ManifestReading"]),
        .testTarget(
            name: "CloudFormationReaderTests",
            dependencies: [
                sourceText, "ManifestSyntax", "ApplicationModel", "ManifestReading", "CloudFormationReader", "TestSupport",
            ]),
        .testTarget(
            name: "PackageInventoryTests",
            dependencies: [sourceText, "ApplicationModel", "PackageInventory", "TestSupport"]),
        .testTarget(
            name: "ConformanceTests",
            dependencies: [
                sourceText, "ManifestSyntax", "ApplicationModel", "ManifestReading", "CloudFormationReader",
            ],
            exclude: ["Fixtures", "sam-exceptions.txt"]),
        .testTarget(
            name: "ServerlessFrameworkReaderTests",
            dependencies: [
                sourceText, "ManifestSyntax", "ApplicationModel", "ManifestReading", "ServerlessFrameworkReader",
                "TestSupport",
            ]),
        .testTarget(
            name: "ScanningTests",
            dependencies: [sourceText, "ApplicationModel", "Findings", "AuditKit", "Rules", "Scanning", "TestSupport"]),
        .testTarget(
            name: "RulesTests",
            dependencies: [
                sourceText, "Permissions", "ApplicationModel", "Findings", "AuditKit", "Rules", "RuleDocumentation",
                "Scanning", "AdvisoryMatching",
            ]),
        .testTarget(
            name: "RingfenceCommandsTests",
            dependencies: [
                "Findings", "AuditKit", "Rules", "CommandDoors", "RingfenceCommands", "TestSupport",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            exclude: ["Snapshots"]),
        .target(
            name: "TestFeedServer",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            path: "Tests/TestFeedServer"),
        .testTarget(name: "HTTPDownloadTests", dependencies: ["HTTPDownload", "TestFeedServer"]),
        .testTarget(name: "AdvisoryDownloadTests", dependencies: ["AdvisoryMatching", "HTTPDownload", "AdvisoryDownload", "TestFeedServer"]),
        .testTarget(
            name: "RingfencedCommandsTests",
            dependencies: [
                "ApplicationModel", "Findings", "AdvisoryMatching", "AdvisoryStore", "HTTPDownload", "CommandDoors",
                "RingfencedCommands", "TestFeedServer",
            ]),
        .testTarget(
            name: "ReportingTests", dependencies: [sourceText, "Findings", "Reporting", "TestSupport"],
            exclude: ["Snapshots"]),

        // The house itself: layout, doors, pages.
        .testTarget(name: "HouseTests"),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("ExistentialAny"),
    ]
}
