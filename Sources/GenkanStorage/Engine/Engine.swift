import GRDB

/// What the rooms of this module know about the engine's errors.
enum Engine {
    /// Turns the engine's errors into ours: the code and SQLite's own fixed text about the schema,
    /// never a statement's values.
    static func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StorageError(
                error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
                    ? .corrupted : .unavailable,
                "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "no message")")
        }
    }

    /// True for an error that concerns one statement only (a constraint): the transaction around
    /// it may go on.
    static func isConstraint(_ error: any Error) -> Bool {
        (error as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT
    }
}
