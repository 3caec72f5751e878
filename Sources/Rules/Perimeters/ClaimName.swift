import CodeAnalysis

/// What a field of an event claims about whoever sends it, by its name.
enum ClaimName: Sendable {
    case identity, role, price

    /// What a name claims; `nil` for most.
    init?(_ name: String) {
        var plain = name.lowercased().filter { $0 != "_" && $0 != "-" }
        if plain.hasPrefix("x"), plain.count > 1, name.lowercased().hasPrefix("x-") { plain.removeFirst() }
        if Self.identities.contains(plain) {
            self = .identity
        } else if Self.roles.contains(plain) {
            self = .role
        } else if Self.prices.contains(plain) {
            self = .price
        } else {
            return nil
        }
    }

    /// What the part of an event claims, where its sender may put anything: in a body, a query or a header.
    init?(_ path: AccessPath) {
        let fields = path.fields
        guard case .field(let name)? = path.components.last, let first = fields.first else { return nil }
        switch path.root {
        case .event: guard Self.eventParts.contains(first) else { return nil }
        case .request("parameter"), .context, .answer, .error: return nil
        case .request: guard Self.requestParts.contains(first) else { return nil }
        }
        self.init(name)
    }

    private static let eventParts: Set<String> = [
        "body", "queryStringParameters", "multiValueQueryStringParameters", "headers", "multiValueHeaders", "query",
    ]
    private static let requestParts: Set<String> = ["body", "query", "headers", "json", "form", "args", "data", "json_body", "query_params"]
    private static let identities: Set<String> = [
        "userid", "uid", "ownerid", "owner", "customerid", "accountid", "tenantid", "tenant", "orgid", "organizationid", "organisationid",
        "createdby", "authorid", "sellerid", "memberid", "cognitosub", "userpoolsub",
    ]
    private static let roles: Set<String> = [
        "role", "userrole", "isadmin", "admin", "issuperuser", "superuser", "isstaff", "isowner", "ismoderator", "permissions", "ispremium",
    ]
    private static let prices: Set<String> = ["price", "amount", "total", "unitprice", "totalprice", "totalamount", "cost"]

    /// What is claimed, in words that fit behind "says".
    var words: String {
        switch self {
        case .identity: "whose it is"
        case .role: "what its sender may do"
        case .price: "what is to be paid"
        }
    }
}
