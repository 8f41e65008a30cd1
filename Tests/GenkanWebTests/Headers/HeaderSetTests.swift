import GenkanTesting
import Testing

/// The check itself notices what is missing.
@Suite struct HeaderSetTests {
    private static let policy =
        "default-src 'none'; script-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        + "base-uri 'none'; require-trusted-types-for 'script'"
    private static let whole = [
        "Cache-Control: no-store", "Content-Security-Policy: \(policy)",
        "Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin",
        "Origin-Agent-Cluster: ?1", "Permissions-Policy: camera=()",
        "Referrer-Policy: same-origin",
        "Strict-Transport-Security: max-age=63072000; includeSubDomains",
        "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY",
        "Content-Type: text/html; charset=utf-8",
    ]

    private func faults(_ lines: [String], status: Int = 200) throws -> [String] {
        let text = (["HTTP/1.1 \(status) X"] + lines).joined(separator: "\r\n") + "\r\n\r\n<p>"
        return HeaderSet().faults(in: try Exchange(Array(text.utf8)))
    }

    @Test func `a whole answer has no fault`() throws {
        #expect(try faults(Self.whole) == [])
    }

    @Test(arguments: whole.indices)
    func `each header that is missing is noticed, and each that is there twice`(index: Int) throws {
        var lines = Self.whole
        let removed = lines.remove(at: index)
        #expect(try faults(lines) != [], "\(removed)")
        guard !removed.hasPrefix("Content-Type") else { return }
        #expect(try faults(Self.whole + [removed]) != [], "\(removed)")
    }

    @Test(arguments: [
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        ("script-src 'self'", "script-src https:"), ("script-src 'self'", "script-src *"),
        ("default-src 'none'", "default-src 'self'"), ("form-action 'self'; ", ""),
        ("form-action 'self'", "form-action *"), ("base-uri 'none'", "base-uri 'self'"),
        ("frame-ancestors 'none'", "frame-ancestors 'self'"),
        ("; require-trusted-types-for 'script'", ""),
        ("script-src 'self'", "script-src 'self'; style-src 'unsafe-inline'"),
        ("script-src 'self'", "script-src 'self'; script-src 'self'"),
    ])
    func `a policy that allows more is noticed`(part: String, instead: String) throws {
        let lines = Self.whole.map { $0.replacing(part, with: instead) }
        #expect(lines != Self.whole)
        #expect(try faults(lines) != [])
    }

    @Test(arguments: [
        "Server: Genkan/1", "Access-Control-Allow-Origin: *",
        "Access-Control-Allow-Credentials: true", "Set-Cookie: a=b; Path=/; Secure; HttpOnly",
        "Set-Cookie: __Host-a=b; Path=/; HttpOnly; SameSite=Lax",
        "Set-Cookie: __Host-a=b; Path=/; Secure; SameSite=Lax",
        "Set-Cookie: __Host-a=b; Path=/; Secure; HttpOnly",
        "Set-Cookie: __Host-a=b; Path=/; Secure; HttpOnly; SameSite=None",
        "Set-Cookie: __Host-a=b; Path=/; Domain=example.test; Secure; HttpOnly; SameSite=Lax",
    ])
    func `a header too much is noticed`(line: String) throws {
        #expect(try faults(Self.whole + [line]) != [])
    }

    @Test func `a status without what goes with it is noticed`() throws {
        for status in [303, 405, 429, 503] {
            #expect(try faults(Self.whole, status: status) != [])
        }
        #expect(try faults(Self.whole + ["Location: https://evil.test"], status: 303) != [])
        #expect(try faults(Self.whole + ["Allow: GET"], status: 405) == [])
    }
}
