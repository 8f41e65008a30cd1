import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct AcceptTests {
    @Test func `five hundred at once are acknowledged, stored once each, and open`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let receipts = try await withThrowingTaskGroup { tasks in
            for number in 0..<500 {
                tasks.addTask {
                    try await house.send(Contact.arrival(form, message: "message \(number)"))
                }
            }
            return try await tasks.reduce(into: Set<ReceiptCode>()) { $0.insert($1.code) }
        }
        #expect(receipts.count == 500)
        let rows = try await house.opened(form, as: house.signIn())
        #expect(Set(rows.map(\.0)) == receipts)
        #expect(
            Set(rows.map { $0.1["message"] }) == Set((0..<500).map { ["message \($0)"] }))
    }

    @Test func `one data key serves a form, another form has its own`() async throws {
        let house = try await StorageHouse.founded()
        let forms = try await house.storage.forms.register(
            [Contact.form(), Contact.form(named: "jobs")], now: house.clock.now)
        for form in forms {
            for number in 0..<3 {
                try await house.send(Contact.arrival(form, message: "\(number)"))
            }
        }
        try await house.close()
        let path = house.directory + "/genkan.sqlite"
        #expect(try Shell.number("SELECT count(*) FROM data_keys", in: path) == 2)
        #expect(
            try Shell.number("SELECT count(DISTINCT data_key) FROM submissions", in: path) == 2)
    }

    @Test func `after ten minutes a new data key is made`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form, message: "first"))
        house.clock.advance(by: .seconds(600))
        try await house.send(Contact.arrival(form, message: "second"))
        let rows = try await house.opened(form, as: house.signIn())
        #expect(rows.map { $0.1["message"] } == [["first"], ["second"]])
        try await house.close()
        #expect(
            try Shell.number(
                "SELECT count(*) FROM data_keys", in: house.directory + "/genkan.sqlite") == 2)
    }

    @Test func `what is stored shows only what is not personal`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(
            Contact.arrival(form, name: "Vera Secret", topic: "books", message: "mysterious"))
        try await house.close()
        let path = house.directory + "/genkan.sqlite"
        #expect(try Shell.number("SELECT count(*) FROM clear_answers", in: path) == 1)
        let file = try #require(try PrivateFile.read(path, limit: 8 << 20))
        let text = String(decoding: file, as: UTF8.self)
        #expect(text.contains("books"))
        #expect(!text.contains("Vera Secret"))
        #expect(!text.contains("mysterious"))
    }

    @Test func `a full queue is said at once, with when to come again`() async throws {
        let house = try await StorageHouse.founded { $0.queueCapacity = 0 }
        // A founded house is open with its options; the queue has no room from the start.
        let form = try await house.contact()
        await #expect(throws: AcceptError.full(retryAfter: 2)) {
            try await house.storage.submissions.accept(
                Contact.arrival(form), now: house.clock.now)
        }
    }

    @Test func `answers that no envelope holds are too large, not tampered with`() async throws {
        #expect(Form.longestAnswers == Envelope.longestContent)
        let house = try await StorageHouse.founded()
        // No file can say this: `FormReader` refuses it.
        let forms = try await house.storage.forms.register(
            [Contact.form(longest: 400_000)], now: house.clock.now)
        let form = try #require(forms.first)
        let long = String(repeating: "あ", count: 350_000)
        await #expect(throws: AcceptError.tooLarge) {
            try await house.storage.submissions.accept(
                Contact.arrival(form, message: long), now: house.clock.now)
        }
        try await house.send(Contact.arrival(form))
    }

    @Test func `a disk that is nearly full takes nothing`() async throws {
        let house = try await StorageHouse.founded { $0.reservedBytes = Int.max }
        let form = try await house.contact()
        await #expect(throws: AcceptError.unavailable) {
            try await house.storage.submissions.accept(
                Contact.arrival(form), now: house.clock.now)
        }
    }
}
