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

    @Test func `a token stays spent over a restart, for as long as any token lives`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form, mark: mark()))
        try await house.restart()
        house.clock.advance(by: CaptchaMark.lifetime)
        try await house.restart()
        let replay = try Contact.arrival(form, message: "other", mark: mark())
        #expect(try await accept(replay, house) == .captchaReplayed)
        house.clock.advance(by: .seconds(1))
        try await house.send(Contact.arrival(form, message: "newer"))
        try await house.restart()
        try await house.send(replay)
    }

    @Test(arguments: [-30, 30])
    func `a start with a clock that is a month wrong forgets nothing`(days: Int) async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let receipt = try await house.send(Contact.arrival(form, key: key, mark: mark()))
        let wrong = Duration.seconds(days * 86_400)
        house.clock.advance(by: wrong)
        try await house.restart()
        house.clock.advance(by: .zero - wrong)
        #expect(
            try await accept(Contact.arrival(form, key: key, mark: mark()), house)
                == .repeated(receipt))
        #expect(
            try await accept(Contact.arrival(form, message: "other", mark: mark()), house)
                == .captchaReplayed)
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

    @Test func `a clock that went back lets nothing go`() {
        var map = generations()
        map.set(1, 10)
        #expect(map.sweep(at: after(-1_000)).isEmpty)
        #expect(map.sweep(at: after(9)).isEmpty)
        #expect(map[1] == 10)
    }
}
