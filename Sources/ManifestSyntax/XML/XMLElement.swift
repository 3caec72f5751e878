package import SourceText

/// An element of an XML file with the place of its text; namespaces are left off its name.
package struct XMLElement: Sendable {
    /// The name without a prefix.
    package let name: String
    /// The attributes in order, their names without a prefix.
    package let attributes: [Attribute]
    /// The elements within it, in order.
    package let children: [XMLElement]
    /// The text directly in it, entities resolved, blanks at both ends cut; empty when there is none.
    package let text: String
    /// From its first `<` to its last `>`; to where the text ends that half a file has of it.
    package let place: SourcePlace
    /// The bytes of its content between its tags.
    package let contentPlace: SourcePlace

    /// An attribute of an element.
    package struct Attribute: Sendable, Hashable {
        /// The name without a prefix.
        package let name: String
        /// The value, entities resolved.
        package let value: String
        /// The bytes of name and value.
        package let place: SourcePlace

        /// Makes an attribute.
        package init(name: String, value: String, place: SourcePlace) {
            self.name = name
            self.value = value
            self.place = place
        }
    }

    /// Makes an element.
    package init(
        name: String, attributes: [Attribute], children: [XMLElement], text: String, place: SourcePlace,
        contentPlace: SourcePlace
    ) {
        self.name = name
        self.attributes = attributes
        self.children = children
        self.text = text
        self.place = place
        self.contentPlace = contentPlace
    }

    /// The first element within it of a name.
    package subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The elements within it of a name.
    package func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The value of an attribute; `nil` when it has none of that name.
    package func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
}
