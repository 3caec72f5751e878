import LeastPrivilege
import Testing

@Suite("Patterns of ARNs")
struct ARNPatternTests {
    private static let covering: [(String, String, Bool)] = [
        ("*", "arn:aws:s3:::b/k", true), ("arn:aws:s3:::b/*", "arn:aws:s3:::b/k", true), ("arn:aws:s3:::b", "arn:aws:s3:::b/k", false),
        ("arn:aws:s3:::b/k", "arn:aws:s3:::b/*", false), ("arn:aws:s3:::b/*/x", "arn:aws:s3:::b/*/y/x", true),
        ("arn:aws:dynamodb:eu-west-1:*:table/t", "arn:aws:dynamodb:*:*:table/t", true),
        ("arn:aws:dynamodb:eu-west-1:1:table/t", "arn:aws:dynamodb:us-east-1:1:table/t", false),
        ("arn:aws:dynamodb:*:*:table/t", "arn:aws:sqs:*:*:table/t", false), ("arn:aws:s3*", "arn:aws:s3:::b", true),
        ("arn:aws:s3:::b?", "arn:aws:s3:::bc", true), ("arn:aws:s3:::b?", "arn:aws:s3:::b*", false),
    ]

    @Test(arguments: covering)
    func coversWhatItMeans(_ pattern: String, _ other: String, _ expected: Bool) throws {
        let pattern = try #require(ARNPattern(pattern))
        #expect(pattern.covers(try #require(ARNPattern(other))) == expected)
    }

    @Test(arguments: [
        ("arn:aws:s3:::b/in/*", "arn:aws:s3:::b/*.json", true), ("arn:aws:s3:::b/in/*", "arn:aws:s3:::b/out/*", false),
        ("arn:aws:s3:::*", "arn:aws:s3:::b", true),
    ])
    func overlapsWhereBothMayMeanTheSame(_ left: String, _ right: String, _ expected: Bool) throws {
        let (left, right) = (try #require(ARNPattern(left)), try #require(ARNPattern(right)))
        #expect(left.overlaps(right) == expected)
        #expect(right.overlaps(left) == expected)
    }

    /// A name that a deployment is given may be any; one that CloudFormation makes is nobody else's.
    @Test(arguments: [
        ("sns:*:*:<P>", "sns:*:*:<Q>", true), ("sns:*:*:<P>", "sns:*:*:news", true), ("sns:*:*:<P>-a", "sns:*:*:<P>-b", false),
        ("sns:*:*:<P>-a", "sns:*:*:<Q>-b", false), ("sns:*:*:<!News>", "sns:*:*:<!Jobs>", false), ("sns:*:*:<P>", "sns:*:*:<!News>", true),
        ("dynamodb:*:*:table/<P>", "dynamodb:*:*:table/<Q>/index/*", false), ("dynamodb:*:*:table/<P>/index/*", "dynamodb:*:*:table/<Q>/index/i", true),
        ("s3:::<P>", "s3:::<Q>/*", false), ("s3:::b/<P>", "s3:::b/in/<Q>", true), ("s3:::<P>/a", "s3:::<Q>/*", true),
        ("ssm:*:*:parameter/<P>", "ssm:*:*:parameter/shop/db", true),
    ])
    func namesThatAreGivenMayMeet(_ left: String, _ right: String, _ expected: Bool) throws {
        let pattern = { (text: String) in
            ARNPattern("arn:aws:" + text.replacing("<!", with: "\u{E000}\u{E003}").replacing("<", with: "\u{E000}").replacing(">", with: "\u{E001}"))
        }
        let (left, right) = (try #require(pattern(left)), try #require(pattern(right)))
        #expect(left.overlaps(right) == expected)
        #expect(right.overlaps(left) == expected)
        #expect(left == right || !left.covers(right) || right.description.contains("*"))
    }

    @Test(arguments: ["", "arn", "arn:aws", "s3:GetObject", "https://example.com"])
    func otherTextsAreNoARN(_ text: String) { #expect(ARNPattern(text) == nil) }
}
