import Permissions
import Testing

@Suite struct ActionCatalogueTests {
    let catalogue = ActionCatalogue.bundled

    @Test func findsAnActionWhateverItsCase() throws {
        let action = try #require(catalogue.action("S3:getobject"))
        #expect(action.description == "s3:GetObject")
        #expect(action.accessLevel == .read)
        #expect(action.supportsResources)
    }

    @Test func knowsActionsThatTakeNoResource() {
        #expect(catalogue.action("xray:PutTraceSegments")?.supportsResources == false)
        #expect(catalogue.action("ec2:DescribeNetworkInterfaces")?.supportsResources == false)
    }

    @Test func doesNotInventActions() {
        #expect(catalogue.action("sts:GetCallerIdentify") == nil)
        #expect(catalogue.action("nosuchservice:Get") == nil)
        #expect(catalogue.action("s3:*") == nil)
        #expect(catalogue.action("") == nil)
    }

    @Test(arguments: ["a2c", "s3", "workspaces-web", "xray", "sqs", "iam"])
    func findsServicesAtEveryEndOfTheTable(prefix: String) {
        #expect(catalogue.hasService(prefix))
        #expect(!catalogue.hasService(prefix + "?"))
    }

    @Test func expandsPatterns() {
        let names = catalogue.actions(matching: "dynamodb:*Item").map(\.name)
        #expect(names.contains("PutItem") && names.contains("BatchGetItem") && !names.contains("Query"))
        #expect(catalogue.actions(matching: "s3:GetObjec?").map(\.name) == ["GetObject"])
        #expect(catalogue.actions(matching: "*").count > 20_000)
        #expect(catalogue.actions(matching: "*:*").count == catalogue.actions(matching: "*").count)
    }

    @Test func marksPermissionsManagement() {
        #expect(catalogue.action("iam:AttachRolePolicy")?.accessLevel == .permissionsManagement)
        #expect(catalogue.action("dynamodb:PutItem")?.accessLevel == .write)
    }
}

@Suite struct ActionPatternTests {
    @Test func tellsEverythingFromAWholeService() {
        #expect(ActionPattern("*").isEverything && !ActionPattern("*").isWholeService)
        #expect(ActionPattern("*:*").isEverything)
        #expect(ActionPattern("s3:*").isWholeService && !ActionPattern("s3:*").isEverything)
        #expect(ActionPattern("s3:**").isWholeService)
        #expect(!ActionPattern("s3:Get*").isWholeService)
    }

    @Test func staysLinearOnHostilePatterns() {
        let hostile = "s3:" + String(repeating: "*a", count: 100_000)
        #expect(ActionCatalogue.bundled.actions(matching: hostile).isEmpty)
    }
}

@Suite struct ManagedPolicyTests {
    @Test func judgesPoliciesByTheirStatements() {
        #expect(ManagedPolicy.bundled(arn: "arn:aws:iam::aws:policy/AdministratorAccess")?.allowsEverything == true)
        #expect(ManagedPolicy.bundled(arn: "arn:aws-cn:iam::aws:policy/PowerUserAccess")?.allowsEverything == true)
        #expect(ManagedPolicy.bundled(name: "AmazonDynamoDBFullAccess")?.wholeServices == ["dax", "dynamodb"])
        #expect(ManagedPolicy.bundled(name: "service-role/AWSLambdaBasicExecutionRole") == nil)
        #expect(ManagedPolicy.bundled(arn: "arn:aws:iam::123456789012:policy/AdministratorAccess") == nil)
    }
}
