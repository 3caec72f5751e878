import CodeSyntax
import SourceText

/// What names mean: a local variable, a member of a class around it, a class.
extension JavaLowering {
    /// The field of an instance that holds the instance around it, as compilers name it.
    static let outerField = "this$0"

    // MARK: Values

    mutating func name(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let name = text(node)
        guard !name.isEmpty else { return builder.add(.opaque([]), span(node)) }
        return read(name, span(node))
    }

    /// What a name stands for where it is read.
    mutating func read(_ name: String, _ span: ByteSpan) -> CodeExpression.ID {
        if let field = field(name, span) { return field }
        if let variable = builder.lookUp(name) { return builder.add(.variable(variable), span) }
        if let type = memberType(name, span) { return type }
        // Fields start with a small letter or are constants; both may be inherited.
        if !isTypeName(name), let owner = inheriting { return ownMember(name, of: owner, isStatic: isStatic, span, span) }
        return builder.add(.global(name), span)
    }

    mutating func target(_ node: SyntaxNode.ID) -> CodePattern {
        switch kind(node) {
        case .identifier:
            let name = text(node)
            guard !name.isEmpty else { return .nothing }
            if field(name, span(node)) == nil, builder.lookUp(name) != nil { return builder.target(name, span(node)) }
            return .target(read(name, span(node)))
        case .parenthesizedExpression: return operands(node).first.map { target($0) } ?? .nothing
        default: return .target(expression(node))
        }
    }

    /// The field of a class around, unless a variable further in hides it.
    private mutating func field(_ name: String, _ span: ByteSpan) -> CodeExpression.ID? {
        guard let owner = classes.indices.last(where: { classes[$0].fields[name] != nil }),
            let isStatic = classes[owner].fields[name]
        else { return nil }
        if let variable = builder.lookUp(name), (depths[builder.module[variable].owner] ?? 0) > owner { return nil }
        return ownMember(name, of: owner, isStatic: isStatic, span, span)
    }

    // MARK: Members

    /// The method of a class around that a call without an object means.
    mutating func method(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let name = text(node)
        if let owner = classes.indices.last(where: { classes[$0].methods[name] != nil }),
            let isStatic = classes[owner].methods[name]
        {
            return ownMember(name, of: owner, isStatic: isStatic, span(node), span(node))
        }
        if let variable = builder.lookUp(name), builder.module[variable].owner.index == 0 {
            return builder.add(.variable(variable), span(node))
        }
        guard let owner = inheriting, !hasStaticStarImport || classes[owner].hasSuperclass else {
            return builder.add(.global(name), span(node))
        }
        return ownMember(name, of: owner, isStatic: isStatic, span(node), span(node))
    }

    /// The innermost class that may have inherited something.
    private var inheriting: Int? {
        classes.indices.last { classes[$0].hasSuperclass } ?? classes.indices.last { classes[$0].hasBases }
    }

    /// A member of one of the classes around.
    mutating func ownMember(
        _ name: String, of owner: Int, isStatic: Bool, _ nameSpan: ByteSpan, _ span: ByteSpan
    ) -> CodeExpression.ID {
        let object = (isStatic ? classReference(owner, nameSpan) : nil) ?? instance(of: owner, nameSpan)
        return builder.add(.member(object, name: name, nameSpan: nameSpan), span)
    }

    /// The instance of a class around: `this`, or the instance that stands around it.
    mutating func instance(of owner: Int, _ span: ByteSpan) -> CodeExpression.ID {
        var value = builder.add(.receiver, span)
        for _ in 0..<max(0, classes.count - 1 - owner) {
            value = builder.add(.member(value, name: Self.outerField, nameSpan: span), span)
        }
        return value
    }

    /// A class around by its name; `nil` for one without.
    mutating func classReference(_ owner: Int, _ span: ByteSpan) -> CodeExpression.ID? {
        guard let name = classes[owner].name else { return nil }
        guard classes[owner].isMember, owner > 0, let outer = classReference(owner - 1, span) else {
            return builder.read(name, span)
        }
        return builder.add(.member(outer, name: name, nameSpan: span), span)
    }

    /// `Outer.this`.
    mutating func outerInstance(_ type: SyntaxNode.ID) -> CodeExpression.ID {
        let name = text(type)
        let owner = classes.indices.last { classes[$0].name == name } ?? classes.count - 1
        return instance(of: owner, span(type))
    }

    // MARK: Types

    /// A class by its name; `nil` for a name that stands for any type.
    mutating func typeName(_ name: String, _ span: ByteSpan) -> CodeExpression.ID? {
        if name == "var" || name.isEmpty || typeParameters.contains(name) { return nil }
        return memberType(name, span) ?? builder.read(name, span)
    }

    private mutating func memberType(_ name: String, _ span: ByteSpan) -> CodeExpression.ID? {
        if let own = classes.indices.last(where: { classes[$0].name == name && classes[$0].isMember }) {
            return classReference(own, span)
        }
        guard let owner = classes.indices.last(where: { classes[$0].types.contains(name) }),
            let outer = classReference(owner, span)
        else { return nil }
        return builder.add(.member(outer, name: name, nameSpan: span), span)
    }

    /// Whether a name is written as those of classes are: `Order`, not `order` or `ORDER`.
    func isTypeName(_ name: String) -> Bool {
        guard let first = name.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else { return false }
        return name.utf8.count == 1 || name.utf8.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            || !name.utf8.contains(UInt8(ascii: "_")) && name.utf8.count < 5
    }

    /// `java.util.List` where nothing is called `java`: the class; `nil` for any other chain of names.
    mutating func qualifiedType(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        let name = qualifiedName(node)
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, parts.count <= 32, let first = parts.first, let last = parts.last, isTypeName(last),
            parts.dropLast().allSatisfy({ $0.utf8.allSatisfy(Self.isPackageCharacter) && !$0.isEmpty }),
            builder.lookUp(first) == nil, !classes.contains(where: { $0.fields[first] != nil })
        else { return nil }
        return imported(name, span(node))
    }

    private static func isPackageCharacter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}
