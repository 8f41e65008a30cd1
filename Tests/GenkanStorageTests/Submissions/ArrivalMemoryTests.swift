import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct ArrivalMemoryTests {
    private let key = "b3f0d7c2a4e94f6c8d1e5a7b9c0d2e4f"

    private func mark(_ number: UInt8 = 7) throws -> CaptchaMark {
        try #require(CaptchaMark(bytes: [UInt8](repeating: number, count: 16)))
    }

    private func accept(_ arrival: Arrival, _ house: StorageHouse) async throws -> Acceptance {
        try await house.storage.submissions.accept(arrival, now: house.clock.now)
    }

    @Test func `a token stays spent over a restart`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form, mark: mark()))
        for _ in 1...2 {
            try await house.restart()
            house.clock.advance(by: CaptchaMark.lifetime)
            let replay = try Contact.arrival(form, message: "other", mark: mark())
            #expect(try await accept(replay, house) == .captchaReplayed)
        }
    }

    @Test(arguments: [-30, 30, 3_650])
    func `a clock that was days wrong at the start forgets nothing`(days: Int) async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let receipt = try await house.send(Contact.arrival(form, key: key, mark: mark()))
        let wrong = Duration.seconds(days * 86_400)
        house.clock.advance(by: wrong)
        try await house.restart()
        // One is taken by the wrong clock, and the house begins again before it is put right.
        try await house.send(Contact.arrival(form, message: "meanwhile", mark: mark(8)))
        try await house.restart()
        house.clock.advance(by: .zero - wrong)
        #expect(
            try await accept(Contact.arrival(form, key: key, mark: mark()), house)
                == .repeated(receipt))
        for number: UInt8 in [7, 8] {
            let replay = try Contact.arrival(form, message: "other", mark: mark(number))
            #expect(try await accept(replay, house) == .captchaReplayed)
        }
    }

    @Test func `a retry is found and a conflict told after a restart, without storing`()
        async throws
    {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let arrival = try Contact.arrival(form, key: key)
        let receipt = try await house.send(arrival)
        try await house.restart()
        let other = try Contact.arrival(form, message: "other", key: key)
        for (sent, expected) in [(arrival, Acceptance.repeated(receipt)), (other, .conflict)] {
            let name = try #require(IdempotencyKey(key))
            let found = try await house.storage.submissions.earlier(
                sent.submission, key: name, of: form, now: house.clock.now)
            #expect(found == expected)
            #expect(try await accept(sent, house) == expected)
        }
    }

    @Test func `a batch that starts over keeps each row's key and token apart`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let next = try #require(
            try await house.storage.forms.register(
                [Contact.form(title: "New")], now: house.clock.now
            ).first)
        try await house.storage.writer.write {
            try $0.run("DELETE FROM form_versions WHERE version = \(next.version)")
        }
        // Every tenth breaks a rule of the schema; each comes twice.
        var arrivals: [Arrival] = []
        for number in 0..<30 {
            let sent = try Contact.arrival(
                number % 10 == 3 ? next : form, message: "\(number)",
                key: "b3f0d7c2a4e94f6c8d1e5a7b9c0d2\(100 + number)", mark: mark(UInt8(number)))
            arrivals += [sent, sent]
        }
        let outcomes = await withTaskGroup(of: Acceptance?.self) { tasks in
            for arrival in arrivals { tasks.addTask { try? await accept(arrival, house) } }
            return await tasks.reduce(into: [Acceptance?]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 6)
        #expect(outcomes.count { if case .stored = $0 { true } else { false } } == 27)
        #expect(outcomes.count { if case .repeated = $0 { true } else { false } } == 27)
        // What was refused used neither its key nor its token up.
        let again = try Contact.arrival(
            form, message: "3", key: "b3f0d7c2a4e94f6c8d1e5a7b9c0d2103", mark: mark(3))
        try await house.send(again)
    }

    @Test func `of a batch in which a token comes twice one row is stored`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let mark = try mark()
        let outcomes = try await withThrowingTaskGroup { tasks in
            for number in 0..<50 {
                tasks.addTask {
                    try await accept(
                        Contact.arrival(form, message: "\(number)", mark: mark), house)
                }
            }
            return try await tasks.reduce(into: [Acceptance]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == .captchaReplayed } == 49)
        #expect(try await house.opened(form, as: house.signIn()).count == 1)
    }

    @Test func `what is no mark bars no token and stops no start`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form, mark: mark()))
        try await house.tamper(
            """
            PRAGMA ignore_check_constraints = ON;
            UPDATE submissions SET captcha_mark = x'00'
            """)
        try await house.send(Contact.arrival(form, message: "other", mark: mark()))
    }
}

@Suite struct GenerationsTests {
    private let start = Instant(seconds: 1_795_000_000)

    private func generations(capacity: Int = 100) -> Generations<Int, Int> {
        Generations(lifetime: .seconds(10), capacity: capacity, now: start)
    }

    private func after(_ seconds: Int) -> Instant { start.advanced(by: .seconds(seconds)) }

    @Test func `an entry stays for a lifetime at least and two at most`() {
        var map = generations()
        map.set(1, 10)
        #expect(map.sweep(at: after(9)).isEmpty)
        #expect(map.sweep(at: after(10)).isEmpty)
        map.set(2, 20)
        #expect(map[1] == 10)
        #expect(map.sweep(at: after(19)).isEmpty)
        #expect(map[1] == 10)
        #expect(map.sweep(at: after(20)) == [1: 10])
        #expect(map[1] == nil)
        #expect(map[2] == 20)
        #expect(map.sweep(at: after(30)) == [2: 20])
        #expect(map[2] == nil)
    }

    @Test func `the newer value of a key counts`() {
        var map = generations()
        map.set(1, 10)
        _ = map.sweep(at: after(10))
        map.set(1, 11)
        #expect(map[1] == 11)
        #expect(map.sweep(at: after(20)) == [1: 10])
        #expect(map[1] == 11)
    }

    @Test func `so many stay however many come, and twice as many at most`() {
        var map = generations(capacity: 100)
        for number in 0..<1_000 {
            map.set(number, number)
            let known = (0...number).count { map[$0] != nil }
            #expect(known >= min(number + 1, 100) && known <= 200)
            #expect(map[max(0, number - 99)] != nil)
        }
    }

    @Test func `what came just before there were too many stays for its lifetime`() {
        var map = generations(capacity: 100)
        for number in 0...100 { map.set(number, number) }
        #expect(map.sweep(at: after(10)).isEmpty)
        #expect(map[99] == 99 && map[100] == 100)
        #expect(map.sweep(at: after(20)).count == 100)
        #expect(map[99] == nil && map[100] == 100)
    }

    @Test func `a clock that went back lets nothing go`() {
        var map = generations()
        map.set(1, 10)
        #expect(map.sweep(at: after(-1_000)).isEmpty)
        #expect(map.sweep(at: after(-991)).isEmpty)
        #expect(map[1] == 10)
        // The lifetime counts from there: it does not wait until the first time comes again.
        #expect(map.sweep(at: after(-990)).isEmpty)
        #expect(map.sweep(at: after(-980)) == [1: 10])
    }
}
