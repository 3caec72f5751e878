import Permissions
import Testing

/// A condition, the values of its key in a request (`nil` where the request has no such key), and whether it holds.
struct ConditionCase: Sendable, CustomTestStringConvertible {
    let operation: String
    let expected: String
    let found: [String]?
    let holds: Bool
    let why: String
    var context: [String: [String]] = [:]

    init(_ operation: String, _ expected: String, _ found: [String]?, _ holds: Bool, _ why: String) {
        self.operation = operation
        self.expected = expected
        self.found = found
        self.holds = holds
        self.why = why
    }

    var testDescription: String { "\(operation) \(expected) ~ \(found ?? ["no key"])" }
}

@Suite struct ConditionTests {
    @Test(arguments: ConditionCase.all)
    func holdsAsDocumented(_ item: ConditionCase) {
        var evaluation = EvaluationCase(item.testDescription, item.holds ? .allowed : .implicitlyDenied, item.why)
        evaluation.identity = [allow("s3:*", "*", when(item.operation, "k:Key", item.expected))]
        evaluation.context = item.found.map { ["K:key": $0] } ?? [:]
        #expect(evaluation.policies.decision(on: evaluation.request).outcome == evaluation.expected, "\(item.why)")
    }

    @Test func allKeysOfAllOperatorsMustHold() {
        var evaluation = EvaluationCase("and", .allowed, "")
        evaluation.identity = [
            allow("s3:*", "*", #", "Condition": {"StringEquals": {"a": "1", "b": "2"}, "Bool": {"c": "true"}}"#)
        ]
        evaluation.context = ["a": ["1"], "b": ["2"], "c": ["true"]]
        #expect(evaluation.policies.decision(on: evaluation.request).isAllowed)
        for key in ["a", "b", "c"] {
            var lacking = evaluation
            lacking.context[key] = ["other"]
            #expect(!lacking.policies.decision(on: lacking.request).isAllowed, "\(key)")
        }
    }
}

extension ConditionCase {
    static let all: [ConditionCase] = strings + sets + numbers + dates + addresses + names

    private static let strings: [ConditionCase] = [
        .init("StringEquals", #""red""#, ["red"], true, "equal"),
        .init("StringEquals", #""red""#, ["Red"], false, "case counts"),
        .init("StringEquals", #"["red", "blue"]"#, ["blue"], true, "any of the values"),
        .init("StringEquals", #""r*""#, ["red"], false, "no wildcards in equality"),
        .init("StringEquals", #""r*""#, ["r*"], true, "the star is a character"),
        .init("StringEquals", #""red""#, nil, false, "a missing key does not compare"),
        .init("StringNotEquals", #""red""#, ["blue"], true, "different"),
        .init("StringNotEquals", #""red""#, ["red"], false, "equal"),
        .init("StringNotEquals", #"["red", "blue"]"#, ["blue"], false, "none of the values may compare"),
        .init("StringNotEquals", #""red""#, nil, true, "a missing key is not equal"),
        .init("StringEqualsIgnoreCase", #""RED""#, ["red"], true, "case does not count"),
        .init("StringEqualsIgnoreCase", #""RED""#, ["rod"], false, "another text"),
        .init("StringNotEqualsIgnoreCase", #""RED""#, ["red"], false, "case does not count"),
        .init("StringNotEqualsIgnoreCase", #""RED""#, ["blue"], true, "different"),
        .init("StringLike", #""home/*""#, ["home/ann"], true, "star"),
        .init("StringLike", #""home/?""#, ["home/ann"], false, "one character only"),
        .init("StringLike", #""home/???""#, ["home/ann"], true, "three characters"),
        .init("StringLike", #""HOME/*""#, ["home/ann"], false, "case counts"),
        .init("StringLike", #"["", "home/*"]"#, [""], true, "the empty text"),
        .init("StringNotLike", #""home/*""#, ["tmp/x"], true, "does not match"),
        .init("StringNotLike", #""home/*""#, ["home/x"], false, "matches"),
        .init("StringNotLike", #""home/*""#, nil, true, "a missing key does not match"),
        .init("StringEqualsIfExists", #""red""#, nil, true, "only looked at when it is there"),
        .init("StringEqualsIfExists", #""red""#, ["blue"], false, "it is there and differs"),
        .init("StringEqualsIfExists", #""red""#, ["red"], true, "it is there and equal"),
        .init("StringLikeIfExists", #""r*""#, nil, true, "only looked at when it is there"),
        .init("StringLike", #""${$}{x}${?}""#, ["${x}?"], true, "escaped characters"),
        .init("Bool", #""true""#, ["true"], true, "true"),
        .init("Bool", #""true""#, ["false"], false, "false"),
        .init("Bool", "true", ["true"], true, "written as a boolean"),
        .init("Bool", #""false""#, nil, false, "a missing key is not false"),
        .init("BoolIfExists", #""false""#, nil, true, "only looked at when it is there"),
        .init("Null", #""true""#, nil, true, "the key is missing"),
        .init("Null", #""true""#, ["x"], false, "the key is there"),
        .init("Null", #""false""#, ["x"], true, "the key is there"),
        .init("Null", #""false""#, nil, false, "the key is missing"),
        .init("Null", #""true""#, [], true, "a key without values counts as missing"),
        .init("BinaryEquals", #""QmluYXJ5""#, ["QmluYXJ5"], true, "equal bytes"),
        .init("BinaryEquals", #""QmluYXJ5""#, ["QmluYXJ6"], false, "other bytes"),
    ]

    private static let sets: [ConditionCase] = [
        .init("ForAllValues:StringEquals", #"["a", "b"]"#, ["a", "b"], true, "every value is listed"),
        .init("ForAllValues:StringEquals", #"["a", "b"]"#, ["a"], true, "not every listed value is needed"),
        .init("ForAllValues:StringEquals", #"["a", "b"]"#, ["a", "c"], false, "one is not listed"),
        .init("ForAllValues:StringEquals", #"["a", "b"]"#, nil, true, "a missing key has no value that is not listed"),
        .init("ForAllValues:StringEquals", #"["a", "b"]"#, [], true, "nor has an empty one"),
        .init("ForAllValues:StringLike", #"["a*"]"#, ["a1", "a2"], true, "every value matches"),
        .init("ForAllValues:StringNotEquals", #"["a"]"#, ["b", "c"], true, "no value is listed"),
        .init("ForAllValues:StringNotEquals", #"["a"]"#, ["a", "c"], false, "one is"),
        .init("ForAnyValue:StringEquals", #"["a", "b"]"#, ["b", "c"], true, "one value is listed"),
        .init("ForAnyValue:StringEquals", #"["a", "b"]"#, ["c"], false, "none is"),
        .init("ForAnyValue:StringEquals", #"["a", "b"]"#, nil, false, "a missing key has no value that is listed"),
        .init("ForAnyValue:StringLike", #"["a*"]"#, ["b", "a2"], true, "one value matches"),
        .init("ForAnyValue:StringNotEquals", #"["a"]"#, ["a", "b"], true, "one value is not listed"),
        .init("ForAnyValue:StringNotEquals", #"["a"]"#, ["a"], false, "all are"),
        .init("ForAnyValue:ArnLike", #""arn:aws:s3:::a*""#, ["arn:aws:s3:::b", "arn:aws:s3:::ab"], true, "one matches"),
    ]

    private static let numbers: [ConditionCase] = [
        .init("NumericEquals", #""10""#, ["10"], true, "equal"),
        .init("NumericEquals", "10", ["10.0"], true, "numbers, not texts"),
        .init("NumericEquals", #""10""#, ["ten"], false, "not a number"),
        .init("NumericNotEquals", #""10""#, ["11"], true, "different"),
        .init("NumericNotEquals", #""10""#, ["10"], false, "equal"),
        .init("NumericNotEquals", #""10""#, nil, true, "a missing key is not equal"),
        .init("NumericLessThan", #""10""#, ["9"], true, "less, though `9` sorts behind `10`"),
        .init("NumericLessThan", #""10""#, ["10"], false, "equal"),
        .init("NumericLessThanEquals", #""10""#, ["10"], true, "equal"),
        .init("NumericLessThanEquals", #""10""#, ["11"], false, "more"),
        .init("NumericGreaterThan", #""10""#, ["10.5"], true, "more"),
        .init("NumericGreaterThan", #""10""#, nil, false, "a missing key does not compare"),
        .init("NumericGreaterThanEquals", #""-1""#, ["-1"], true, "negative numbers"),
        .init("NumericLessThanIfExists", #""3600""#, nil, true, "only looked at when it is there"),
    ]

    private static let dates: [ConditionCase] = [
        .init("DateEquals", #""2024-05-01T00:00:00Z""#, ["2024-05-01T02:00:00+02:00"], true, "the same instant"),
        .init("DateEquals", #""2024-05-01""#, ["2024-05-01T00:00:00Z"], true, "a day starts at midnight"),
        .init("DateEquals", #""1714521600""#, ["2024-05-01T00:00:00Z"], true, "seconds since 1970"),
        .init("DateNotEquals", #""2024-05-01""#, ["2024-05-02"], true, "another day"),
        .init("DateLessThan", #""2024-05-01T00:00:00Z""#, ["2024-04-30T23:59:59Z"], true, "before"),
        .init("DateLessThan", #""2024-05-01T00:00:00Z""#, ["2024-05-01T00:00:00Z"], false, "not before"),
        .init("DateLessThanEquals", #""2024-05-01T00:00:00Z""#, ["2024-05-01T00:00:00Z"], true, "at the same time"),
        .init("DateGreaterThan", #""2024-02-28T00:00:00Z""#, ["2024-02-29T00:00:00Z"], true, "a leap day"),
        .init("DateGreaterThan", #""2024-05-01T00:00:00Z""#, ["yesterday"], false, "not a date"),
        .init("DateGreaterThanEquals", #""2024-05-01T00:00:00Z""#, ["2024-05-01T00:00:00.5Z"], true, "half a second on"),
        .init("DateGreaterThan", #""1999-12-31""#, ["2000-03-01"], true, "across a century"),
    ]

    private static let addresses: [ConditionCase] = [
        .init("IpAddress", #""203.0.113.0/24""#, ["203.0.113.7"], true, "within the range"),
        .init("IpAddress", #""203.0.113.0/24""#, ["203.0.114.7"], false, "outside"),
        .init("IpAddress", #""203.0.113.7""#, ["203.0.113.7"], true, "one address"),
        .init("IpAddress", #""0.0.0.0/0""#, ["8.8.8.8"], true, "every address of version 4"),
        .init("IpAddress", #""0.0.0.0/0""#, ["2001:db8::1"], false, "but none of version 6"),
        .init("IpAddress", #""10.0.0.0/9""#, ["10.127.0.1"], true, "a prefix within a byte"),
        .init("IpAddress", #""10.0.0.0/9""#, ["10.128.0.1"], false, "just outside"),
        .init("IpAddress", #"["10.0.0.0/8", "2001:db8::/32"]"#, ["2001:db8:1::5"], true, "version 6"),
        .init("IpAddress", #""2001:db8::/33""#, ["2001:db8:8000::"], false, "just outside"),
        .init("IpAddress", #""::1""#, ["0:0:0:0:0:0:0:1"], true, "two spellings of one address"),
        .init("IpAddress", #""::ffff:0:0/96""#, ["::ffff:10.0.0.1"], true, "version 4 within version 6"),
        .init("IpAddress", #""10.0.0.0/8""#, ["localhost"], false, "not an address"),
        .init("IpAddress", #""10.0.0.0/8""#, nil, false, "a missing key does not compare"),
        .init("NotIpAddress", #""10.0.0.0/8""#, ["192.168.0.1"], true, "outside"),
        .init("NotIpAddress", #""10.0.0.0/8""#, ["10.1.1.1"], false, "within"),
        .init("NotIpAddress", #""10.0.0.0/8""#, nil, true, "a missing key is not within"),
    ]

    private static let names: [ConditionCase] = [
        .init("ArnEquals", #""arn:aws:sns:eu-west-1:1:t""#, ["arn:aws:sns:eu-west-1:1:t"], true, "equal"),
        .init("ArnEquals", #""arn:aws:sns:*:1:t""#, ["arn:aws:sns:eu-west-1:1:t"], true, "takes wildcards like ArnLike"),
        .init("ArnLike", #""arn:aws:sns:*:*:t*""#, ["arn:aws:sns:eu-west-1:1:topic"], true, "a wildcard for each part"),
        .init("ArnLike", #""arn:aws:sns:*:t""#, ["arn:aws:sns:eu-west-1:1:t"], false, "none spans parts"),
        .init("ArnLike", #""arn:aws:logs:*:*:log-group:a*""#, ["arn:aws:logs:r:1:log-group:abc:b"], true, "the last part has colons"),
        .init("ArnLike", #""arn:aws:s3:::a""#, ["not an arn"], false, "not an ARN"),
        .init("ArnLike", #""arn:aws:s3:::A""#, ["arn:aws:s3:::a"], false, "case counts"),
        .init("ArnNotEquals", #""arn:aws:s3:::a""#, ["arn:aws:s3:::b"], true, "different"),
        .init("ArnNotLike", #""arn:aws:s3:::a*""#, ["arn:aws:s3:::ab"], false, "matches"),
        .init("ArnNotLike", #""arn:aws:s3:::a*""#, nil, true, "a missing key does not match"),
        .init("ArnLikeIfExists", #""arn:aws:s3:::a*""#, nil, true, "only looked at when it is there"),
    ]
}
