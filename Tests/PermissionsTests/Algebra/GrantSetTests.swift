import Permissions
import Testing

@Suite struct GrantSetTests {
    private func grant(_ actions: String, _ resources: String, _ conditions: [Policy.Condition] = []) -> Grant {
        Grant(
            actions: actions.split(separator: " ").map(String.init),
            resources: resources.split(separator: " ").map(String.init), conditions: conditions)
    }

    private func described(_ set: GrantSet) -> [String] {
        set.grants.map { grant in
            let exceptions = grant.exceptions.map { " less " + described($0) }.joined()
            return described(grant.reach) + exceptions
                + grant.conditions.map { " if \($0.operatorText) \($0.key)" }.joined()
        }
    }

    private func described(_ reach: Grant.Reach) -> String {
        reach.actions.map(\.text).joined(separator: " ") + " on " + reach.resources.map(\.text).joined(separator: " ")
    }

    @Test func subtractsWhatIsNeeded() {
        let granted = GrantSet([grant("s3:GetObject s3:PutObject s3:DeleteObject", "arn:aws:s3:::a/*")])
        let needed = GrantSet([grant("s3:GetObject s3:PutObject", "arn:aws:s3:::a/*")])
        #expect(described(granted.subtracting(needed)) == ["s3:DeleteObject on arn:aws:s3:::a/*"])
        #expect(needed.subtracting(granted).grants.isEmpty)
    }

    @Test func keepsAPatternWithExceptions() {
        let granted = GrantSet([grant("s3:*", "*")])
        let needed = GrantSet([grant("s3:GetObject", "arn:aws:s3:::a/*")])
        #expect(described(granted.subtracting(needed)) == ["s3:* on * less s3:GetObject on arn:aws:s3:::a/*"])
    }

    @Test func subtractsOnlyWhatHoldsWheneverTheGrantDoes() {
        let inside = Policy.Condition(.ipAddress, "aws:SourceIp", ["10.0.0.0/8"])
        let conditional = GrantSet([grant("s3:GetObject", "*", [inside])])
        let plain = GrantSet([grant("s3:GetObject", "*")])
        #expect(conditional.subtracting(plain).grants.isEmpty)
        #expect(described(plain.subtracting(conditional)) == ["s3:GetObject on *"])
    }

    @Test func coversByPatternAndCondition() {
        let set = GrantSet([grant("dynamodb:Get* dynamodb:Query", "arn:aws:dynamodb:*:*:table/users*")])
        #expect(set.covers(grant("dynamodb:GetItem dynamodb:Query", "arn:aws:dynamodb:eu-west-1:1:table/users/index/a")))
        #expect(!set.covers(grant("dynamodb:PutItem", "arn:aws:dynamodb:eu-west-1:1:table/users")))
        #expect(!set.covers(grant("dynamodb:GetItem", "*")))
    }

    @Test func coversByPartsOfSeveralGrants() {
        let set = GrantSet([grant("s3:GetObject", "arn:aws:s3:::a/*"), grant("s3:PutObject", "*")])
        #expect(set.covers(grant("s3:GetObject s3:PutObject", "arn:aws:s3:::a/*")))
        #expect(!set.covers(grant("s3:GetObject s3:PutObject", "arn:aws:s3:::b/*")))
    }

    @Test func implicationOfConditions() {
        let one = Policy.Condition(.stringLike, "k", ["a1"])
        let many = Policy.Condition(.stringLike, "K", ["a*", "b"])
        #expect(one.implies(many) && !many.implies(one))
        let notOne = Policy.Condition(.stringNotLike, "k", ["a1"])
        let notMany = Policy.Condition(.stringNotLike, "k", ["a*", "b"])
        #expect(notMany.implies(notOne) && !notOne.implies(notMany))
        // In ARNs a wildcard stays within its part, so that `*` there is not what it is elsewhere.
        let wide = Policy.Condition(.arnLike, "k", ["arn:*:sns:*:*:*"])
        #expect(!Policy.Condition(.arnLike, "k", ["arn:aws:x:sns:1:2:3"]).implies(wide))
        #expect(!Policy.Condition(.stringLike, "k", ["a"], holdsIfAbsent: true).implies(many))
    }

    @Test func minimisesToFewStatements() {
        let set = GrantSet([
            grant("s3:GetObject", "arn:aws:s3:::a/*"), grant("s3:PutObject", "arn:aws:s3:::a/*"),
            grant("s3:GetObject", "arn:aws:s3:::b/*"), grant("s3:PutObject", "arn:aws:s3:::b/*"),
            grant("s3:getobject", "arn:aws:s3:::a/x"),
        ])
        #expect(described(set.minimised()) == ["s3:GetObject s3:PutObject on arn:aws:s3:::a/* arn:aws:s3:::b/*"])
    }

    @Test func minimisingLeavesOutWhatIsCovered() {
        let set = GrantSet([
            grant("s3:*", "arn:aws:s3:::a/*"), grant("s3:GetObject", "arn:aws:s3:::a/x"), grant("s3:Get*", "*"),
        ])
        #expect(described(set.minimised()) == ["s3:* on arn:aws:s3:::a/*", "s3:Get* on *"])
    }

    @Test func minimisingKeepsConditionsApart() {
        let inside = Policy.Condition(.ipAddress, "aws:SourceIp", ["10.0.0.0/8"])
        let set = GrantSet([grant("s3:GetObject", "*", [inside]), grant("s3:PutObject", "*")])
        #expect(described(set.minimised()) == ["s3:GetObject on * if IpAddress aws:SourceIp", "s3:PutObject on *"])
    }

    /// A set of grants on a small alphabet, so that everything it says can be listed.
    private func random(_ random: inout Seeded) -> GrantSet {
        let letters: [Character] = ["a", "b", "*", "?"]
        return GrantSet(
            (0..<Int.random(in: 1...5, using: &random)).map { _ in
                let count = Int.random(in: 1...3, using: &random)
                return Grant(
                    actions: (0..<count).map { _ in "s:" + random.text(of: letters, upTo: 2) },
                    resources: (0..<count).map { _ in random.text(of: letters, upTo: 2) })
            })
    }

    private let small = texts(of: ["a", "b", "c"], upTo: 3)

    private func extent(_ reach: Grant.Reach) -> Set<[String]> {
        let actions = small.filter { text in reach.actions.contains { $0.matches("s:" + text) } }
        let resources = small.filter { text in reach.resources.contains { $0.matches(text) } }
        return Set(actions.flatMap { action in resources.map { [action, $0] } })
    }

    private func extent(_ set: GrantSet) -> Set<[String]> {
        set.grants.reduce(into: []) { all, grant in
            all.formUnion(grant.exceptions.reduce(extent(grant.reach)) { $0.subtracting(extent($1)) })
        }
    }

    @Test func minimisingChangesNothingThatIsGranted() {
        var seed = Seeded(4)
        for _ in 0..<40 {
            let set = random(&seed)
            let minimal = set.minimised()
            #expect(extent(set) == extent(minimal), "\(described(set))")
            #expect(minimal.grants.count <= set.grants.count || set.grants.contains { $0.reach.resources.count > 1 })
            #expect(described(minimal.minimised()) == described(minimal))
        }
    }

    @Test func differencesAreNeverTooSmall() {
        var seed = Seeded(5)
        var exact = 0
        for _ in 0..<40 {
            let (left, right) = (random(&seed), random(&seed))
            let expected = extent(left).subtracting(extent(right))
            let found = extent(left.subtracting(right))
            #expect(found.isSuperset(of: expected) && found.isSubset(of: extent(left)))
            exact += found == expected ? 1 : 0
            if left.covers(right) { #expect(extent(left).isSuperset(of: extent(right))) }
            if !left.intersects(right) { #expect(extent(left).isDisjoint(with: extent(right))) }
        }
        #expect(exact == 40)
    }

    @Test func unionsHoldBoth() {
        let set = GrantSet([grant("s3:GetObject", "*")]).union(GrantSet([grant("sqs:SendMessage", "*")]))
        #expect(set.covers(grant("s3:GetObject", "a")) && set.covers(grant("sqs:SendMessage", "a")))
    }

    @Test func policiesLoseWhatTheyDeny() {
        let policy = Policy(statements: [
            Policy.Statement(.allow, actions: .listed([.action("s3:*")]), resources: .listed([.everything])),
            Policy.Statement(.deny, actions: .listed([.action("s3:Delete*")]), resources: .listed([.everything])),
            Policy.Statement(
                .deny, actions: .listed([.action("s3:Put*")]), resources: .listed([.everything]),
                conditions: [Policy.Condition(.bool, "aws:SecureTransport", ["false"])]),
        ])
        let set = GrantSet([policy])
        #expect(set.covers(grant("s3:GetObject", "*")))
        #expect(!set.covers(grant("s3:DeleteObject", "arn:aws:s3:::a/x")))
        #expect(set.openDenials.count == 1)
    }

    @Test func whatIsListedAsNotGrantedIsNot() {
        let (policy, problems) = PolicyReader.read(
            json: #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}}"#,
            as: .identity)
        let set = GrantSet([policy])
        #expect(problems.isEmpty)
        #expect(set.covers(grant("s3:GetObject", "*")) && !set.covers(grant("iam:PassRole", "*")))
        #expect(!set.covers(grant("*", "*")))
        let written = set.statements
        #expect(written.unwritten.isEmpty)
        #expect(written.written.first?.actions == .except([.action("iam:*")]))
    }

    @Test func exceptionsThatNoStatementCanSayAreHandedBack() {
        let set = GrantSet([grant("s3:*", "*")]).subtracting(GrantSet([grant("s3:GetObject", "arn:aws:s3:::a/*")]))
        #expect(set.statements.written.isEmpty && set.statements.unwritten.count == 1)
    }

    @Test func namesTheActionsOfTheCatalogue() {
        let set = GrantSet([grant("sqs:*", "*")]).subtracting(GrantSet([grant("sqs:Delete* sqs:Send*", "*")]))
        let names = set.grants.flatMap { $0.actions(in: .bundled) }.map(\.name)
        #expect(names.contains("ReceiveMessage") && !names.contains("SendMessage") && !names.contains("DeleteQueue"))
    }

    @Test func largeSetsTakeFewSteps() {
        let many = GrantSet((0..<12_000).map { grant("s3:GetObject s3:PutObject", "arn:aws:s3:::bucket\($0)/*") })
        let minimal = many.minimised()
        #expect(minimal.grants.count == 1 && minimal.grants.first?.reach.resources.count == 12_000)
        #expect(many.subtracting(minimal).grants.isEmpty)
        let actions = (0..<2000).map { "s3:A\($0)x*" }
        let wide = GrantSet([Grant(actions: actions, resources: (0..<2000).map { "r\($0)x*" })])
        #expect(wide.minimised().grants.count == 1)
        #expect(wide.subtracting(wide).grants.isEmpty)
    }
}
