import GRDBSQLite

/// One row of a result, read by position while the statement stands on it.
///
/// Reading is strict: a column that holds another type than the one asked for is an error, never a
/// conversion, because a row is data that somebody may have changed.
@safe struct SQLRow {
    private let statement: OpaquePointer

    init(statement: OpaquePointer) { unsafe self.statement = statement }

    subscript<Value: SQLReadable>(_ index: Int) -> Value {
        get throws {
            guard let value = Value(sqlValue: value(at: CInt(index))) else {
                throw StorageError(.corrupted, "column \(index) holds another type than expected")
            }
            return value
        }
    }

    private func value(at index: CInt) -> SQLValue {
        switch unsafe sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: .integer(unsafe sqlite3_column_int64(statement, index))
        case SQLITE_TEXT:
            .text(
                unsafe String(
                    decoding: bytes(sqlite3_column_text(statement, index), at: index), as: UTF8.self
                ))
        case SQLITE_BLOB:
            .bytes(unsafe [UInt8](bytes(sqlite3_column_blob(statement, index), at: index)))
        default: .null
        }
    }

    /// The column's own memory, good until the next step; after the pointer was asked for, as SQLite wants it.
    private func bytes(_ start: UnsafeRawPointer?, at index: CInt) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(statement, index)))
    }
}

/// What may be read from a column.
protocol SQLReadable {
    init?(sqlValue: SQLValue)
}

extension Int64: SQLReadable {
    init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = number
    }
}

extension Int: SQLReadable {
    init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(exactly: number)
    }
}

extension UInt32: SQLReadable {
    init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(exactly: number)
    }
}

extension Bool: SQLReadable {
    init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .integer(0): self = false
        case .integer(1): self = true
        default: return nil
        }
    }
}

extension String: SQLReadable {
    init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self = text
    }
}

extension [UInt8]: SQLReadable {
    init?(sqlValue: SQLValue) {
        guard case .bytes(let bytes) = sqlValue else { return nil }
        self = bytes
    }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    init?(sqlValue: SQLValue) {
        if case .null = sqlValue {
            self = .none
            return
        }
        guard let value = Wrapped(sqlValue: sqlValue) else { return nil }
        self = .some(value)
    }
}
