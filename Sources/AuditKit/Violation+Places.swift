package import SourceText

extension Violation {
    /// The violation with its places in code led to where the code is written.
    package func written(_ place: (SourcePlace) -> SourcePlace) -> Violation {
        var moved = self
        moved.place = place(self.place)
        moved.related = related.map { (place: place($0.place), note: $0.note) }
        moved.steps = steps.map { (place: place($0.place), note: $0.note) }
        moved.secrets = secrets.map(place)
        moved.repair = repair.map { repair in
            let changes = repair.changes.map { change -> Repair.Change in
                guard case .rewrite(let old, let text) = change else { return change }
                return .rewrite(place(old), with: text)
            }
            return Repair(repair.title, safety: repair.safety, changes)
        }
        return moved
    }
}
