internal import ApplicationModel
internal import SourceText

/// A resource while the transform works on it.
struct ResourceDraft {
    let logicalID: String
    /// Where the logical id stands, for what is generated the author's text that asks for it.
    let place: SourcePlace
    var type: String
    var properties: MemberMap
    /// `Condition`, `DependsOn` and the like, of what is generated.
    var attributes = MemberMap()
    /// The author's entry.
    var definition: Value?
    var generator: Resource.Generator?

    /// The finished resource.
    var resource: Resource {
        let properties = properties.value(at: definition?["Properties"]?.place ?? place)
        return Resource(
            logicalID: logicalID, logicalIDPlace: place, type: type, properties: properties,
            definition: definition ?? written(properties), generator: generator)
    }

    private func written(_ properties: Value) -> Value {
        let new = ValueMaker(place)
        var entry = new.members(["Type": new.text(type), "Properties": properties])
        for attribute in attributes.members { entry.set(attribute) }
        return entry.value(at: place)
    }
}

/// What makes a resource: the author's resource and the text in it that asks.
struct Origin {
    let logicalID: String
    let word: String
    let place: SourcePlace
    /// `Condition`, `DeletionPolicy` and `UpdateReplacePolicy`, which everything inherits.
    let attributes: MemberMap

    var new: ValueMaker { ValueMaker(place) }

    /// The same resource of the author, asked by another text.
    func asked(by word: String, at place: SourcePlace?) -> Origin {
        Origin(logicalID: logicalID, word: word, place: place ?? self.place, attributes: attributes)
    }

    /// A generated resource; properties without a value are left out.
    func draft(
        _ type: String, _ logicalID: String, _ properties: KeyValuePairs<String, Value?>, dependsOn: [String] = []
    ) -> ResourceDraft {
        draft(type, logicalID, new.members(properties), dependsOn: dependsOn)
    }

    func draft(_ type: String, _ logicalID: String, _ properties: MemberMap, dependsOn: [String] = []) -> ResourceDraft
    {
        var attributes = attributes
        if !dependsOn.isEmpty { attributes.set("DependsOn", new.texts(dependsOn)) }
        return ResourceDraft(
            logicalID: logicalID, place: place, type: type, properties: properties, attributes: attributes,
            generator: Resource.Generator(logicalID: self.logicalID, word: word))
    }
}
