import ApplicationModel
import ManifestReading
import SourceText
import Testing

/// Code that a template names and that is not there.
@Suite struct CodeFolderTests {
    private static let functions = """
        Transform: AWS::Serverless-2016-10-31
        Globals:
          Function: { Handler: app.handler, Runtime: python3.14 }
        Resources:
          Here: { Type: AWS::Serverless::Function, Properties: { CodeUri: src/ } }
          Root: { Type: AWS::Serverless::Function, Properties: { CodeUri: . } }
          Gone: { Type: AWS::Serverless::Function, Properties: { CodeUri: ./orders } }
          Outside: { Type: AWS::Serverless::Function, Properties: { CodeUri: ../../orders } }
          Bundle: { Type: AWS::Serverless::Function, Properties: { CodeUri: dist/orders } }
          Archive: { Type: AWS::Serverless::Function, Properties: { CodeUri: orders/orders-1.0.jar } }
          Hidden: { Type: AWS::Serverless::Function, Properties: { CodeUri: .aws-sam/build/Orders } }
          Elsewhere: { Type: AWS::Serverless::Function, Properties: { CodeUri: s3://bucket/orders } }
        """

    @Test func aFolderThatIsNotThereIsNotedWhereItIsNamed() throws {
        let reading = try Reading(files: ["template.yaml": Self.functions, "src/app.py": ""])
        let missing = reading.result.issues.filter { $0.kind == .missingFile }
        #expect(missing.map(\.message) == ["`./orders` does not exist, where the code of functions should be"])
        #expect(missing.map(\.isPartial) == [false])
        let place = try #require(missing.first?.place)
        #expect(place == (try reading.function("Gone").package.source?.place))
    }

    @Test func aTemplateWithoutItsTreeSaysNothing() throws {
        #expect(try Reading(Self.functions).result.issues.isEmpty)
    }
}
