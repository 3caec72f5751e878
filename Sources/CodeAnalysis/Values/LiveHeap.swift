import SourceText

/// The objects of a program while it is being read. It notes which were looked at, so that it is known whether one changed
/// afterwards: only then does the program have to be read again.
struct LiveHeap {
    private var heap = Heap()
    private let reads = Reads()

    /// What was looked at since the program was started.
    private final class Reads {
        var isRead: [Bool] = []
        /// Objects below this position count as looked at.
        var all = 0
        var lateChanges = 0
    }

    /// An object, which is looked at by that.
    subscript(_ id: HeapObject.ID) -> HeapObject {
        noteRead(id)
        return heap[id]
    }

    /// What made an object: that never changes, and asking for it is no look at what it holds.
    func kind(of id: HeapObject.ID) -> HeapObject.Kind { heap.kind(of: id) }

    /// What an object holds under a name that methods which only add to it have: nobody learns what else is in it.
    func field(_ name: String, ofUnread id: HeapObject.ID) -> AbstractValue? { heap[id].fields[name] }

    /// All objects, which are looked at by that.
    var contents: Heap {
        reads.all = heap.objects.count
        return heap
    }

    /// Grows with every change.
    var version: Int { heap.version }

    /// How often an object has changed that was looked at before.
    var lateChanges: Int { reads.lateChanges }

    /// Forgets what was looked at.
    func start() {
        reads.isRead = []
        reads.all = 0
        reads.lateChanges = 0
    }

    private func noteRead(_ id: HeapObject.ID) {
        if id.index >= reads.isRead.count {
            reads.isRead += Array(repeating: false, count: max(64, id.index + 1 - reads.isRead.count))
        }
        reads.isRead[id.index] = true
    }

    private func noteChange(of id: HeapObject.ID) {
        if id.index < reads.all || id.index < reads.isRead.count && reads.isRead[id.index] { reads.lateChanges += 1 }
    }

    /// The object of a key, made when it is new; `nil` when there are too many.
    mutating func object(_ key: Heap.Key, at place: SourcePlace) -> HeapObject.ID? { heap.object(key, at: place) }

    /// Adds a value to a field.
    mutating func write(_ value: AbstractValue, to field: String, of id: HeapObject.ID) {
        let before = heap.version
        heap.write(value, to: field, of: id)
        if heap.version != before { noteChange(of: id) }
    }

    /// Adds a value under a name that could not be told.
    mutating func writeRest(_ value: AbstractValue, of id: HeapObject.ID) {
        let before = heap.version
        heap.writeRest(value, of: id)
        if heap.version != before { noteChange(of: id) }
    }

    /// Keeps what a library's object was made with.
    mutating func note(arguments: [AbstractValue], named names: [String?] = [], receiver: AbstractValue, of id: HeapObject.ID) {
        if heap.note(arguments: arguments, named: names, receiver: receiver, of: id) { noteChange(of: id) }
    }
}
