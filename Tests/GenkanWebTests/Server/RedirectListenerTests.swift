import Genkan
import GenkanTesting
import GenkanWeb
import Testing

/// The listener in clear text.
@Suite struct RedirectListenerTests {
    @Test func `whoever reads is led to the house, whatever host they name`() async throws {
        try await Self.serving { port in
            for (path, host) in [
                ("/", "forms.example.test"), ("/f/contact?lang=en", "evil.example"),
                ("//evil.example/x", "forms.example.test"), ("/%2e%2e/", "127.0.0.1"),
            ] {
                for method in ["GET", "HEAD"] {
                    let answer = try await Self.ask(method, path, host, port)
                    #expect(answer.status == 308)
                    #expect(answer["location"] == "https://forms.example.test" + path)
                    // In clear text there is no HSTS, as on a name of this machine.
                    let set = HeaderSet(method: method, isLoopback: true)
                    #expect(set.faults(in: answer) == [], "\(method) \(path)")
                    #expect(answer.body.isEmpty)
                }
            }
            let absolute = try await Self.ask("GET", "http://evil.example/x", "evil.example", port)
            #expect(absolute["location"] == "https://forms.example.test/x")
        }
    }

    @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
    func `whoever sends something is told that nothing was received`(method: String) async throws {
        try await Self.serving { port in
            let answer = try await Self.ask(
                method, "/f/contact", "forms.example.test", port, body: "name=Vera")
            #expect(answer.status == 403 && answer["location"] == nil)
            #expect(answer.body.contains("送信されていません") && answer.body.contains("not encrypted"))
            #expect(answer["strict-transport-security"] == nil)
        }
    }

    @Test func `a large body is not read, and the answer is`() async throws {
        try await Self.serving { port in
            let connection = try await RawConnection.open(port, tls: nil)
            try await connection.send(
                lines: "POST /f/contact HTTP/1.1\nHost: a\nContent-Length: 1000000000\n\n")
            let answer = try Exchange(try await connection.waitForClose())
            #expect(answer.status == 403)
        }
    }

    @Test func `one address does not take all the connections there are`() async throws {
        try await Self.serving { port in
            var held: [RawConnection] = []
            for _ in 0..<4 { held.append(try await RawConnection.open(port, tls: nil)) }
            // All are in: who has been answered is counted.
            for connection in held {
                try await connection.send(lines: "GET / HTTP/1.1\nHost: a\n\n")
                try await connection.wait {
                    String(decoding: $0, as: UTF8.self).hasSuffix("\r\n\r\n")
                }
            }
            let over = try await RawConnection.open(port, tls: nil)
            #expect(try await over.waitForClose().isEmpty)
        }
    }

    private static func ask(
        _ method: String, _ path: String, _ host: String, _ port: Int, body: String = ""
    ) async throws -> Exchange {
        let connection = try await RawConnection.open(port, tls: nil)
        try await connection.send(
            lines: "\(method) \(path) HTTP/1.1\nHost: \(host)\n"
                + "Content-Length: \(body.utf8.count)\nConnection: close\n\n" + body)
        return try Exchange(try await connection.waitForClose())
    }

    private static func serving(_ body: (Int) async throws -> Void) async throws {
        var settings = ServerSettings(certificateFile: "", privateKeyFile: "")
        // However slow the machine is, and fewer than there are in the field.
        settings.deadlines.head = .seconds(300)
        settings.limits.connectionsPerAddress = 4
        let house = try #require(Origin("https://forms.example.test"))
        try await GenkanWebTests.serving(
            { onListening in
                RedirectListener(
                    settings, port: 0, house: house, logger: LogRecorder().logger,
                    onListening: onListening)
            }, body)
    }
}
