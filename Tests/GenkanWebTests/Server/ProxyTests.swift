import Genkan
import GenkanTesting
import Hummingbird
import Testing

@testable import GenkanWeb

/// Behind a reverse proxy that writes a `Host` of its own, the public address is ours too.
@Suite struct ProxyTests {
    private static let outside = "https://inquiries.example.jp"

    private static func status(
        of lines: [String], publicOrigin: String? = ProxyTests.outside
    ) async throws -> Int {
        try await TestServer.run(
            adjust: { $0.publicOrigin = publicOrigin.flatMap { Origin($0) } },
            routes: { router in
                router.group("desk", context: DoorContext.self)
                    .add(middleware: RefuseForgery())
                    .post("change") { _, _ in "changed" }
            }
        ) { server in
            let head = ["POST /desk/change HTTP/1.1", "Host: \(TestCertificate.host)"] + lines
            let request = head.joined(separator: "\n") + "\nContent-Length: 0\n\n"
            return try await Exchange.send(request, to: server).status
        }
    }

    @Test func `the desk takes forms of its own pages at the public address`() async throws {
        #expect(try await Self.status(of: ["Origin: \(Self.outside)"]) == 200)
        let said = ["Origin: \(Self.outside)", "Sec-Fetch-Site: same-origin"]
        #expect(try await Self.status(of: said) == 200)
        #expect(try await Self.status(of: ["Origin: https://\(TestCertificate.host)"]) == 200)
    }

    @Test(arguments: [
        ["Origin: https://inquiries.example.jp.evil.test"], ["Origin: https://example.jp"],
        ["Origin: http://inquiries.example.jp"], ["Origin: https://inquiries.example.jp:444"],
        ["Origin: https://inquiries.example.jp", "Sec-Fetch-Site: cross-site"], ["Origin: null"],
        [],
    ])
    func `it takes no others`(lines: [String]) async throws {
        #expect(try await Self.status(of: lines) == 403)
    }

    @Test func `nobody's word makes an address public but the configuration's`() async throws {
        #expect(
            try await Self.status(of: ["Origin: \(Self.outside)"], publicOrigin: nil) == 403)
        let forwarded = ["Origin: \(Self.outside)", "X-Forwarded-Host: inquiries.example.jp"]
        #expect(try await Self.status(of: forwarded, publicOrigin: nil) == 403)
    }

    @Test func `the hosted form can be sent from the public address`() async throws {
        for (origin, status) in [(Self.outside, 303), ("https://other.example.jp", 403)] {
            try await EntranceHouse.run(adjust: { $0.publicOrigin = Origin(Self.outside) }) {
                house in
                let answer = try await house.post(SubmitFormTests.vera, ["Origin: \(origin)"])
                #expect(answer.status == status)
                let challenge = try await house.get("/f/contact/challenge", ["Origin: \(origin)"])
                #expect(challenge.status == (status == 303 ? 200 : 403))
            }
        }
    }
}
