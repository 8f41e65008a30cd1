import Sealing
import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Two at once: one of them, never both, never none.
@Suite struct PeopleConcurrencyTests {
    private func outcomes(_ count: Int, _ body: @Sendable @escaping (Int) async throws -> Void)
        async -> [PeopleRefusal?]
    {
        await withTaskGroup(of: PeopleRefusal?.self) { group in
            for number in 0..<count {
                group.addTask {
                    do {
                        try await body(number)
                        return nil
                    } catch {
                        return error as? PeopleRefusal ?? .overtaken
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func `of two who accept at once one has accepted, and her password counts`() async throws
    {
        let house = try await StorageHouse.founded()
        let slip = try await house.invite("carol")
        let outcomes = await outcomes(4) { number in
            _ = try await house.staff.accept(
                slip.code, password: StorageHouse.secret(of: "carol\(number)"),
                secondFactor: StorageHouse.factor(), now: house.clock.now)
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.compactMap(\.self).allSatisfy { $0 == .used })
        try await house.confirm(slip)
        var signedIn = 0
        for number in 0..<4 {
            if case .signedIn = try await house.answer("carol", "carol\(number)'s long password") {
                signedIn += 1
            }
        }
        #expect(signedIn == 1)
    }

    @Test func `of two who confirm at once one does`() async throws {
        let (house, form) = try await StorageHouse.withContact()
        let slip = try await house.invite("carol", forms: [form.id])
        try await house.accept(slip, as: "carol")
        let anna = try await house.signIn()
        let outcomes = await outcomes(4) { _ in
            _ = try await house.staff.confirm(
                slip.id, by: anna, password: StorageHouse.secret(of: "anna"), now: house.clock.now)
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(
            outcomes.compactMap(\.self).allSatisfy { [.gone, .changedMeanwhile].contains($0) })
        #expect(try await house.staff.people().map(\.name.text) == ["anna", "carol"])
        #expect(try house.count("grants", of: slip.person) == 1)
        #expect(try house.count("credentials", of: slip.person) == 1)
    }

    @Test func `two administrators do not remove each other at once`() async throws {
        let house = try await StorageHouse.founded()
        try await house.join("dora", .administrator)
        let sessions = [try await house.signIn("anna"), try await house.signIn("dora")]
        let ids = [try await house.id(of: "dora"), try await house.id(of: "anna")]
        let names = ["anna", "dora"]
        let outcomes = await outcomes(2) { number in
            try await house.staff.remove(
                ids[number], cardsTo: nil, by: sessions[number],
                password: StorageHouse.secret(of: names[number]), now: house.clock.now)
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(try await house.staff.people().count == 1)
    }

    @Test func `an invitation that is withdrawn while it is accepted is one of the two`()
        async throws
    {
        let house = try await StorageHouse.founded()
        let anna = try await house.signIn()
        for round in 0..<4 {
            let slip = try await house.invite("carol\(round)")
            let outcomes = await outcomes(2) { number in
                if number == 0 {
                    _ = try await house.accept(slip, as: "carol")
                } else {
                    try await house.staff.withdraw(slip.id, by: anna, now: house.clock.now)
                }
            }
            #expect(outcomes.allSatisfy { $0 == nil || $0 == .withdrawn })
            await expectRefusal(.gone) { try await house.confirm(slip) }
        }
    }

    @Test func `the commit of a confirmation that fails leaves everything as it was`() async throws
    {
        let (house, form) = try await StorageHouse.withContact()
        try await house.join("ben", forms: [form.id])
        let slip = try await house.inviteAgain("ben", forms: [form.id])
        try await house.accept(slip, as: "bob")
        let anna = try await house.signIn()
        try house.storage.writer.beforeCommit.withLock { $0 = { throw Unexpected(what: "power") } }
        await #expect(throws: Unexpected.self) {
            _ = try await house.staff.confirm(
                slip.id, by: anna, password: StorageHouse.secret(of: "anna"), now: house.clock.now)
        }
        try house.storage.writer.beforeCommit.withLock { $0 = nil }
        _ = try await house.signIn("ben")
        _ = try await house.confirm(slip)
        #expect(try await house.board(form, of: "ben", "bob") == 0)
    }
}

extension StorageHouse {
    /// How many cards somebody sees who signs in with a password of another name's.
    func board(_ form: RegisteredForm, of who: String, _ secret: String) async throws -> Int {
        guard case .signedIn(let token, _) = try await answer(who, "\(secret)'s long password"),
            let session = try await storage.sessions.resume(token, now: clock.now).session
        else { throw Unexpected(what: "no session") }
        return try await storage.board.page(form.id, for: session).columns.map(\.count)
            .reduce(0, +)
    }
}
