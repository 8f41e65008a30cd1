import Testing

@testable import Genkan
@testable import GenkanStorage

/// A house whose contact form promises an answer within a day; anna and ben can open it.
struct NoticeHouse {
    let house: StorageHouse
    let form: RegisteredForm
    let anna: Person
    let ben: Person

    init(adjust: (inout Storage.Options) -> Void = { _ in }) async throws {
        house = try await StorageHouse.founded(adjust: adjust)
        let read = try FormReader.read(Array(Self.text.utf8), file: "contact.yaml").get()
        form = try #require(
            try await house.storage.forms.register([read], now: house.clock.now).first)
        ben = try await house.add("ben", .staff)
        anna = try #require(try await house.storage.staff.person(named: "anna"))
    }

    var notices: NoticeStore {
        get throws { try house.storage.notices }
    }

    /// Somebody asks to be told, at an address of their name.
    func choose(_ kinds: NoticeKind..., by name: String = "anna") async throws {
        try await notices.choose(
            Set(kinds.map { NoticeChoice(form: form.id, kind: $0) }),
            at: MailAddress("\(name)@example.jp"), language: .en, for: house.signIn(name),
            now: house.clock.now)
    }

    /// vera sends something.
    @discardableResult
    func send(_ name: String = "Vera", key: String? = nil, held: HeldReason? = nil) async throws
        -> Acceptance
    {
        try await house.storage.submissions.accept(
            Contact.arrival(form, name: name, key: key, held: held), now: house.clock.now)
    }

    func key(_ person: Person, _ kind: NoticeKind = .arrived) -> NoticeKey {
        NoticeKey(person: person.id, form: form.id, kind: kind)
    }

    /// What is due under a key, taken into a mail.
    func claim(_ person: Person, _ kind: NoticeKind = .arrived) async throws -> DueNotice? {
        try await notices.claim(key(person, kind), now: house.clock.now)
    }

    /// The mail that is due under a key was taken; of how many submissions it told.
    @discardableResult
    func deliver(_ person: Person, _ kind: NoticeKind = .arrived) async throws -> Int? {
        guard let notice = try await claim(person, kind) else { return nil }
        try await notices.settle(notice, .sent, now: house.clock.now)
        return notice.count
    }

    /// How many rows of the outbox there are of which something is so.
    func rows(_ condition: SQL = "1") async throws -> Int64 {
        try await house.storage.writer.write {
            try $0.number("SELECT count(*) FROM outbox WHERE \(condition)") ?? -1
        }
    }

    /// The ids of all submissions, in the order of their coming.
    func cards() async throws -> [SubmissionID] {
        try await house.storage.writer.write { connection in
            try connection.all("SELECT id FROM submissions ORDER BY id") { try $0[0] }
        }
    }

    func move(_ card: SubmissionID, _ action: CardAction, version: Int64 = 1) async throws {
        let outcome = try await house.storage.board.change(
            card, action, expecting: version, for: house.signIn(), now: house.clock.now)
        guard case .changed = outcome else { throw Unexpected(what: "\(outcome)") }
    }

    private static let text = """
        title: {ja: お問い合わせ, en: Contact}
        answer_within_hours: 24
        fields:
          - {name: name, kind: person-name, label: {ja: お名前, en: Name}, title: true}
          - {name: topic, kind: text, label: {ja: ご用件, en: Topic}, personal: false}
          - {name: message, kind: long-text, label: {ja: 内容, en: Message}}
        """
}
