import Genkan
import Sealing

extension ObjectID {
    /// The same id for the floor below.
    init<Subject>(_ id: ID<Subject>) { self.init(high: id.high, low: id.low) }
}

extension ID {
    /// The same id for this floor.
    init(_ id: ObjectID) { self.init(high: id.high, low: id.low) }
}
