import Permissions
import Testing

@Suite struct ExplanationTests {
    private func explanation(_ change: (inout EvaluationCase) -> Void) -> String {
        let item = EvaluationCase("explained", .allowed, "", change)
        return item.policies.decision(on: item.request).explanation(item.policies)
    }

    @Test func namesTheStatementThatAllows() {
        #expect(
            explanation { $0.identity = [allow("ec2:*"), allow("s3:*", "*", #", "Sid": "Photos""#)] }
                == "allowed by statement `Photos` of the identity policy")
    }

    @Test func namesTheStatementThatDenies() {
        #expect(
            explanation {
                $0.identity = [allow("s3:*")]
                $0.resourcePolicy = [deny("s3:*", "*", #", "Principal": "*""#)]
            } == "denied by statement 1 of the resource policy")
    }

    @Test func namesWhatLacks() {
        #expect(
            explanation {
                $0.identity = [allow("s3:*")]
                $0.boundary = [allow("ec2:*")]
            }.hasSuffix("or the permissions boundary"))
        #expect(
            explanation { $0.controls = [[allow("ec2:*")]] }
                .hasPrefix("not allowed by any statement of the service control policy"))
    }

    @Test func namesWhatItDependsOn() {
        #expect(
            explanation {
                $0.identity = [allow("s3:*", "*", when("IpAddress", "aws:SourceIp", #""10.0.0.0/8""#))]
                $0.unknown = ["aws:SourceIp"]
            } == "depends on statement 1 of the identity policy")
    }
}
