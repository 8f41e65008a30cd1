import Foundation
import GenkanTesting
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing

@testable import GenkanWeb

/// Clients that are silent, slow or do not read are closed at their deadlines. Nothing here measures time: each
/// test waits, with a generous bound, for a close that without the deadline would never come.
@Suite struct DeadlineTests {
    private static func short(
        _ deadline: WritableKeyPath<Deadlines, Duration>
    ) -> (inout ServerSettings) -> Void {
        { $0.deadlines[keyPath: deadline] = .milliseconds(300) }
    }

    private static func routes(_ router: Router<GenkanRequestContext>) {
        router.get("small") { _, _ in "small" }
        router.post("body") { request, _ in
            "\(try await request.body.collect(upTo: 100_000).readableBytes)"
        }
    }

    @Test func `a connection that says nothing is closed`() async throws {
        try await TestServer.run(adjust: Self.short(\.handshake), routes: Self.routes) { server in
            let silent = try await RawConnection.open(server.port, tls: nil)
            #expect(try await silent.waitForClose().isEmpty)
        }
    }

    @Test(arguments: [["http/1.1"], ["h2"], []])
    func `a client that is silent after the handshake is closed`(_ alpn: [String]) async throws {
        try await TestServer.run(adjust: Self.short(\.head), routes: Self.routes) { server in
            let silent = try await RawConnection.open(server.port, tls: server.client, alpn: alpn)
            try await silent.waitForClose()
        }
    }

    @Test func `a head that comes byte by byte is not waited for`() async throws {
        try await TestServer.run(adjust: Self.short(\.head), routes: Self.routes) { server in
            let slow = try await RawConnection.open(server.port, tls: server.client)
            // On a busy machine the deadline passes before this is sent.
            try? await slow.send(lines: "GET /small HTTP/1.1\nHost: \(TestCertificate.host)\n")
            await drip(Array("X-A: b\r\n".utf8), into: slow)
            #expect(try await slow.waitForClose().isEmpty)
        }
    }

    @Test func `HTTP/2 pings do not keep a connection without streams`() async throws {
        try await TestServer.run(adjust: Self.short(\.head), routes: Self.routes) { server in
            let client = try await RawConnection.open(server.port, tls: server.client, alpn: ["h2"])
            try? await client.send(HTTP2Bytes.preface)
            await drip(HTTP2Bytes.ping, into: client, every: .milliseconds(50))
            try await client.waitForClose()
        }
    }

    @Test func `a body that comes byte by byte is answered 408`() async throws {
        try await TestServer.run(adjust: Self.short(\.body), routes: Self.routes) { server in
            let slow = try await RawConnection.open(server.port, tls: server.client)
            try await slow.send(
                lines:
                    "POST /body HTTP/1.1\nHost: \(TestCertificate.host)\nContent-Length: 90000\n\n")
            await drip([0x61], into: slow)
            let answer = try Exchange(try await slow.waitForClose())
            #expect(answer.status == 408)
            #expect(answer.body.contains("時間切れになりました"))
            #expect(answer["x-content-type-options"] == "nosniff")
        }
    }

    @Test func `bytes buy time, behind the first mebibyte half of it`() {
        let deadlines = Deadlines()
        #expect(deadlines.earned(by: 2_048, behind: 0) == .seconds(1))
        #expect(deadlines.earned(by: 4_096, behind: 1 << 20) == .seconds(1))
        #expect(deadlines.earned(by: 2_048 + 4_096, behind: (1 << 20) - 2_048) == .seconds(2))
    }

    @Test func `a body that has brought much may not stand still for it`() async throws {
        try await TestServer.run(
            adjust: {
                $0.deadlines.body = .milliseconds(300)
                $0.deadlines.stalledBody = .milliseconds(600)
                $0.deadlines.bodyBytesPerSecond = 1
            }, routes: Self.routes
        ) { server in
            let stalled = try await RawConnection.open(server.port, tls: server.client)
            let head =
                "POST /body HTTP/1.1\nHost: \(TestCertificate.host)\nContent-Length: 90000\n\n"
            try await stalled.send(lines: head + String(repeating: "a", count: 80_000))
            #expect(try Exchange(try await stalled.waitForClose()).status == 408)
        }
    }

    @Test func `an HTTP/2 body that comes byte by byte ends with its stream`() async throws {
        try await TestServer.run(adjust: Self.short(\.body), routes: Self.routes) { server in
            let slow = try await RawConnection.open(server.port, tls: server.client, alpn: ["h2"])
            let head = HTTP2Bytes.headers(
                "POST", "/body", extra: [("content-length", "90000")], ends: false)
            try await slow.send(HTTP2Bytes.preface + head)
            let isEnded = { (bytes: [UInt8]) in
                HTTP2Bytes.frames(bytes).contains { $0.type == .reset && $0.stream == 1 }
            }
            await drip(HTTP2Bytes.data([0x61]), into: slow, until: isEnded)
            try await slow.wait(until: isEnded)
            #expect(!slow.isClosed)
        }
    }

    @Test func `a body that keeps the pace may take longer than the deadline`() async throws {
        try await TestServer.run(
            adjust: {
                $0.deadlines.body = .milliseconds(300)
                $0.deadlines.bodyBytesPerSecond = 1
            }, routes: Self.routes
        ) { server in
            let steady = try await RawConnection.open(server.port, tls: server.client)
            let head = "POST /body HTTP/1.1\nHost: \(TestCertificate.host)\nContent-Length: 600\n\n"
            // Five hundred seconds are earned at once.
            try await steady.send(lines: head + String(repeating: "a", count: 500))
            try await Task.sleep(for: .seconds(1))
            try await steady.send([UInt8](repeating: 0x61, count: 100))
            let bytes = try await steady.wait {
                String(decoding: $0, as: UTF8.self).hasSuffix("\r\n\r\n600")
            }
            #expect(try Exchange(bytes).status == 200)
        }
    }

    @Test(arguments: ["http/1.1", "h2"])
    func `an answer that nobody reads is given up`(_ alpn: String) async throws {
        let ended = Mutex(false)
        try await TestServer.run(
            adjust: Self.short(\.stalledWrite),
            routes: { router in
                router.get("endless") { _, _ in
                    Response(
                        status: .ok,
                        body: ResponseBody { writer in
                            defer { ended.withLock { $0 = true } }
                            let piece = ByteBuffer(repeating: 0x61, count: 65_536)
                            while true { try await writer.write(piece) }
                        })
                }
            }
        ) { server in
            let deaf = try await RawConnection.open(
                server.port, tls: server.client, alpn: [alpn], reads: false)
            if alpn == "h2" {
                // A wide window: it is the socket that fills up, not flow control.
                try await deaf.send(
                    HTTP2Bytes.preface + HTTP2Bytes.window(0x3FFF_FFFF, stream: 0)
                        + HTTP2Bytes.headers("GET", "/endless", ends: true)
                        + HTTP2Bytes.window(0x3FFF_FFFF, stream: 1))
            } else {
                try await deaf.send(
                    lines: "GET /endless HTTP/1.1\nHost: \(TestCertificate.host)\n\n")
            }
            try await eventually { ended.withLock { $0 } }
        }
    }

    @Test func `an HTTP/2 stream whose window stays shut is given up`() async throws {
        let ended = Mutex(false)
        try await TestServer.run(
            adjust: Self.short(\.stalledWrite),
            routes: { router in
                router.get("endless") { _, _ in
                    Response(
                        status: .ok,
                        body: ResponseBody { writer in
                            defer { ended.withLock { $0 = true } }
                            while true {
                                try await writer.write(ByteBuffer(repeating: 0x61, count: 65_536))
                            }
                        })
                }
            }
        ) { server in
            let shut = try await RawConnection.open(server.port, tls: server.client, alpn: ["h2"])
            try await shut.send(
                HTTP2Bytes.preface + HTTP2Bytes.headers("GET", "/endless", ends: true))
            try await eventually { ended.withLock { $0 } }
            try await shut.wait { HTTP2Bytes.frames($0).contains { $0.type == .reset } }
            #expect(!shut.isClosed)
        }
    }

    @Test(arguments: ["http/1.1", "h2"])
    func `a kept connection is closed when it stays idle`(_ alpn: String) async throws {
        try await TestServer.run(adjust: Self.short(\.idle), routes: Self.routes) { server in
            let kept = try await RawConnection.open(server.port, tls: server.client, alpn: [alpn])
            if alpn == "h2" {
                try await kept.send(
                    HTTP2Bytes.preface + HTTP2Bytes.headers("GET", "/small", ends: true))
            } else {
                try await kept.send(
                    lines: "GET /small HTTP/1.1\nHost: \(TestCertificate.host)\n\n")
            }
            let bytes = try await kept.waitForClose()
            #expect(String(decoding: bytes, as: UTF8.self).contains("small"))
        }
    }

    @Test func `a connection that is used is kept`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            let kept = try await RawConnection.open(server.port, tls: server.client)
            for round in 1...3 {
                try await kept.send(
                    lines: "GET /small HTTP/1.1\nHost: \(TestCertificate.host)\n\n")
                try await kept.wait {
                    String(decoding: $0, as: UTF8.self).components(separatedBy: "\r\n\r\nsmall")
                        .count == round + 1
                }
            }
            #expect(!kept.isClosed)
        }
    }
}
