/// An HTTP/1.1 exchange as text: what goes over the line, and what comes back.
public struct Exchange: Sendable {
    /// The status code.
    public let status: Int
    /// The header lines, names in lower case, in their order.
    public let headers: [(name: String, value: String)]
    /// The body, without chunk framing.
    public let body: String

    /// The value of a header; several are joined with commas.
    public subscript(name: String) -> String? {
        let values = headers.filter { $0.name == name.lowercased() }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// Sends a request given as text, with line breaks as LF, and waits for the server to close.
    ///
    /// `Connection: close` is added unless the text names the header.
    public static func send(
        _ request: String, to server: TestServer
    ) async throws -> Exchange {
        let connection = try await RawConnection.open(
            server.port, tls: server.client, alpn: ["http/1.1"])
        var text = request
        if !request.lowercased().contains("\nconnection:"), let end = text.firstRange(of: "\n\n") {
            text.replaceSubrange(end, with: "\nConnection: close\n\n")
        }
        try await connection.send(lines: text)
        return try Exchange(try await connection.waitForClose())
    }

    /// `GET` of a path from ``TestCertificate/host``, with further header lines.
    public static func get(
        _ path: String, _ headers: [String] = [], from server: TestServer
    ) async throws -> Exchange {
        let lines = ["GET \(path) HTTP/1.1", "Host: \(TestCertificate.host)"] + headers
        return try await send(lines.joined(separator: "\n") + "\n\n", to: server)
    }

    /// Why bytes are no HTTP/1.1 answer.
    public struct Unreadable: Error {
        /// What they are.
        public let text: String
    }

    init(status: Int, headers: [(name: String, value: String)], body: String) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Reads the first final answer in what a connection received; interim answers (1xx) are passed over.
    public init(_ bytes: [UInt8]) throws {
        let end = bytes.firstRange(of: [13, 10, 13, 10])
        guard let end else { throw Unreadable(text: String(decoding: bytes, as: UTF8.self)) }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let lines = head.replacing("\r\n", with: "\n").split(separator: "\n")
        guard let first = lines.first?.split(separator: " "), first.count >= 2,
            first[0] == "HTTP/1.1", let status = Int(first[1])
        else { throw Unreadable(text: head) }
        let rest = bytes[end.upperBound...]
        if (100..<200).contains(status) {
            self = try Exchange(Array(rest))
            return
        }
        self.status = status
        headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            return (
                parts[0].lowercased(),
                parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
            )
        }
        let isChunked = headers.contains { $0.name == "transfer-encoding" }
        body = String(decoding: isChunked ? Self.unchunked(rest) : Array(rest), as: UTF8.self)
    }

    /// The data of chunks (RFC 9112 § 7.1), as far as they are whole.
    private static func unchunked(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var rest = bytes
        var body: [UInt8] = []
        while let end = rest.firstRange(of: [13, 10]),
            let size = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16),
            size > 0
        {
            rest = rest[end.upperBound...]
            body += rest.prefix(size)
            rest = rest.dropFirst(size + 2)
        }
        return body
    }
}
