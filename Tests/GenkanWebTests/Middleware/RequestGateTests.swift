import GenkanTesting
import GenkanWeb
import Hummingbird
import Testing

/// Requests that two readers could understand differently are answered by none.
@Suite struct RequestGateTests {
    private static func routes(_ router: Router<GenkanRequestContext>) {
        router.get("desk/board") { _, _ in "inside" }
    }

    private static func status(_ request: String) async throws -> Int {
        try await TestServer.run(routes: routes) { server in
            try await Exchange.send(request + "\n\n", to: server).status
        }
    }

    @Test(arguments: [TestCertificate.host, "evil.example", ""])
    func `a second Host is refused, whatever it says`(_ second: String) async throws {
        let lines = [
            "GET /desk/board HTTP/1.1", "Host: \(TestCertificate.host)", "Host: \(second)",
        ]
        #expect(try await Self.status(lines.joined(separator: "\n")) == 400)
    }

    @Test(arguments: ["//desk/board", "/desk//board", "/desk/board//", "///desk/board"])
    func `a path with an empty segment is nobody's`(_ path: String) async throws {
        let lines = ["GET \(path) HTTP/1.1", "Host: \(TestCertificate.host)"]
        #expect(try await Self.status(lines.joined(separator: "\n")) == 404)
    }

    @Test func `slashes in a query mean nothing`() async throws {
        let lines = ["GET /desk/board?a=//b HTTP/1.1", "Host: \(TestCertificate.host)"]
        #expect(try await Self.status(lines.joined(separator: "\n")) == 200)
    }
}
