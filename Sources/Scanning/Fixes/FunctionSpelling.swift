import ManifestSyntax
import SourceText

extension ManifestNode {
    /// Whether intrinsic functions are written out as in `Fn::GetAtt:`, and none has its short form.
    var spellsFunctionsOut: Bool {
        var isWrittenOut = false
        var nodes = [self]
        while let node = nodes.popLast() {
            if let tag = node.tag, tag.hasPrefix("!"), !tag.hasPrefix("!!") { return false }
            for member in node.members where !member.isMerged {
                isWrittenOut = isWrittenOut || member.key == "Ref" || member.key.hasPrefix("Fn::")
            }
            // What an alias stands for is looked at where it is written.
            let below = node.elements + node.members.map(\.value)
            nodes += below.filter { node.place.span.contains($0.place.span) }
        }
        return isWrittenOut
    }
}
