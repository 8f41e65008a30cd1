import Genkan
import Testing

@testable import GenkanStorage

@Suite struct SQLTests {
    @Test func `an interpolated value is a parameter`() {
        let name = "'; DROP TABLE people; --"
        let sql: SQL = "SELECT id FROM people WHERE name = \(name) AND age > \(7)"
        #expect(sql.text == "SELECT id FROM people WHERE name = ? AND age > ?")
        #expect(sql.values == [.text(name), .integer(7)])
    }

    @Test func `an interpolated fragment brings its own parameters`() {
        let condition: SQL = "age > \(7)"
        let sql: SQL = "SELECT id FROM people WHERE \(condition) AND name = \("anna")"
        #expect(sql.text == "SELECT id FROM people WHERE age > ? AND name = ?")
        #expect(sql.values == [.integer(7), .text("anna")])
    }

    @Test func `a text that depends on the request is known, through every fragment`() {
        let none: [Int] = []
        let list: SQL = "id IN (\(SQL.list([1, 2])))"
        let around: SQL = "SELECT 1 WHERE \(list) AND kind = \("x")"
        #expect(list.varies && around.varies)
        #expect(SQL.all(of: ["a = 1"]).varies && !SQL.all(of: []).varies)
        #expect(!SQL.list(none).varies && !SQL.list([1, 2], isSettled: true).varies)
        let plain: SQL = "SELECT 1 WHERE kind = \("x")"
        #expect(!plain.varies)
    }

    @Test func `nil is null`() {
        let nobody: String? = nil
        let sql: SQL = "UPDATE cards SET assignee = \(nobody)"
        #expect(sql.values == [.null])
    }

    @Test func `an id is bound as its sixteen bytes`() throws {
        let id = SubmissionID(high: 0x0102_0304_0506_7708, low: 0x890A_0B0C_0D0E_0F10)
        let database = TemporaryDatabase()
        let writer = try Writer(path: database.path)
        let stored = try writer.writeNow { connection in
            try connection.first("SELECT \(id), \(id) = \(id.bytes)") { row in
                (bytes: try row[0] as [UInt8], isSame: try row[1] as Bool)
            }
        }
        #expect(stored?.bytes == id.bytes)
        #expect(stored?.isSame == true)
    }

    @Test func `a column of another type is refused`() {
        #expect(Int64(sqlValue: .text("7")) == nil)
        #expect(String(sqlValue: .integer(7)) == nil)
        #expect(Bool(sqlValue: .integer(2)) == nil)
        #expect(UInt32(sqlValue: .integer(-1)) == nil)
        #expect([UInt8](sqlValue: .null) == nil)
        #expect(String?(sqlValue: .null) == .some(nil))
    }
}
