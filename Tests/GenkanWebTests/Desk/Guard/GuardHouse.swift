import Foundation
import Genkan
import GenkanStorage
import GenkanTesting
import Proofs
import Synchronization
import Testing

@testable import GenkanWeb

/// A house whose sign-in is guarded by one clock; visitors come from any address they say, as behind a proxy.
struct GuardHouse: Sendable {
    let house: TestHouse
    let server: TestServer
    let desk: Desk
    let ben: Person
    let authenticators: Authenticators

    var clock: TestClock { house.clock }
    var signInGuard: SignInGuard { desk.signInGuard }
    var load: ScryptLoad { house.storage.staff.scryptLoad }

    static func run(_ body: @Sendable @escaping (GuardHouse) async throws -> Void) async throws {
        try await TestHouse.run { house in
            let ben = try await house.addBen()
            let begin = (ContinuousClock.now, house.clock.now)
            let desk = Desk(
                storage: house.storage, pages: try Pages(), proofs: try house.proofs(),
                now: { house.clock.now },
                moment: {
                    let passed = house.clock.now.microseconds - begin.1.microseconds
                    return begin.0 + .microseconds(passed)
                })
            let proxy = try #require(AddressRange("127.0.0.1"))
            try await TestServer.run(
                adjust: { $0.trustedProxies = [proxy] },
                routes: { DeskRoutes.add(to: $0, desk: desk) }
            ) { server in
                try await body(
                    GuardHouse(
                        house: house, server: server, desk: desk, ben: ben,
                        authenticators: Authenticators(house.clock)))
            }
        }
    }

    /// What the guard says to a try.
    func decide(
        _ name: String, from address: String = "192.0.2.1", devices: [String] = [],
        proof: String? = nil
    ) async throws -> SignInDecision {
        try await signInGuard.decide(
            on: SignInAttempt(
                name: name, address: ClientAddress(address),
                devices: DeviceCookie(tokens: devices), proof: proof))
    }

    /// What it says to so many tries, each from an address of its own.
    func decisions(_ name: String, _ count: Int, net: Int = 0) async throws -> [SignInDecision] {
        var decisions: [SignInDecision] = []
        for number in 0..<count {
            decisions.append(try await decide(name, from: "10.\(net).0.\(number)"))
        }
        return decisions
    }

    /// A token of a device from which the person signed in now.
    func device(of person: Person) throws -> String {
        let cookie = try signInGuard.succeeded(person.id, bringing: DeviceCookie())
        let value = try #require(cookie.split(separator: ";").first)
        return String(value.dropFirst(DeviceCookie.name.utf8.count + 1))
    }

    /// A solved challenge of the sign-in.
    func proof() throws -> String {
        try house.altcha().forSignIn.payloadWithoutWork(form: "sign-in", now: clock.now.seconds)
    }

    /// A browser that does the first of the two pages at an address of its own.
    func browser(at address: String) -> DeskBrowser {
        let browser = DeskBrowser(server, authenticators)
        browser.sentences.append("X-Forwarded-For: \(address)")
        return browser
    }
}
