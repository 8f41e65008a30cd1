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

    @Test func `nil is null`() {
        let nobody: String? = nil
        let sql: SQL = "UPDATE cards SET assignee = \(nobody)"
        #expect(sql.values == [.null])
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
