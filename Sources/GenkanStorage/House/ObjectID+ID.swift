import Genkan
import Sealing

extension ObjectID {
    /// The same id for the floor below.
    init<Subject>(_ id: ID<Subject>) throws {
        guard let same = ObjectID(bytes: id.bytes) else {
            throw StorageError(.corrupted, "id \(id) does not have 16 bytes")
        }
        self = same
    }
}

extension ID {
    /// The same id for this floor.
    init(_ id: ObjectID) throws {
        guard let same = Self(bytes: id.bytes) else {
            throw StorageError(.corrupted, "id \(id) does not have 16 bytes")
        }
        self = same
    }
}
