import Foundation
import GRDB

/// One connection inside one access: what a store's method gets to speak SQL with.
struct Connection {
    let database: Database

    /// Runs a statement that returns no rows; answers how many rows it changed.
    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        try prepared(sql).execute()
        return database.changesCount
    }

    /// The first row, or nil when there is none.
    func first<Value>(_ sql: SQL, _ read: (SQLRow) throws -> Value) throws -> Value? {
        let cursor = try Row.fetchCursor(prepared(sql))
        guard let row = try cursor.next() else { return nil }
        return try read(SQLRow(row: row))
    }

    /// Every row, in order.
    func all<Value>(_ sql: SQL, _ read: (SQLRow) throws -> Value) throws -> [Value] {
        let cursor = try Row.fetchCursor(prepared(sql))
        var values: [Value] = []
        while let row = try cursor.next() { values.append(try read(SQLRow(row: row))) }
        return values
    }

    /// One integer from the first row; nil when there is no row.
    func number(_ sql: SQL) throws -> Int64? {
        try first(sql) { try $0[0] }
    }

    /// True when the query has a row.
    func exists(_ sql: SQL) throws -> Bool {
        try first(sql) { _ in true } ?? false
    }

    /// Runs the body so that what it wrote is undone when it throws, inside an open transaction.
    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        try run("SAVEPOINT one")
        do {
            let value = try body()
            try run("RELEASE one")
            return value
        } catch {
            try run("ROLLBACK TO one")
            try run("RELEASE one")
            throw error
        }
    }

    private func prepared(_ sql: SQL) throws -> Statement {
        let statement = try database.cachedStatement(sql: sql.text)
        // As existentials: GRDB walks a sequence of one concrete type by a key path, which costs more
        // than the insert. Unchecked: `SQL` has one placeholder for each value by construction.
        let values = sql.values.map { $0.databaseValue as (any DatabaseValueConvertible)? }
        statement.setUncheckedArguments(StatementArguments(values))
        return statement
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }
}
