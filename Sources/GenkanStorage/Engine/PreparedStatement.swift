import GRDB
import GRDBSQLite

/// One statement of one connection with its values bound, stepped through SQLite's own interface.
///
/// GRDB keeps the statement, unless its text varies (``SQL/varies``); binding and stepping go past it, because its way of binding an array of
/// values costs more than the insert that they are for. Values are copied by SQLite
/// (`SQLITE_TRANSIENT`), so nothing is borrowed for longer than a call.
@safe struct PreparedStatement: ~Copyable {
    private let statement: OpaquePointer
    /// Finalises it, when nobody else has it.
    private let owner: Statement

    init(_ statement: Statement) {
        unsafe self.statement = statement.sqliteStatement
        owner = statement
    }

    /// Whether somebody stands on a row of it, reading: binding it anew would end that reading.
    static func isBusy(_ statement: Statement) -> Bool {
        unsafe sqlite3_stmt_busy(statement.sqliteStatement) != 0
    }

    /// Binds the values in their order; `SQL` has one placeholder for each by construction.
    func bind(_ values: [SQLValue]) throws {
        let values = values.span
        for index in values.indices { try check(bind(values[index], at: CInt(index + 1))) }
    }

    deinit {
        _ = unsafe sqlite3_reset(statement)
        _ = unsafe sqlite3_clear_bindings(statement)
    }

    /// True when a row stands there to be read, false at the end.
    func step() throws -> Bool {
        switch unsafe sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code)
        }
    }

    /// The row that the last step has reached; good until the next one.
    var row: SQLRow { unsafe SQLRow(statement: statement) }

    private func bind(_ value: borrowing SQLValue, at index: CInt) -> CInt {
        switch value {
        case .null: return unsafe sqlite3_bind_null(statement, index)
        case .integer(let number): return unsafe sqlite3_bind_int64(statement, index, number)
        case .text(var text):
            return text.withUTF8 { utf8 in
                unsafe utf8.withMemoryRebound(to: CChar.self) { characters in
                    unsafe sqlite3_bind_text(
                        statement, index, characters.baseAddress, CInt(characters.count),
                        Self.copied)
                }
            }
        case .bytes(let bytes):
            return unsafe bytes.withUnsafeBytes { unsafe bind($0, at: index) }
        case .id(let high, let low):
            return unsafe withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) {
                unsafe bind($0, at: index)
            }
        }
    }

    private func bind(_ blob: UnsafeRawBufferPointer, at index: CInt) -> CInt {
        // An address also for no bytes: without one SQLite would store NULL.
        unsafe sqlite3_bind_blob(
            statement, index, blob.baseAddress ?? UnsafeRawPointer(statement), CInt(blob.count),
            Self.copied)
    }

    private func check(_ code: CInt) throws {
        guard code == SQLITE_OK else { throw failure(code) }
    }

    private func failure(_ code: CInt) -> DatabaseError {
        let message = unsafe sqlite3_errmsg(sqlite3_db_handle(statement)).map {
            unsafe String(cString: $0)
        }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }

    /// `SQLITE_TRANSIENT`, a macro that Swift does not import.
    private static var copied: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
