import Foundation
import GRDB

/// One row of a result, read by position while the cursor stands on it.
///
/// Reading is strict: a column that holds another type than the one asked for is an error, never a
/// conversion, because a row is data that somebody may have changed.
struct SQLRow {
    let row: Row

    subscript<Value: SQLReadable>(_ index: Int) -> Value {
        get throws {
            guard let value = Value(sqlValue: value(at: index)) else {
                throw StorageError(.corrupted, "column \(index) holds another type than expected")
            }
            return value
        }
    }

    private func value(at index: Int) -> SQLValue {
        switch (row[index] as DatabaseValue).storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .string(let text): .text(text)
        case .blob(let data): .bytes([UInt8](data))
        case .double: .null
        }
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
