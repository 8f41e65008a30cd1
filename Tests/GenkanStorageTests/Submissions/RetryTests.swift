import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct RetryTests {
    private let key = "b3f0d7c2a4e94f6c8d1e5a7b9c0d2e4f"

    @Test func `a retry is stored once and gets the same receipt`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let first = try await house.send(Contact.arrival(form, key: key))
        let again = try await house.storage.submissions.accept(
            Contact.arrival(form, key: key), now: house.clock.now)
        #expect(again == .repeated(first))
        #expect(try await house.opened(form, as: house.signIn()).count == 1)
    }

    @Test func `fifty retries at once are one submission`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let key = key
        let outcomes = try await withThrowingTaskGroup { tasks in
            for _ in 0..<50 {
                tasks.addTask {
                    try await house.storage.submissions.accept(
                        Contact.arrival(form, key: key), now: house.clock.now)
                }
            }
            return try await tasks.reduce(into: [Acceptance]()) { $0.append($1) }
        }
        let stored = outcomes.compactMap { if case .stored(let code) = $0 { code } else { nil } }
        #expect(stored.count == 1)
        #expect(outcomes.allSatisfy { $0 == .repeated(stored[0]) || $0 == .stored(stored[0]) })
    }

    @Test func `the same key with other answers is a conflict`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form, key: key))
        let other = try await house.storage.submissions.accept(
            Contact.arrival(form, message: "other", key: key), now: house.clock.now)
        #expect(other == .conflict)
    }

    @Test func `the same key on another form is another submission`() async throws {
        let house = try await StorageHouse.founded()
        let forms = try await house.storage.forms.register(
            [Contact.form(), Contact.form(named: "jobs")], now: house.clock.now)
        let first = try await house.send(Contact.arrival(forms[0], key: key))
        let second = try await house.send(Contact.arrival(forms[1], key: key))
        #expect(first != second)
    }

    @Test func `a retry is recognised for seven days and over a restart`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let first = try await house.send(Contact.arrival(form, key: key))
        try await house.restart()
        house.clock.advance(by: .seconds(7 * 24 * 3600 - 1))
        let again = try await house.storage.submissions.accept(
            Contact.arrival(form, key: key), now: house.clock.now)
        #expect(again == .repeated(first))
        house.clock.advance(by: .seconds(1))
        let later = try await house.send(Contact.arrival(form, key: key))
        #expect(later != first)
    }

    @Test(arguments: [false, true])
    func `a key that is used again after its seven days has another receipt`(
        restarts: Bool
    ) async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        var receipts: Set<Receipt> = []
        for week in 1...4 {
            receipts.insert(try await house.send(Contact.arrival(form, key: key)))
            let again = try await house.storage.submissions.accept(
                Contact.arrival(form, key: key), now: house.clock.now)
            #expect(throws: (any Error).self) { try again.receipt }
            #expect(receipts.count == week)
            house.clock.advance(by: ArrivalMemory.retryLifetime)
            if restarts { try await house.restart() }
        }
        let other = try await house.storage.submissions.accept(
            Contact.arrival(form, message: "other", key: key), now: house.clock.now)
        #expect(try receipts.insert(other.receipt).inserted)
        #expect(
            Set(try await house.opened(form, as: house.signIn()).map(\.0))
                == Set(receipts.map(\.code)))
    }

    @Test func `a submission that was deleted is not in the way of its retry`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form, key: key))
        try await house.storage.writer.write { try $0.run("DELETE FROM submissions") }
        try await house.send(Contact.arrival(form, message: "other", key: key))
        #expect(try await house.opened(form, as: house.signIn()).count == 1)
    }

    @Test func `one row that breaks a rule of the schema costs the others of its batch nothing`()
        async throws
    {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let next = try #require(
            try await house.storage.forms.register(
                [Contact.form(title: "New")], now: house.clock.now
            )
            .first)
        try await house.storage.writer.write {
            try $0.run("DELETE FROM form_versions WHERE version = \(next.version)")
        }
        let outcomes = await withTaskGroup { tasks in
            for number in 0..<64 {
                tasks.addTask {
                    try? await house.storage.submissions.accept(
                        Contact.arrival(number == 30 ? next : form, message: "\(number)"),
                        now: house.clock.now)
                }
            }
            return await tasks.reduce(into: [Acceptance?]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(Set(outcomes.compactMap { try? $0?.receipt }).count == 63)
        #expect(try await house.opened(form, as: house.signIn()).count == 63)
        guard case .intact = try await house.storage.audit.verify() else {
            Issue.record("the audit trail is broken")
            return
        }
    }

    @Test func `a retry with a fresh token gets its receipt and spends no token`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let marks = (1...2).compactMap { number in
            CaptchaMark(bytes: [UInt8](repeating: number, count: 16))
        }
        let first = try await house.send(Contact.arrival(form, key: key, mark: marks[0]))
        for mark in [marks[1], marks[0], marks[1]] {
            let again = try await house.storage.submissions.accept(
                Contact.arrival(form, key: key, mark: mark), now: house.clock.now)
            #expect(again == .repeated(first))
        }
        let other = try await house.storage.submissions.accept(
            Contact.arrival(form, message: "another", mark: marks[1]), now: house.clock.now)
        #expect(try other.receipt != first)
    }

    @Test func `a replayed token leaves nothing of the submission that it came with`() async throws
    {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let mark = try #require(CaptchaMark(bytes: [UInt8](repeating: 7, count: 16)))
        try await house.send(Contact.arrival(form, key: key, mark: mark))
        let replay = try await house.storage.submissions.accept(
            Contact.arrival(form, message: "another", mark: mark), now: house.clock.now)
        #expect(replay == .captchaReplayed)
        let count = try await house.storage.writer.write {
            try $0.number("SELECT count(*) FROM submissions")
        }
        #expect(count == 1)
    }

    @Test func `a form without a key recognises a repetition for ten minutes`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let first = try await house.send(Contact.arrival(form))
        let again = try await house.storage.submissions.accept(
            Contact.arrival(form), now: house.clock.now)
        #expect(again == .repeated(first))
        house.clock.advance(by: .seconds(600))
        #expect(try await house.send(Contact.arrival(form)) != first)
    }

    @Test func `the same answers of two senders without a key are two submissions`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let submissions = try house.storage.submissions
        let vera = try await house.send(Contact.arrival(form, sender: [192, 0, 2, 1]))
        let viktor = try await house.send(Contact.arrival(form, sender: [192, 0, 2, 2]))
        #expect(vera != viktor)
        let again = try await submissions.accept(
            Contact.arrival(form, sender: [192, 0, 2, 1]), now: house.clock.now)
        #expect(again == .repeated(vera))
        #expect(try await house.opened(form, as: house.signIn()).count == 2)
    }

    @Test func `with a key the sender does not matter`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let first = try await house.send(Contact.arrival(form, key: key, sender: [1, 2, 3, 4]))
        let again = try await house.storage.submissions.accept(
            Contact.arrival(form, key: key, sender: [5, 6, 7, 8]), now: house.clock.now)
        #expect(again == .repeated(first))
    }

    @Test func `an earlier submission is found by its key, its answers and its form alone`()
        async throws
    {
        let house = try await StorageHouse.founded()
        let forms = try await house.storage.forms.register(
            [Contact.form(), Contact.form(named: "jobs")], now: house.clock.now)
        let arrival = try Contact.arrival(forms[0], key: key)
        let submissions = try house.storage.submissions
        func earlier(
            _ arrival: Arrival, _ text: String? = nil, form: RegisteredForm? = nil
        ) async throws -> Acceptance? {
            try await submissions.earlier(
                arrival.submission, key: #require(IdempotencyKey(text ?? key)),
                of: form ?? arrival.form, now: house.clock.now)
        }
        #expect(try await earlier(arrival) == nil)
        let receipt = try await house.send(arrival)
        #expect(try await earlier(arrival) == .repeated(receipt))
        #expect(try await earlier(Contact.arrival(forms[0], message: "other")) == .conflict)
        #expect(try await earlier(arrival, "0" + key.dropFirst()) == nil)
        #expect(try await earlier(arrival, form: forms[1]) == nil)
        house.clock.advance(by: .seconds(7 * 24 * 3600))
        #expect(try await earlier(arrival) == nil)
    }

    @Test func `a token is used once, and its retry still gets the receipt`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let mark = CaptchaMark(bytes: [UInt8](repeating: 7, count: 16))
        let first = try await house.send(Contact.arrival(form, key: key, mark: mark))
        let retried = try await house.storage.submissions.accept(
            Contact.arrival(form, key: key, mark: mark), now: house.clock.now)
        #expect(retried == .repeated(first))
        let replayed = try await house.storage.submissions.accept(
            Contact.arrival(form, message: "other", mark: mark), now: house.clock.now)
        #expect(replayed == .captchaReplayed)
        #expect(try await house.opened(form, as: house.signIn()).count == 1)
    }
}
