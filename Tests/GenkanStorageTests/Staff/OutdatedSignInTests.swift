import Foundation
import Testing

@testable import Genkan
@testable import GenkanStorage

/// A password that waits for its turn while its owner changes it.
@Suite struct OutdatedSignInTests {
    /// Begins a sign-in that waits in line, changes the password meanwhile if that is wanted, and sends a
    /// right code.
    private func answer(isChanged: Bool) async throws -> (SignInStore.Answer, [AuditKind]) {
        let house = try await StorageHouse.founded()
        _ = try await house.token()
        let staff = try house.storage.staff, signIns = try house.storage.signIns
        let now = house.clock.now, gate = DispatchSemaphore(value: 0)
        let turns = staff.scryptLoad.turns
        let held = Task { try await staff.scrypt.run(.known) { gate.wait() } }
        try await eventually { staff.scryptLoad.turns == turns + 1 }
        let waiting = Task {
            try await signIns.begin(
                name: "anna", password: StorageHouse.password("anna's long password"), now: now)
        }
        try await eventually { staff.scryptLoad.waiting[.unknown, default: 0] == 1 }
        if isChanged {
            // As the transaction that changes a password does; the old credential is gone.
            try await house.storage.writer.write { connection in
                try connection.run(
                    "UPDATE credentials SET salt = zeroblob(length(salt)) WHERE kind = 'password'")
            }
        }
        gate.signal()
        try await held.value
        let begun = try await waiting.value
        #expect(!begun.setsUp && begun.refused == nil)
        let answer = try await signIns.finish(begun.token, place: StorageHouse.place, now: now) {
            content in
            let next = try StorageHouse.factor()
            return content == nil ? nil : next
        }
        return (answer, try await house.storage.audit.newest(2).map(\.kind))
    }

    private func eventually(_ isSo: () -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while !isSo() {
            try #require(ContinuousClock.now < end)
            await Task.yield()
        }
    }

    @Test func `what came in line before the change leads nowhere after it`() async throws {
        let (answer, kinds) = try await answer(isChanged: true)
        guard case .refused = answer else { throw Unexpected(what: "\(answer)") }
        // On the first page and on the second, as for a wrong password.
        #expect(kinds == [.signInFailed, .signInFailed])
    }

    @Test func `without a change it leads in`() async throws {
        guard case .signedIn = try await answer(isChanged: false).0 else {
            throw Unexpected(what: "no session")
        }
    }
}
