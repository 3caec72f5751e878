import ApplicationModel
import ManifestReading
import ManifestSyntax
import SourceText
import Testing

@Suite struct ManifestValueTests {
    private func value(_ text: String) throws -> (Value, SourceFile) {
        let path = try #require(RelativePath("template.yml"))
        let file = SourceFile(path: path, text: text)
        let root = try #require(ManifestDocument.parse(file, language: .yaml).roots.first)
        return (Value(root), file)
    }

    @Test(arguments: [
        ("!Ref Table", "Ref", "Table"), ("!GetAtt Table.Arn", "Fn::GetAtt", "Table.Arn"),
        ("!Sub 'x-${AWS::Region}'", "Fn::Sub", "x-${AWS::Region}"), ("!Condition IsProd", "Condition", "IsProd"),
        ("!ImportValue out", "Fn::ImportValue", "out"), ("!Base64 text", "Fn::Base64", "text"),
    ])
    func writesShortFormsOut(_ text: String, key: String, argument: String) throws {
        let (document, file) = try value("a: \(text)\n")
        let member = try #require(document["a"]?.members.first)
        #expect(member.key == key)
        #expect(member.value.string == argument)
        #expect(file.text(in: member.keyPlace.span).hasPrefix("!"))
    }

    @Test func writesNestedShortFormsOut() throws {
        let (document, _) = try value("a: !Join ['-', [!Ref A, b]]\n")
        let arguments = try #require(document[path: "a", "Fn::Join"]?.elements)
        #expect(arguments.first?.string == "-")
        #expect(arguments.last?.elements.first?["Ref"]?.string == "A")
    }

    @Test func keepsTheValueOfAnUnknownTag() throws {
        let (document, _) = try value("a: !Mine {b: 1}\n")
        #expect(document[path: "a", "b"]?.number == 1)
    }

    @Test func keepsPlacesAndVariablesAsWritten() throws {
        let (document, file) = try value("a: '${self:b}'\n")
        let a = try #require(document["a"])
        #expect(a.string == "${self:b}")
        #expect(file.text(in: a.place.span) == "'${self:b}'")
    }
}
