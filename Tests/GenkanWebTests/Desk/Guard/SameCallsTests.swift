import GenkanTesting
import Synchronization
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

/// An unknown name, a wrong password, and a right password with a wrong code: the same calls, the
/// same writes, the same answers.
@Suite struct SameCallsTests {
    @Test func `three sign-ins that fail cost the same and are answered byte by byte alike`()
        async throws
    {
        try await GuardHouse.run { house in
            try await house.browser(at: "192.0.2.1").signIn("anna", TestHouse.annasPassword)
            let probe = CallProbe(house.house.storage)
            var tries: [[Step]] = []
            for (number, (name, password)) in [
                ("nobody", "not the password"), ("anna", "not the password"),
                ("anna", TestHouse.annasPassword),
            ].enumerated() {
                let browser = house.browser(at: "192.0.2.\(number + 2)")
                tries.append(try await steps(browser, name, password, probe))
            }
            for step in 0..<3 {
                let (nobody, wrong, right) = (tries[0][step], tries[1][step], tries[2][step])
                #expect(wrong.calls == nobody.calls, "page \(step)")
                #expect(right.calls == nobody.calls, "page \(step)")
                #expect(wrong.told == nobody.told, "page \(step)")
                #expect(right.told == nobody.told, "page \(step)")
            }
            let first = tries[0][0], code = tries[0][2]
            #expect(first.calls.turns == 1 && first.calls.events == 1 && first.calls.pending == 1)
            #expect(code.calls.turns == 0 && code.calls.events == 1 && code.calls.pending == 0)
            #expect(tries[0].map(\.told.status) == [303, 200, 422])
        }
    }

    /// The first page sent, the second shown, a wrong code sent.
    private func steps(
        _ browser: DeskBrowser, _ name: String, _ password: String, _ probe: CallProbe
    ) async throws -> [Step] {
        var steps: [Step] = []
        var before = try await probe.calls()
        let first = try await browser.post("/desk/sign-in", ["name": name, "password": password])
        var after = try await probe.calls()
        steps.append(Step(calls: after.less(before), told: Told(first)))
        before = after
        let page = try await browser.get("/desk/sign-in/code")
        after = try await probe.calls()
        steps.append(Step(calls: after.less(before), told: Told(page)))
        before = after
        let refused = try await browser.post("/desk/sign-in/code", ["code": "not one"])
        after = try await probe.calls()
        steps.append(Step(calls: after.less(before), told: Told(refused)))
        return steps
    }
}

/// What one request did, and what was answered.
private struct Step {
    let calls: Calls
    let told: Told
}

/// What was called since the beginning, or by one request.
private struct Calls: Equatable {
    /// Passwords that were derived.
    var turns: Int
    /// Transactions of the house's database and of the sessions'.
    var houseCommits: Int
    var sessionCommits: Int
    /// Rows of the audit trail, of sign-ins between their two pages, and of sessions.
    var events: Int64
    var pending: Int64
    var sessions: Int64

    func less(_ other: Calls) -> Calls {
        Calls(
            turns: turns - other.turns, houseCommits: houseCommits - other.houseCommits,
            sessionCommits: sessionCommits - other.sessionCommits, events: events - other.events,
            pending: pending - other.pending, sessions: sessions - other.sessions)
    }
}

/// Counts what sign-ins call.
private final class CallProbe: Sendable {
    private let storage: Storage
    private let houseCommits = Counter()
    private let sessionCommits = Counter()

    init(_ storage: Storage) {
        self.storage = storage
        let house = houseCommits, sessions = sessionCommits
        storage.writer.beforeCommit.withLock { $0 = { house.add() } }
        storage.sessions.writer.beforeCommit.withLock { $0 = { sessions.add() } }
    }

    func calls() async throws -> Calls {
        let events = try await storage.staff.readers.read { connection in
            try connection.number("SELECT count(*) FROM audit") ?? 0
        }
        let (pending, sessions) = try await storage.sessions.readers.read { connection in
            (
                try connection.number("SELECT count(*) FROM pending_sign_ins") ?? 0,
                try connection.number("SELECT count(*) FROM sessions") ?? 0
            )
        }
        return Calls(
            turns: storage.staff.scryptLoad.turns, houseCommits: houseCommits.count,
            sessionCommits: sessionCommits.count, events: events, pending: pending,
            sessions: sessions)
    }
}

private final class Counter: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }

    func add() { value.withLock { $0 += 1 } }
}

/// An answer without the date; of a cookie the length stands for the token.
private struct Told: Equatable {
    let status: Int
    let headers: [String]
    let body: [UInt8]

    init(_ answer: Exchange) {
        status = answer.status
        headers = answer.headers.filter { $0.name != "date" }.map { header in
            let value = header.name == "set-cookie" ? Self.shape(header.value) : header.value
            return "\(header.name): \(value)"
        }
        body = Array(answer.body.utf8)
    }

    private static func shape(_ cookie: String) -> String {
        let pair = cookie.prefix { $0 != ";" }
        let name = pair.prefix { $0 != "=" }
        return "\(name)=(\(pair.utf8.count))\(cookie.dropFirst(pair.count))"
    }
}
