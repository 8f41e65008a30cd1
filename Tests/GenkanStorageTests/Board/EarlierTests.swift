import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Two forms that ask for an address and a number, and one that does not.
struct EarlierWorld {
    let house: StorageHouse
    let forms: [RegisteredForm]
    let anna: LiveSession

    init() async throws {
        house = try await StorageHouse.founded()
        forms = try await house.storage.forms.register(
            [Self.form("contact"), Self.form("orders"), Contact.form(named: "plain")],
            now: house.clock.now)
        anna = try await house.signIn()
    }

    static func form(_ name: String) -> Form {
        func field(_ name: String, _ kind: FieldKind, isTitle: Bool = false) -> Field {
            Field(
                name: name, label: LocalizedText(ja: name, en: name), kind: kind,
                isRequired: false, minimumLength: 0, maximumLength: 5_000, isTitle: isTitle,
                isPersonal: true, placeholder: nil, help: nil, autocomplete: nil, value: nil)
        }
        return Form(
            name: name, title: LocalizedText(ja: name, en: name), introduction: nil,
            submitLabel: LocalizedText(ja: "送信", en: "Send"),
            fields: [
                field("name", .personName, isTitle: true), field("mail", .email),
                field("phone", .phone),
            ], statuses: Status.standard, allowedOrigins: [],
            thanks: Thanks(text: Thanks.standardText, redirect: nil), captcha: .altcha,
            withoutToken: .hold, answerWithinHours: nil, zone: .utc)
    }

    /// Stores one and answers its id; each is a second younger than the one before.
    @discardableResult
    func send(
        _ form: Int = 0, name: String = "Vera", mail: String = "", phone: String = ""
    ) async throws -> SubmissionID {
        house.clock.advance(by: .seconds(1))
        let raw = RawSubmission([
            (name: "name", value: name), (name: "mail", value: mail),
            (name: "phone", value: phone), (name: "topic", value: "books"),
            (name: "message", value: "Hello"),
        ])
        let random = UInt64.random(in: 0...UInt64.max)
        let key = IdempotencyKey("a0b1c2d3e4f56789-\(random)-0123456789abcdef")
        guard case .valid(let valid) = forms[form].form.validate(raw), let key,
            case .stored(let id) = try await house.storage.submissions.enter(
                valid, to: forms[form], key: key,
                .init(.phone, by: anna.person.id), now: house.clock.now)
        else { throw Unexpected(what: "not stored") }
        return id
    }

    func earlier(
        _ id: SubmissionID, searching: Int = 20_000, showing: Int = 50,
        as session: LiveSession? = nil
    ) async throws -> EarlierSubmissions? {
        try await house.storage.board.earlier(
            than: id, searching: searching, showing: showing, for: session ?? anna,
            now: house.clock.now)
    }

    /// How many of each search the trail tells of, the newest first.
    func searches() async throws -> [AuditEvent] {
        try await house.storage.audit.newest(200).filter { $0.kind == .submissionsSearched }
    }
}

@Suite struct EarlierTests {
    @Test func `others are found by address and number, of every form, the newest first`()
        async throws
    {
        let world = try await EarlierWorld()
        let one = try await world.send(mail: "vera@example.jp")
        let two = try await world.send(1, name: "V", phone: "+81 90 1234 5678")
        try await world.send(mail: "ben@example.jp", phone: "03-1234-5678")
        let me = try await world.send(mail: "VERA@example.jp", phone: "090-1234-5678")
        let later = try await world.send(1, mail: "Vera@Example.jp", phone: "09012345678")
        try await world.send(2)
        let earlier = try #require(try await world.earlier(me))
        #expect(earlier.found.map(\.card.id) == [later, two, one])
        #expect(earlier.found.map(\.shared.hasEmail) == [true, false, true])
        #expect(earlier.found.map(\.shared.hasPhone) == [true, true, false])
        #expect(earlier.found.map(\.form.form.name) == ["orders", "orders", "contact"])
        #expect(earlier.found[1].card.titles?["name"] == ["V"])
        #expect(earlier.hasContact && !earlier.isCut && !earlier.hasMore)
        #expect(earlier.searched == 4 && earlier.refusedCount == 0)
    }

    @Test func `the search is in the trail, once and with how many, before anything is opened`()
        async throws
    {
        let world = try await EarlierWorld()
        for _ in 0..<3 { try await world.send(mail: "ben@example.jp") }
        let me = try await world.send(mail: "vera@example.jp")
        let earlier = try #require(try await world.earlier(me))
        #expect(earlier.found.isEmpty && earlier.searched == 3)
        let events = try await world.searches()
        #expect(events.count == 1)
        #expect(events.first?.actor == .person(world.anna.person.id))
        #expect(events.first?.submission == me && events.first?.form == world.forms[0].id)
        #expect(events.first?.details == [.number(.rows, 3)])
    }

    @Test func `where the trail cannot be written nothing is opened`() async throws {
        let world = try await EarlierWorld()
        try await world.send(mail: "vera@example.jp")
        let me = try await world.send(mail: "vera@example.jp")
        try await world.house.storage.writer.write { connection in
            try connection.run("UPDATE audit SET sequence = \(Int64.max - 1) WHERE sequence = 1")
        }
        await #expect(throws: StorageError(.corrupted, "")) { try await world.earlier(me) }
    }

    @Test func `without an address and a number nobody is looked for`() async throws {
        let world = try await EarlierWorld()
        try await world.send()
        let blank = try #require(try await world.earlier(try await world.send()))
        #expect(!blank.hasContact && blank.found.isEmpty && blank.searched == 0)
        let plain = try #require(try await world.earlier(try await world.send(2)))
        #expect(!plain.hasContact && plain.found.isEmpty)
        // A form that asks for neither needs nothing opened at all.
        #expect(try await world.searches().count == 1)
    }

    @Test func `only so many of the newest are looked through, and only so many shown`()
        async throws
    {
        let world = try await EarlierWorld()
        var ids: [SubmissionID] = []
        for number in 0..<8 {
            ids.append(try await world.send(number % 2, mail: "vera@example.jp"))
        }
        let me = try await world.send(mail: "vera@example.jp")
        let few = try #require(try await world.earlier(me, searching: 5))
        #expect(few.found.map(\.card.id) == Array(ids.reversed().prefix(5)))
        #expect(few.isCut && !few.hasMore && few.searched == 5)
        #expect(try await world.searches().first?.details == [.number(.rows, 5)])
        let shown = try #require(try await world.earlier(me, showing: 3))
        #expect(shown.found.map(\.card.id) == Array(ids.reversed().prefix(3)))
        #expect(shown.hasMore && !shown.isCut)
        let all = try #require(try await world.earlier(me, searching: 8, showing: 8))
        #expect(all.found.count == 8 && !all.isCut && !all.hasMore)
    }

    @Test func `more than one page of rows is looked through`() async throws {
        let world = try await EarlierWorld()
        let first = try await world.send(mail: "vera@example.jp")
        for _ in 0..<250 { try await world.send(1, mail: "ben@example.jp") }
        let me = try await world.send(mail: "vera@example.jp")
        let earlier = try #require(try await world.earlier(me))
        #expect(earlier.found.map(\.card.id) == [first] && earlier.searched == 251)
    }
}
