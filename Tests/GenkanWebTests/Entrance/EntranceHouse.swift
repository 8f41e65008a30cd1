import Foundation
import GenkanStorage
import GenkanTesting
import Proofs
import Sealing
import Testing

@testable import Genkan
@testable import GenkanWeb

/// A set-up house whose entrance is served by the production server, for as long as a test runs.
struct EntranceHouse: Sendable {
    let server: TestServer
    let entrance: Entrance
    let storage: Storage
    let clock: TestClock
    /// The key of the house.
    let key: HouseKey

    /// Runs a house with these forms.
    ///
    /// - Parameters:
    ///   - withoutProof: how many submissions without a token come in at once.
    ///   - store: where submissions go instead of the house's own storage.
    ///   - providers: whom forms may ask.
    ///   - scanner: looks at files.
    ///   - arrivals: how much may arrive.
    ///   - fileKeys: how many files may be under way.
    ///   - tokenPatience: how long a body may take before its token may have run out under way.
    ///   - adjust: changes the settings of the server.
    static func run(
        _ forms: [Form] = [.contact()], withoutProof: Double = 1_000,
        store: SubmissionStore? = nil, providers: CaptchaProviders = CaptchaProviders(),
        scanner: (any FileScanner)? = nil, arrivals: ArrivalLimits = ArrivalLimits(),
        fileKeys: Ledger? = nil, tokenPatience: Duration = .seconds(30),
        adjust: @escaping @Sendable (inout ServerSettings) -> Void = { _ in },
        _ body: @Sendable (EntranceHouse) async throws -> Void
    ) async throws {
        try await TestHouse.run { house in
            let registered = try await house.storage.forms.register(forms, now: house.clock.now)
            var entrance = Entrance(
                forms: FormBook(registered), submissions: store ?? house.storage.submissions,
                altcha: try house.altcha(), providers: providers, tokenKey: try house.tokenKey(),
                receipts: try house.receiptKeys(), pages: try Pages(),
                withoutProof: RateLimiter(RequestRate(burst: withoutProof, perSecond: 0.001)),
                scanner: scanner, arrivals: arrivals,
                now: { house.clock.now })
            if let fileKeys { entrance.fileKeys = fileKeys }
            entrance.tokenPatience = tokenPatience
            try await TestServer.run(
                adjust: adjust, errorReader: { [entrance] in entrance.reader(of: $0, $1) },
                routes: { [entrance] in EntranceRoutes.add(to: $0, entrance: entrance) }
            ) { [entrance] server in
                try await body(
                    EntranceHouse(
                        server: server, entrance: entrance, storage: house.storage,
                        clock: house.clock, key: house.key))
            }
        }
    }

    /// A CAPTCHA token for a form, as a browser that did the work would send.
    func token(for form: String = "contact") throws -> String {
        let id = try #require(entrance.forms[form]).id.description
        return try entrance.altcha.payloadWithoutWork(form: id, now: clock.now.seconds)
    }

    /// `GET` a path.
    func get(_ path: String, _ headers: [String] = []) async throws -> Exchange {
        try await Exchange.get(path, headers, from: server)
    }

    /// Posts pairs as a browser does.
    func post(
        _ pairs: [(String, String)], to path: String = "/f/contact", _ headers: [String] = []
    ) async throws -> Exchange {
        let body = pairs.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
        return try await send(
            "POST", path, ["Content-Type: application/x-www-form-urlencoded"] + headers, body)
    }

    /// Sends any request from the house's own name.
    func send(
        _ method: String, _ path: String, _ headers: [String], _ body: String
    ) async throws -> Exchange {
        let head =
            ["\(method) \(path) HTTP/1.1", "Host: \(TestCertificate.host)"] + headers
            + ["Content-Length: \(body.utf8.count)"]
        return try await Exchange.send(
            head.joined(separator: "\n") + "\n\n" + body, to: server)
    }

    /// The same with a body of bytes, sent as they are.
    func send(
        _ method: String, _ path: String, _ headers: [String], bytes: [UInt8]
    ) async throws -> Exchange {
        let head =
            ["\(method) \(path) HTTP/1.1", "Host: \(TestCertificate.host)"] + headers
            + ["Content-Length: \(bytes.count)", "Connection: close"]
        let connection = try await RawConnection.open(
            server.port, tls: server.client, alpn: ["http/1.1"])
        try await connection.send(Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + bytes)
        return try Exchange(try await connection.waitForClose())
    }

    private func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + String(format: "%02X", UInt32(byte))
        }.joined()
    }
}
