import Testing

@testable import OpenSSL

struct OpenSSLErrorTests {
    @Test func `errors are equal on their code`() {
        let first = OpenSSLError(.invalidKey, "one thing")
        let second = OpenSSLError(.invalidKey, "another")
        let third = OpenSSLError(.invalidLength, "one thing")
        #expect(first == second)
        #expect(first.hashValue == second.hashValue)
        #expect(first != third)
    }

    @Test func `making an error takes OpenSSL's reason and leaves its queue empty`() {
        let code = failure { () throws(OpenSSLError) in
            _ = try CertificateObject(pem: "not a certificate").pem()
        }
        #expect(code == .invalidParameters)
        let next = OpenSSLError(.callFailed, "nothing failed before")
        #expect(next.reason == nil)
    }
}
