import SourceText

extension Interpreter {
    /// Methods of a library's class that give instances of the program's class below it: what maps objects to tables.
    private static let finders = APITable<Bool>(
        [
            "pynamodb.models.Model.get", "peewee.Model.get*", "tortoise.models.Model.get*", "tortoise.Model.get*", "beanie.Document.get",
            "beanie.Document.find_one", "typeorm.BaseEntity.findOne*", "sequelize.Model.findByPk", "sequelize.Model.findOne",
        ].map { (APIPattern($0), false) }
            + [
                "pynamodb.models.Model.query", "pynamodb.models.Model.scan", "pynamodb.models.Model.batch_get", "peewee.Model.select", "tortoise.models.Model.filter",
                "tortoise.models.Model.all", "beanie.Document.find", "typeorm.BaseEntity.find", "sequelize.Model.findAll",
            ].map { (APIPattern($0), true) })

    /// The instances of a class of the program that such a method gives; `nil` where it is none. What they hold was stored.
    mutating func found(by function: AbstractValue, of receiver: AbstractValue, at id: CodeExpression.ID) -> AbstractValue? {
        guard case .classValue(let model)? = receiver.references.first else { return nil }
        for case .api(let api) in function.references {
            guard let isList = Self.finders[api] else { continue }
            let instance = allocate(.instance(model), at: id, salt: 1)
            guard case .object(let object)? = instance.references.first else { return nil }
            let origin = Origin(path: AccessPath(.answer(api)), guarantees: [], trail: FlowTrail(.source, at: place(id), after: nil))
            let stored = AbstractValue([origin])
            for field in columns(of: model) { heap.write(part(.field(field), of: stored, at: span(id)), to: field, of: object) }
            return isList ? list(of: instance, at: id) : instance
        }
        return nil
    }

    /// The fields that a model declares, as the columns of its table.
    private func columns(of id: ClassValue.ID) -> [String] {
        let owner = classes[id.index]
        return modules[owner.module.index].classes[owner.code.index].members.compactMap { member in
            if case .field = member.kind { member.name } else { nil }
        }
    }
}
