import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// A stream that is open when its reader may look no more.
@Suite struct LiveOverTests {
    /// What takes away what ben may look at.
    enum Loss: CaseIterable {
        case locked, signedOut, network, form, left
    }

    @Test(arguments: Loss.allCases)
    func `is told so, and nothing that came after`(loss: Loss) async throws {
        try await DeskHouse.run { house in
            let ben = try await house.bensBrowser(), anna = try await house.annasBrowser()
            let csrf = try await ben.csrf()
            let stream = try await open(house, ben)
            try await house.send(["name": "Vera"])
            try await stream.wait { String(decoding: $0, as: UTF8.self).contains("event: cards") }
            try await take(loss, house, anna, ben, csrf)
            // A card that comes makes the house look again at once.
            try await house.send(["name": "Wanda"])
            try await stream.wait { String(decoding: $0, as: UTF8.self).contains("event: over") }
            try await stream.waitForEnd()
            let told = String(decoding: stream.received, as: UTF8.self)
            #expect(told.matches(of: /event: cards/).count == 1, "\(told)")
            #expect(!told.contains("Vera") && !told.contains("Wanda"))
        }
    }

    private func open(_ house: DeskHouse, _ browser: DeskBrowser) async throws -> RawConnection {
        let connection = try await RawConnection.open(
            house.server.port, tls: house.server.client, alpn: ["http/1.1"])
        let token = try #require(browser.cookies["__Host-genkan"])
        let board = try await browser.get("/desk/forms/contact/board")
        let mark = try #require(board.body.firstMatch(of: /data-mark="([0-9]+)"/)).output.1
        try await connection.send(
            lines: """
                GET /desk/live/forms/contact?mark=\(mark) HTTP/1.1
                Host: \(TestCertificate.host)
                Cookie: __Host-genkan=\(token)


                """)
        try await connection.wait { String(decoding: $0, as: UTF8.self).contains("retry: ") }
        return connection
    }

    private func take(
        _ loss: Loss, _ house: DeskHouse, _ anna: DeskBrowser, _ ben: DeskBrowser, _ csrf: String
    ) async throws {
        switch loss {
        case .locked:
            let answer = try await ben.post("/desk/lock", ["csrf": csrf])
            #expect(answer["location"]?.hasPrefix("/desk/lock") == true)
        case .signedOut:
            #expect(try await ben.post("/desk/sign-out", ["csrf": csrf]).status == 303)
        case .network:
            let office = try #require(AddressRange("203.0.113.0/24"))
            let outcome = try await house.storage.networks.change(
                .allow([office]), for: .staff, by: .command, now: house.clock.now)
            #expect(outcome == .changed)
        case .form:
            let page = try await anna.get("/desk/forms/contact/access")
            let answer = try await anna.post(
                "/desk/forms/contact/access/revoke",
                ["csrf": page.field("csrf"), "person": house.ben.id.description])
            #expect(answer.status == 303, "\(answer.body)")
        case .left:
            let answer = try await house.post("leave", [:], about: house.ben.id, anna)
            #expect(answer.status == 303, "\(answer.body)")
        }
    }
}

extension RawConnection {
    /// Waits for the last chunk of an answer (RFC 9112 § 7.1).
    fileprivate func waitForEnd() async throws {
        try await wait { $0.suffix(5) == Array("0\r\n\r\n".utf8) }
    }
}
