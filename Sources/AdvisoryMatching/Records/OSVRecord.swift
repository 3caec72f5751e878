/// The members of OSV's JSON that are read; one of another shape than the schema's counts as missing.
struct OSVRecord: Decodable {
    let id: String
    let modified: String?
    let withdrawn: String?
    let aliases: [String]?
    let summary: String?
    let text: String?
    let severity: [OSVSeverity]?
    let affected: [OSVAffected]?
    let references: [OSVReference]?
    let details: OSVDetails?

    private enum CodingKeys: String, CodingKey {
        case id, modified, withdrawn, aliases, summary, severity, affected, references
        case text = "details"
        case details = "database_specific"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(String.self, forKey: .id)
        modified = values.lenient(.modified)
        withdrawn = values.lenient(.withdrawn)
        aliases = values.lenient(.aliases)
        summary = values.lenient(.summary)
        text = values.lenient(.text)
        severity = values.lenient(.severity)
        // Without what is affected a record says nothing, so here a wrong shape is an error.
        affected = try values.decodeIfPresent([OSVAffected].self, forKey: .affected)
        references = values.lenient(.references)
        details = values.lenient(.details)
    }
}

struct OSVSeverity: Decodable {
    let type: String
    let score: String
}

struct OSVReference: Decodable {
    let type: String
    let url: String
}

struct OSVAffected: Decodable {
    struct Package: Decodable {
        let ecosystem: String
        let name: String
    }

    struct Range: Decodable {
        let type: String
        let events: [Event]
    }

    struct Event: Decodable {
        let introduced: String?
        let fixed: String?
        let lastAffected: String?
        let limit: String?

        private enum CodingKeys: String, CodingKey {
            case introduced, fixed, limit
            case lastAffected = "last_affected"
        }
    }

    let package: Package?
    let ranges: [Range]?
    let versions: [String]?
    let severity: [OSVSeverity]?
    let specific: OSVSpecific?
    let details: OSVDetails?

    private enum CodingKeys: String, CodingKey {
        case package, ranges, versions, severity
        case specific = "ecosystem_specific"
        case details = "database_specific"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        package = try values.decodeIfPresent(Package.self, forKey: .package)
        ranges = try values.decodeIfPresent([Range].self, forKey: .ranges)
        versions = try values.decodeIfPresent([String].self, forKey: .versions)
        severity = values.lenient(.severity)
        specific = values.lenient(.specific)
        details = values.lenient(.details)
    }
}

/// What databases say in their own words, as far as it is understood.
struct OSVDetails: Decodable {
    let license: String?
    let severity: String?
    let vector: String?
    let informational: String?
    /// The first score there is, the newest version of CVSS first.
    let score: Double?

    private enum CodingKeys: String, CodingKey {
        case license, severity, informational
        case vector = "cvss"
        case score4 = "cvss_v4_score"
        case score3 = "cvss_v3_score"
        case score = "cvss_score"
        case score2 = "cvss_v2_score"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        license = values.lenient(.license)
        severity = values.lenient(.severity)
        vector = values.lenient(.vector)
        informational = values.lenient(.informational)
        score = values.lenient(.score4) ?? values.lenient(.score3) ?? values.lenient(.score) ?? values.lenient(.score2)
    }
}

/// What ecosystems say in their own words: the functions that a flaw lies in.
struct OSVSpecific: Decodable {
    struct Import: Decodable {
        let path: String
        let symbols: [String]?
    }

    struct Affects: Decodable {
        let functions: [String]?
    }

    let imports: [Import]?
    let affects: Affects?
    let functions: [String]?

    private enum CodingKeys: String, CodingKey {
        case imports, affects
        case functions = "affected_functions"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        imports = values.lenient(.imports)
        affects = values.lenient(.affects)
        functions = values.lenient(.functions)
    }
}

extension KeyedDecodingContainer {
    /// The value of a key; `nil` when it is missing or has another shape.
    fileprivate func lenient<Value: Decodable>(_ key: Key) -> Value? { try? decodeIfPresent(Value.self, forKey: key) }
}
