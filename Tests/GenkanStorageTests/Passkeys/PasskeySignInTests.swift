import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Signing in with a passkey, alone and behind a password, and giving it again.
@Suite struct PasskeySignInTests {
    private func house(
        output: PasskeyOutput? = nil
    ) async throws -> (StorageHouse, LiveSession) {
        let house = try await StorageHouse.founded()
        let anna = try await house.signIn()
        try await house.addPasskey(of: anna, output: output)
        return (house, anna)
    }

    @Test func `a passkey with its output signs in alone, and the counter is kept`() async throws {
        let (house, anna) = try await house(output: StorageHouse.output())
        let answer = try await house.signIn(output: StorageHouse.output())
        let token = try #require(answer.token)
        let live = try #require(
            try await house.storage.sessions.resume(token, now: house.clock.now).session)
        #expect(live.person.name.text == "anna" && live.isFresh)
        #expect(try await house.storage.passkeys.passkeys(of: anna)[0].used == house.clock.now)
        #expect(try await house.events(1) == [.signedIn])
        let counter = "SELECT counter FROM passkeys"
        #expect(try Shell.number(counter, in: house.directory + "/genkan.sqlite") == 6)
    }

    @Test func `a refusal is one and the same, and its event names whose passkey it was`()
        async throws
    {
        let (house, anna) = try await house(output: StorageHouse.output())
        try await house.addPasskey(of: anna, [1], name: "plain", output: nil)
        let used = try house.storage.signIns.passkeyTicket(now: house.clock.now).text
        _ = try await house.signIn(ticket: used, output: StorageHouse.output(), .wrong)
        let right = try StorageHouse.output()
        let answers = [
            try await house.signIn(output: right, .wrong),
            try await house.signIn(output: StorageHouse.output(2)),
            try await house.signIn(output: nil),
            try await house.signIn(passkey: [9, 9], output: right),
            try await house.signIn(passkey: [1], output: right),
            try await house.signIn(ticket: used, output: right),
            try await house.signIn(
                ticket: house.ticket(for: .again, of: anna), output: right),
        ]
        for answer in answers {
            guard case .refused = answer.answer else {
                Issue.record("\(answer)")
                continue
            }
            #expect(answer.error == nil)
        }
        #expect(try await house.events(7) == [AuditKind](repeating: .signInFailed, count: 7))
        // Nothing of all that used the passkey.
        #expect(try await house.signIn(output: right).token != nil)
    }

    @Test func `a copy is refused, written to the trail and shown to its owner`() async throws {
        let (house, anna) = try await house(output: StorageHouse.output())
        let answer = try await house.signIn(output: StorageHouse.output(), .cloned)
        #expect(answer.token == nil)
        #expect(try await house.storage.passkeys.passkeys(of: anna)[0].cloned == house.clock.now)
        #expect(try await house.events(2) == [.passkeyCloned, .signInFailed])
    }

    @Test func `of two uses at once with the same counter one counts`() async throws {
        let (house, _) = try await house(output: StorageHouse.output())
        let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await house.signIn(output: StorageHouse.output()).token != nil
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(answers == 1)
    }

    @Test func `behind a password a passkey is the second factor`() async throws {
        let (house, _) = try await house()
        let pending = try await house.pending()
        let ticket = try #require(
            try house.storage.signIns.passkeyTicket(of: pending, now: house.clock.now)
        ).text
        let given = GivenPasskey(ticket: ticket, credentialID: StorageHouse.credentialID)
        let answer = try await house.storage.signIns.finish(
            pending, given, place: StorageHouse.place, now: house.clock.now
        ) { _, _ in .right(counter: 6, isBackedUp: false) }
        #expect(answer.token != nil)
        // Without an output it does not sign in alone.
        #expect(
            try await house.signIn(output: nil, .right(counter: 7, isBackedUp: false)).token == nil)
    }

    @Test
    func
        `a right passkey behind a wrong password, or of somebody else, or for another sign-in opens nothing`()
        async throws
    {
        let (house, _) = try await house()
        _ = try await house.storage.staff.add(
            name: StorageHouse.name("ben"), role: .staff,
            password: StorageHouse.password("ben's long password"), by: "anna",
            administratorPassword: StorageHouse.password("anna's long password"),
            now: house.clock.now)
        _ = try await house.signIn("ben")
        let signIns = try house.storage.signIns
        let other = try await house.pending()
        let otherTicket = try #require(
            try signIns.passkeyTicket(of: other, now: house.clock.now)
        ).text
        for (name, password) in [
            ("anna", "wrong long password"), ("nobody", "some long password"),
            ("ben", "ben's long password"), ("anna", "anna's long password"),
        ] {
            let pending = try await house.pending(name, password)
            let own = try #require(
                try signIns.passkeyTicket(of: pending, now: house.clock.now)
            ).text
            let isAnna = password == "anna's long password"
            let given = GivenPasskey(
                ticket: isAnna ? otherTicket : own, credentialID: StorageHouse.credentialID)
            let answer = try await signIns.finish(
                pending, given, place: StorageHouse.place, now: house.clock.now
            ) { _, _ in .right(counter: 6, isBackedUp: false) }
            #expect(answer.token == nil, "\(name), \(password)")
        }
        let counter = "SELECT counter FROM passkeys"
        #expect(try Shell.number(counter, in: house.directory + "/genkan.sqlite") == 5)
    }

    @Test func `a passkey is one of five tries`() async throws {
        let (house, _) = try await house()
        let signIns = try house.storage.signIns
        let pending = try await house.pending()
        for attempt in 1...6 {
            let ticket = try #require(
                try signIns.passkeyTicket(of: pending, now: house.clock.now)
            ).text
            let answer = try await signIns.finish(
                pending, GivenPasskey(ticket: ticket, credentialID: [1]),
                place: StorageHouse.place, now: house.clock.now
            ) { _, _ in .wrong }
            switch answer.answer {
            case .refused: #expect(attempt < 5)
            case .over: #expect(attempt >= 5)
            case .signedIn: Issue.record("signed in")
            }
        }
    }

    @Test func `given again it unlocks and refreshes, and only one's own with its output does`()
        async throws
    {
        let (house, _) = try await house(output: StorageHouse.output())
        let token = try await house.token()
        try await house.storage.sessions.lock(token, now: house.clock.now)
        let live = try #require(
            try await house.storage.sessions.resume(token, now: house.clock.now).session)
        #expect(live.isLocked)
        func give(
            _ output: PasskeyOutput?, _ verdict: PasskeyVerdict, counter: UInt32 = 6
        ) async throws -> String? {
            try await house.storage.signIns.giveAgain(
                token, of: live,
                GivenPasskey(
                    ticket: house.ticket(for: .again, of: live),
                    credentialID: StorageHouse.credentialID),
                output: output, at: StorageHouse.place, now: house.clock.now
            ) { _, _ in verdict }.token
        }
        let right = try StorageHouse.output()
        let good = PasskeyVerdict.right(counter: 6, isBackedUp: false)
        #expect(try await give(right, .wrong) == nil)
        #expect(try await give(nil, good) == nil)
        #expect(try await give(StorageHouse.output(2), good) == nil)
        #expect(try await give(right, .cloned) == nil)
        let next = try #require(try await give(right, good))
        let unlocked = try #require(
            try await house.storage.sessions.resume(next, now: house.clock.now).session)
        #expect(!unlocked.isLocked && unlocked.isFresh)
        #expect(try await house.storage.sessions.resume(token, now: house.clock.now).session == nil)
    }

    @Test func `who has a passkey is not led to set up another factor when the first is deleted`()
        async throws
    {
        let (house, _) = try await house()
        try await house.tamper("DELETE FROM second_factors")
        let begun = try await house.storage.signIns.begin(
            name: "anna", password: StorageHouse.password("anna's long password"),
            now: house.clock.now)
        #expect(!begun.setsUp)
        #expect(try await house.storage.signIns.settingUp(begun.token, now: house.clock.now) == nil)
    }
}
