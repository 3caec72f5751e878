import ApplicationModel
import ManifestReading
import SourceText
import Testing

@Suite struct ConditionTests {
    private func template(_ conditions: String, _ value: String = "!If [C, yes, no]") -> String {
        """
        Parameters:
          Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
          Other: {Type: String}
        Conditions:
          \(conditions)
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              Choice: \(value)
        """
    }

    private func choice(_ conditions: String, _ params: [String: String] = [:], region: String? = nil) throws -> Value {
        let options = ReadingOptions(region: region, params: params)
        return try #require(try Reading(template(conditions), options: options).properties("Queue")["Choice"])
    }

    @Test(arguments: [
        ("C: !Equals [!Ref Stage, prod]", "yes"), ("C: !Not [!Equals [!Ref Stage, prod]]", "no"),
        ("C: !Or [!Equals [!Ref Stage, dev], !Equals [!Ref Stage, prod]]", "yes"),
        ("C: !And [!Equals [!Ref Stage, dev], !Equals [!Ref Other, x]]", "no"),
        ("C: !Or [!Equals [!Ref Stage, prod], !Equals [!Ref Other, x]]", "yes"),
        ("D: !Equals [!Ref Stage, prod]\n  C: !Condition D", "yes"),
    ])
    func whatIsGivenDecides(conditions: String, text: String) throws {
        #expect(try choice(conditions, ["Stage": "prod"]).string == text)
    }

    @Test func aDefaultDecidesNothing() throws {
        guard case .symbolic(.intrinsic("Fn::If", let argument)) = try choice("C: !Equals [!Ref Stage, prod]").content
        else {
            Issue.record("a default decided a condition")
            return
        }
        #expect(argument.elements.map(\.string) == ["C", "yes", "no"])
    }

    @Test func aValueThatIsNotAllowedIsNeverGiven() throws {
        #expect(try choice("C: !Equals [!Ref Stage, staging]").string == "no")
    }

    @Test func theRegionDecidesWhereItIsKnown() throws {
        let condition = "C: !Equals [!Ref AWS::Region, eu-west-1]"
        #expect(try choice(condition, region: "eu-west-1").string == "yes")
        #expect(try choice(condition).string == nil)
    }

    @Test func resourcesWhoseConditionFailsAreNotThere() throws {
        let text = """
            Parameters: {Stage: {Type: String}}
            Conditions: {IsProd: !Equals [!Ref Stage, prod]}
            Resources:
              Always: {Type: AWS::SQS::Queue}
              OnlyProd: {Type: AWS::SQS::Queue, Condition: IsProd}
            """
        let ids = { (params: [String: String]) in
            try Reading(text, options: ReadingOptions(params: params)).application.resources.map(\.logicalID)
        }
        #expect(try ids(["Stage": "dev"]) == ["Always"])
        #expect(try ids(["Stage": "prod"]) == ["Always", "OnlyProd"])
        #expect(try ids([:]) == ["Always", "OnlyProd"], "what is not known may be there")
    }

    @Test(arguments: [
        "C: !Not [!Condition C]", "C: !Condition D\n  D: !And [!Condition C, !Condition C]",
    ])
    func conditionsThatRestOnThemselvesAreSaid(conditions: String) throws {
        let reading = try Reading(template(conditions))
        #expect(reading.issueKinds.contains(.cycle))
    }

    @Test func absentValuesAreDropped() throws {
        let properties = try Reading(
            """
            Resources:
              Queue:
                Type: AWS::SQS::Queue
                Properties: {Name: !Ref AWS::NoValue, Tags: [!Ref AWS::NoValue, {Key: a, Value: b}]}
            """
        ).properties("Queue")
        #expect(properties["Name"] == nil)
        #expect(properties["Tags"]?.elements.count == 1)
    }
}
