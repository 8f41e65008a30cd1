import GRDB

/// One connection inside one access: what a store's method gets to speak SQL with.
struct Connection {
    let database: Database

    /// Runs a statement that returns no rows; answers how many rows it changed.
    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        let statement = try prepared(sql)
        while try statement.step() {}
        return database.changesCount
    }

    /// The first row, or nil when there is none.
    func first<Value>(_ sql: SQL, _ read: (SQLRow) throws -> Value) throws -> Value? {
        let statement = try prepared(sql)
        return try statement.step() ? read(statement.row) : nil
    }

    /// Every row, in order.
    func all<Value>(_ sql: SQL, _ read: (SQLRow) throws -> Value) throws -> [Value] {
        let statement = try prepared(sql)
        var values: [Value] = []
        while try statement.step() { values.append(try read(statement.row)) }
        return values
    }

    /// Calls `body` on every row, in order.
    func each(_ sql: SQL, _ body: (SQLRow) throws -> Void) throws {
        let statement = try prepared(sql)
        while try statement.step() { try body(statement.row) }
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

    /// Undoes all that the open transaction wrote and begins it anew.
    func startOver() throws {
        try run("ROLLBACK")
        try run("BEGIN IMMEDIATE")
    }

    private func prepared(_ sql: SQL) throws -> PreparedStatement {
        let known =
            sql.varies
            ? try database.makeStatement(sql: sql.text)
            : try database.cachedStatement(sql: sql.text)
        guard !PreparedStatement.isBusy(known) else {
            throw StorageError(.unavailable, "a statement is run inside itself: \(sql.text)")
        }
        let statement = PreparedStatement(known)
        try statement.bind(sql.values)
        return statement
    }
}
