import AsyncHTTPClient
import GenkanTesting
import GenkanWeb
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@Suite struct HealthListenerTests {
    @Test(arguments: ["0.0.0.0", "::", "192.0.2.1", "localhost", ""])
    func `only a loopback address is listened on`(_ host: String) {
        #expect(throws: HealthListener.Failure.notLoopback(address: host)) {
            try HealthListener(host: host, port: 0, logger: LogRecorder().logger) { true }
        }
    }

    @Test func `it tells whether the house runs and whether it is ready`() async throws {
        let isReady = Mutex(false)
        try await serving({ onListening in
            try HealthListener(
                host: "127.0.0.1", port: 0, logger: LogRecorder().logger,
                onListening: onListening, isReady: { isReady.withLock { $0 } })
        }) { (port: Int) async throws -> Void in
            let base = "http://127.0.0.1:\(port)"
            #expect(try await Self.status(base + "/healthz") == .ok)
            #expect(try await Self.status(base + "/readyz") == .serviceUnavailable)
            isReady.withLock { $0 = true }
            #expect(try await Self.status(base + "/readyz") == .ok)
            #expect(try await Self.status(base + "/f/contact") == .notFound)
        }
    }

    @Test func `it answers every method with the whole set of headers, as a name of this machine`()
        async throws
    {
        try await serving({ onListening in
            try HealthListener(
                host: "127.0.0.1", port: 0, logger: LogRecorder().logger,
                idleTimeout: RawConnection.patience, onListening: onListening,
                isReady: { false })
        }) { (port: Int) async throws -> Void in
            for path in ["/healthz", "/readyz", "/nothing"] {
                for method in ["GET", "HEAD", "POST", "OPTIONS", "TRACE", "PROPFIND"] {
                    let connection = try await RawConnection.open(port, tls: nil)
                    try await connection.send(
                        lines: "\(method) \(path) HTTP/1.1\nHost: localhost\nConnection: close\n\n")
                    let answer = try Exchange(try await connection.waitForClose())
                    let set = HeaderSet(method: method, isLoopback: true)
                    #expect(set.faults(in: answer) == [], "\(method) \(path) \(answer.status)")
                    guard !["GET", "HEAD"].contains(method) else { continue }
                    let isKnown = path != "/nothing" && method != "PROPFIND"
                    #expect(answer.status == (isKnown ? 405 : 404), "\(method) \(path)")
                }
            }
        }
    }

    private static func status(_ url: String) async throws -> HTTPResponseStatus {
        let response = try await HTTPClient.shared.execute(
            HTTPClientRequest(url: url), timeout: .seconds(60))
        #expect(response.headers.first(name: "x-content-type-options") == "nosniff")
        _ = try await response.body.collect(upTo: 10_000)
        return response.status
    }
}
