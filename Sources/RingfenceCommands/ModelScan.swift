import AuditKit
import CommandDoors
import Findings
import Portraits
import Rules
import Scanning

extension ProjectOptions {
    /// A scan for its model alone. The rules about secrets run with it, so that what they recognise is shown nowhere.
    /// - Throws: `CommandFailure` when an option is not of the form it should be.
    func scan(
        of root: ScanRoot, _ configuration: ScanConfiguration, in surroundings: Surroundings
    ) throws -> Scan {
        Scan(files: root.files, options: try options(of: root, configuration, in: surroundings))
    }

    /// A scan for its model and the functions' code.
    /// - Throws: `CommandFailure` when an option is not of the form it should be.
    func codeScan(
        of root: ScanRoot, _ configuration: ScanConfiguration, in surroundings: Surroundings
    ) throws -> Scan {
        var options = try options(of: root, configuration, in: surroundings)
        options.readsCode = true
        return Scan(files: root.files, options: options)
    }

    /// A scan for its model, the functions' code, and the packages that they ship.
    /// - Throws: `CommandFailure` when an option is not of the form it should be, or the store cannot be read.
    func packageScan(
        of root: ScanRoot, _ configuration: ScanConfiguration, in surroundings: Surroundings
    ) throws -> Scan {
        var options = try options(of: root, configuration, in: surroundings)
        options.readsCode = true
        options.readsPackages = true
        options.advisories = try AdvisoryStoreFile.source(in: surroundings)
        return Scan(files: root.files, options: options)
    }

    private func options(
        of root: ScanRoot, _ configuration: ScanConfiguration, in surroundings: Surroundings
    ) throws -> ScanOptions {
        let rules = RuleRegistry.all.filter { $0.metadata.practice == .secrets }
        var options = ScanOptions(rules: rules, today: try date(in: surroundings), toolVersion: ToolVersion.current)
        options.paths = root.paths
        options.excluded = configuration.excluded
        options.reading = try reading(configuration, in: surroundings)
        return options
    }
}

extension Discretion {
    /// Hides what the rules recognised, and what looks like a secret to them.
    init(over secrets: KnownSecrets, reveals: Bool) {
        self.init(secrets: secrets.places, mask: secrets.mask, reveals: reveals) { text, name in
            SecretRecognition.isSecret(text, named: name, surely: reveals)
        }
    }
}
