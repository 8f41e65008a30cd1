import Genkan
import GenkanTesting
import OpenSSL
import Synchronization
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

/// An unknown name, a wrong password, and a right password with a wrong code: the same calls, the
/// same writes, the same answers.
@Suite struct SameCallsTests {
    /// In a process of its own: what is opened, agreed, derived and checked is counted for the whole of it.
    @Test func `three sign-ins that fail cost the same and are answered byte by byte alike`() async
    {
        await #expect(processExitsWith: .success) {
            try await GuardHouse.run { house in
                try await house.browser(at: "192.0.2.1").signIn("anna", TestHouse.annasPassword)
                for (net, device) in [nil, house.ben, house.house.anna].enumerated() {
                    let cookie = try device.map(house.device)
                    let tries = try await house.triesThatFail(net: net, bringing: cookie)
                    for (nobody, (wrong, right)) in zip(tries[0], zip(tries[1], tries[2])) {
                        #expect(wrong.calls == nobody.calls, "\(nobody.page), \(net)")
                        #expect(right.calls == nobody.calls, "\(nobody.page), \(net)")
                        #expect(wrong.told == nobody.told, "\(nobody.page), \(net)")
                        #expect(right.told == nobody.told, "\(nobody.page), \(net)")
                    }
                    let first = tries[0][0].calls, code = tries[0][2].calls
                    #expect(first.work.derivations == 1 && code.work.derivations == 0)
                    #expect(first.work.openings > 0 && first.work.agreements > 0)
                    #expect(code.work.openings > 1 && first.reads > 1 && code.reads > 0)
                    #expect(first.events == 1 && first.pending == 1)
                    #expect(code.events == 1 && code.pending == 0)
                    #expect(tries[0].map(\.told.status) == [303, 200, 422])
                }
            }
        }
    }
}

extension GuardHouse {
    /// A name nobody has, a wrong password, and a right one with a wrong code, each from an address of its
    /// own: the first page sent, the second shown, a code sent.
    fileprivate func triesThatFail(net: Int, bringing device: String?) async throws -> [[Step]] {
        let probe = CallProbe(house.storage)
        var tries: [[Step]] = []
        for (number, (name, password)) in [
            ("nobody", "not the password"), ("anna", "not the password"),
            ("anna", TestHouse.annasPassword),
        ].enumerated() {
            let browser = browser(at: "192.0.\(net + 2).\(number)")
            browser.cookies[DeviceCookie.name] = device
            tries.append([
                try await probe.step("first page") {
                    try await browser.post("/desk/sign-in", ["name": name, "password": password])
                },
                try await probe.step("second page") {
                    try await browser.get("/desk/sign-in/code")
                },
                try await probe.step("code") {
                    try await browser.post("/desk/sign-in/code", ["code": "not one"])
                },
            ])
        }
        return tries
    }
}

/// What one request did, and what was answered.
private struct Step: Sendable {
    let page: String
    let calls: Calls
    let told: Told
}

/// What was called since the beginning, or by one request.
private struct Calls: Equatable {
    /// Passwords derived, boxes opened, keys agreed on, signatures checked.
    var work: Tally
    /// Reads of the house's database and of the sessions'.
    var reads: Int
    /// Transactions of the house's database and of the sessions'.
    var houseCommits: Int
    var sessionCommits: Int
    /// Rows of the audit trail, of sign-ins between their two pages, and of sessions.
    var events: Int64
    var pending: Int64
    var sessions: Int64

    func less(_ other: Calls) -> Calls {
        Calls(
            work: work.since(other.work), reads: reads - other.reads,
            houseCommits: houseCommits - other.houseCommits,
            sessionCommits: sessionCommits - other.sessionCommits, events: events - other.events,
            pending: pending - other.pending, sessions: sessions - other.sessions)
    }
}

/// Counts what sign-ins call.
private final class CallProbe: Sendable {
    private let storage: Storage
    private let houseCommits = Counter()
    private let sessionCommits = Counter()
    private let reads = Counter()

    init(_ storage: Storage) {
        self.storage = storage
        let house = houseCommits, sessions = sessionCommits
        storage.writer.beforeCommit.withLock { $0 = { house.add() } }
        storage.sessions.writer.beforeCommit.withLock { $0 = { sessions.add() } }
        let reads = reads
        for readers in [storage.staff.readers, storage.sessions.readers] {
            readers.beforeRead.withLock { $0 = { reads.add() } }
        }
    }

    /// What one request calls, and is answered.
    func step(_ page: String, _ request: () async throws -> Exchange) async throws -> Step {
        let before = try await calls()
        let answer = try await request()
        return Step(page: page, calls: try await calls().less(before), told: Told(answer))
    }

    private func calls() async throws -> Calls {
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
            work: .now, reads: reads.count, houseCommits: houseCommits.count,
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
