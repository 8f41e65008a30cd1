import Foundation
import GenkanTesting
import Testing

/// A browser as the desk sees it: keeps cookies, says where it is, reads tokens out of pages.
final class DeskBrowser {
    var cookies: [String: String] = [:]
    private let server: TestServer
    /// What it says of itself with every post; tests change it.
    var sentences = [
        "Origin: https://\(TestCertificate.host)", "Sec-Fetch-Site: same-origin",
    ]
    /// Its `Accept-Language`.
    var language = "en"

    private let authenticators: Authenticators

    init(_ server: TestServer, _ authenticators: Authenticators) {
        self.server = server
        self.authenticators = authenticators
    }

    /// Asks for a page.
    func get(_ path: String) async throws -> Exchange {
        try await send("GET \(path) HTTP/1.1", [], body: "")
    }

    /// Asks for the head of a page.
    func head(_ path: String) async throws -> Exchange {
        try await send("HEAD \(path) HTTP/1.1", [], body: "")
    }

    /// Asks in any way at all.
    func send(
        _ method: String, _ path: String, _ more: [String] = [], body: String = ""
    ) async throws -> Exchange {
        try await send("\(method) \(path) HTTP/1.1", more, body: body)
    }

    /// Sends a form.
    func post(_ path: String, _ fields: [String: String]) async throws -> Exchange {
        let body = Self.body(fields)
        return try await send(
            "POST \(path) HTTP/1.1", sentences + Self.head(of: body), body: body)
    }

    private static func body(_ fields: [String: String]) -> String {
        fields.sorted { $0.key < $1.key }
            .map { "\(encoded($0.key))=\(encoded($0.value))" }.joined(separator: "&")
    }

    private static func head(of body: String) -> [String] {
        [
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: \(body.utf8.count)",
        ]
    }

    /// What sends a form later, whoever else uses the browser meanwhile; cookies that come are lost.
    func posting(
        _ path: String, _ fields: [String: String]
    ) -> @Sendable () async throws -> Exchange {
        let body = Self.body(fields)
        let text = request("POST \(path) HTTP/1.1", sentences + Self.head(of: body), body: body)
        let server = server
        return { try await Exchange.send(text, to: server) }
    }

    /// Sends the head of a form, does something when the server begins to read the body, and then sends
    /// that.
    func postSlowly(
        _ path: String, _ fields: [String: String],
        meanwhile: () async throws -> Void
    ) async throws -> Exchange {
        let body = Self.body(fields)
        let more = sentences + Self.head(of: body) + ["Expect: 100-continue", "Connection: close"]
        let connection = try await RawConnection.open(
            server.port, tls: server.client, alpn: ["http/1.1"])
        try await connection.send(lines: request("POST \(path) HTTP/1.1", more, body: ""))
        _ = try await connection.wait { $0.starts(with: Array("HTTP/1.1 100".utf8)) }
        try await meanwhile()
        try await connection.send(lines: body)
        return try Exchange(try await connection.waitForClose())
    }

    /// Signs in and expects it to succeed; the first time, a second factor is set up.
    @discardableResult
    func signIn(
        _ name: String, _ password: String, _ fields: [String: String] = [:]
    ) async throws -> Exchange {
        let all = fields.merging(["name": name, "password": password]) { $1 }
        let answer = try await post("/desk/sign-in", all)
        let place = try #require(answer["location"], "\(answer.status) \(answer.body)")
        var more = ["return": fields["return"]].compactMapValues(\.self)
        if place.hasPrefix("/desk/sign-in/second-factor") {
            let page = try await get(place)
            try authenticators.scan(page, of: name)
            more["draft"] = try page.field("draft")
            more["code"] = try authenticators.code(of: name)
            let codes = try await post("/desk/sign-in/second-factor", more)
            try authenticators.keepCodes(codes, of: name)
            return codes
        }
        more["code"] = try authenticators.code(of: name)
        let opened = try await post("/desk/sign-in/code", more)
        try #require(opened.status == 303 && cookies["__Host-genkan"] != nil, "\(opened.body)")
        return opened
    }

    /// Another browser with this one's cookies.
    func copied() -> DeskBrowser {
        let other = DeskBrowser(server, authenticators)
        other.cookies = cookies
        other.sentences = sentences
        return other
    }

    private func send(_ line: String, _ more: [String], body: String) async throws -> Exchange {
        let answer = try await Exchange.send(request(line, more, body: body), to: server)
        for (name, value) in answer.headers where name == "set-cookie" { keep(value) }
        return answer
    }

    private func request(_ line: String, _ more: [String], body: String) -> String {
        var lines = [line, "Host: \(TestCertificate.host)", "Accept-Language: \(language)"] + more
        if !cookies.isEmpty {
            let pairs = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            lines.append("Cookie: \(pairs.joined(separator: "; "))")
        }
        return lines.joined(separator: "\n") + "\n\n" + body
    }

    private func keep(_ header: String) {
        let parts = header.split(separator: ";")
        guard let pair = parts.first?.split(separator: "=", omittingEmptySubsequences: false),
            pair.count == 2
        else { return }
        let isGone = parts.contains { $0.contains("Max-Age=0") }
        cookies[String(pair[0])] = isGone ? nil : String(pair[1])
    }

    private static func encoded(_ text: String) -> String {
        let plain = CharacterSet(charactersIn: "a"..."z").union(["-", "_", ".", "*"])
            .union(CharacterSet(charactersIn: "A"..."Z"))
            .union(CharacterSet(charactersIn: "0"..."9"))
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}

extension Exchange {
    /// The value of the first hidden field of that name on the page.
    func field(_ name: String) throws -> String {
        let opening = "name=\"\(name)\" value=\""
        let start = try #require(body.firstRange(of: opening), "no field \(name) in \(body)")
        return String(body[start.upperBound...].prefix { $0 != "\"" })
    }
}
