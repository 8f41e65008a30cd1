import Sealing
import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct SecondFactorTests {
    private func required(_ house: StorageHouse) async throws -> [String: Bool] {
        let roster = try await house.storage.staff.readers.read {
            try house.storage.staff.roster.verified($0)
        }
        return Dictionary(
            uniqueKeysWithValues: roster.people.map { ($0.name, $0.secondFactor == .required) })
    }

    private func giveAgain(_ house: StorageHouse, _ token: String) async throws -> String? {
        let live = try #require(
            try await house.storage.sessions.resume(token, now: house.clock.now).session)
        return try await house.storage.signIns.giveAgain(
            token, of: live, password: StorageHouse.password("anna's long password"),
            at: StorageHouse.place, now: house.clock.now)
    }

    @Test
    func `who has set one up must have it from the next time an administrator proves herself`()
        async throws
    {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        #expect(try await required(house) == ["anna": false, "recovery": false])
        let renewed = try #require(try await giveAgain(house, token))
        #expect(try await required(house) == ["anna": true, "recovery": false])
        let event = try #require(try await house.storage.audit.newest(1).first)
        #expect(event.kind == .secondFactorRequired)
        // Nothing is signed again for nothing.
        _ = try await giveAgain(house, renewed)
        #expect(try await house.storage.audit.newest(1).first?.kind == .credentialGiven)
    }

    @Test func `a required one whose row was removed lets nobody in, not even to set up another`()
        async throws
    {
        let house = try await StorageHouse.founded()
        _ = try await giveAgain(house, try await house.token())
        try await house.tamper("DELETE FROM second_factors")
        let begun = try await house.storage.signIns.begin(
            name: "anna", password: StorageHouse.password("anna's long password"),
            now: house.clock.now)
        #expect(!begun.setsUp && begun.refused?.subject == .secondFactor)
        let answer = try await house.storage.signIns.finish(
            begun.token, place: StorageHouse.place, now: house.clock.now
        ) { content in
            #expect(content == nil)
            return nil
        }
        guard case .refused = answer else { throw Unexpected(what: "she came in") }
    }

    @Test func `one that was exchanged for another person's lets nobody in`() async throws {
        let house = try await StorageHouse.founded()
        _ = try await house.add("ben", .staff)
        _ = try await house.token()
        _ = try await house.token("ben")
        let anna = try #require(
            try await house.storage.staff.people().first { $0.name.text == "anna" })
        try await house.tamper(
            """
            UPDATE second_factors SET sealed = (SELECT sealed FROM second_factors AS other
                WHERE other.person <> second_factors.person) WHERE person = ?
            """, [anna.id.bytes])
        guard case .refused = try await house.answer("anna", "anna's long password") else {
            throw Unexpected(what: "she came in")
        }
        let kinds = try await house.storage.audit.newest(2).map(\.kind)
        #expect(kinds == [.signInFailed, .tamperingRefused])
    }

    @Test func `of eight browsers that send the same code at the same instant one gets in`()
        async throws
    {
        let house = try await StorageHouse.founded()
        _ = try await house.token()
        let signIns = try house.storage.signIns, now = house.clock.now
        var tokens: [String] = []
        for _ in 0..<8 {
            let password = try StorageHouse.password("anna's long password")
            tokens.append(
                try await signIns.begin(name: "anna", password: password, now: now).token)
        }
        let unused = FirstSeen()
        let count = try await withThrowingTaskGroup(of: Bool.self) { group in
            for token in tokens {
                group.addTask {
                    let answer = try await signIns.finish(
                        token, place: StorageHouse.place, now: now
                    ) { content in
                        // The code is right as long as the factor is the one it was made for.
                        let bytes = content?.withBytes { span in span.indices.map { span[$0] } }
                        return unused.isFirst(bytes) ? try StorageHouse.factor() : nil
                    }
                    guard case .signedIn = answer else { return false }
                    return true
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(count == 1)
    }
}

/// What was seen first.
private final class FirstSeen: Sendable {
    private let first = Mutex<[UInt8]?>(nil)

    func isFirst(_ bytes: [UInt8]?) -> Bool {
        first.withLock { first in
            first = first ?? bytes
            return first == bytes
        }
    }
}
