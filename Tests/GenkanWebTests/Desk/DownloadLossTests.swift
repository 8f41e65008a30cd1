import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// A download that streams while its reader loses the form.
@Suite struct DownloadLossTests {
    private static let password = "a passphrase of somebody's own"
    private static let rows = 100
    /// Fifteen megabytes: more than the buffers of a connection hold.
    private static let long = String(repeating: "長", count: 50_000)

    private static let form = """
        title: {ja: お問い合わせ, en: Contact}
        fields:
          - {name: name, label: {ja: お名前, en: Name}, kind: person-name, required: true, title: true}
          - {name: message, label: {ja: 内容, en: Message}, kind: long-text, max_length: 50000}
        """

    /// A connection that has asked for the CSV in mia's name, and does not read.
    private func download(
        _ house: DeskHouse, over mias: DeskBrowser
    ) async throws -> RawConnection {
        let connection = try await RawConnection.open(
            house.server.port, tls: house.server.client, alpn: ["http/1.1"], reads: false)
        let token = try #require(mias.cookies["__Host-genkan"])
        try await connection.send(
            lines: """
                GET /desk/forms/contact/export.csv HTTP/1.1
                Host: \(TestCertificate.host)
                Cookie: __Host-genkan=\(token)


                """)
        let audit = house.storage.audit
        try await eventually {
            try await audit.newest(1).first?.kind == .exportBegun
        }
        return connection
    }

    private func eventually(_ isSo: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + RawConnection.patience
        while try await !isSo() {
            try #require(ContinuousClock.now < end, "it never came to be so")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func end(_ house: DeskHouse) async throws -> AuditEvent {
        let audit = house.storage.audit
        try await eventually {
            try await audit.newest(1).first?.kind == .exportEnded
        }
        return try #require(try await audit.newest(1).first)
    }

    private func run(
        _ body: @Sendable @escaping (DeskHouse, DeskBrowser, Person) async throws -> Void
    ) async throws {
        try await DeskHouse.run(form: Self.form) { house in
            let mia = try await house.add("mia", .manager, Self.password)
            for number in 1...Self.rows {
                try await house.send(["name": "Vera \(number)", "message": Self.long])
            }
            let mias = house.browser()
            try await mias.signIn("mia", Self.password)
            try await body(house, mias, mia)
        }
    }

    @Test func `a revocation breaks the CSV off in the middle, and the trail says why`()
        async throws
    {
        try await run { house, mias, mia in
            let connection = try await download(house, over: mias)
            let annas = try await house.annasBrowser()
            let access = "/desk/forms/contact/access"
            let csrf = try await annas.get(access).field("csrf")
            let answer = try await annas.post(
                "\(access)/revoke", ["csrf": csrf, "person": mia.id.description])
            #expect(answer.status == 303)
            connection.beginReading()
            let received = try await connection.waitForClose()
            #expect(received.starts(with: Array("HTTP/1.1 200 OK".utf8)))
            // The last chunk, by which a browser knows that a download is whole, never comes.
            #expect(!received.suffix(5).elementsEqual(Array("0\r\n\r\n".utf8)))
            let got = try Exchange(received).body.matches(of: /"Vera \d+"/).count
            #expect((1..<Self.rows).contains(got), "\(got) rows")
            let details = try await end(house).details
            #expect(details.contains(.word(.outcome, "cut")))
            #expect(details.contains(.word(.reason, "grant-revoked")))
            let line = house.server.log.lines.first { $0.contains("A download was cut") }
            #expect(line?.contains("grant-revoked") == true)
        }
    }

    @Test func `signing out breaks it off as well, and a reader who stays gets everything`()
        async throws
    {
        try await run { house, mias, _ in
            let whole = try await download(house, over: mias)
            whole.beginReading()
            try await whole.wait { $0.suffix(5).elementsEqual(Array("0\r\n\r\n".utf8)) }
            #expect(try await end(house).details.contains(.word(.outcome, "complete")))
            await whole.close()

            let connection = try await download(house, over: mias)
            let csrf = try await mias.get("/desk/forms").field("csrf")
            _ = try await mias.post("/desk/sign-out", ["csrf": csrf])
            connection.beginReading()
            let received = try await connection.waitForClose()
            #expect(!received.suffix(5).elementsEqual(Array("0\r\n\r\n".utf8)))
            #expect(try await end(house).details.contains(.word(.reason, "session-ended")))
        }
    }
}
