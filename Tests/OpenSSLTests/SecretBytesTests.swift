import Testing

@testable import OpenSSL

struct SecretBytesTests {
    @Test func `a secret is what it was made of`() throws {
        let secret = try SecretBytes(copying: utf8("canary"))
        #expect(secret.count == 6)
        #expect(secret.revealed() == utf8("canary"))
    }

    @Test func `a duplicate matches and lives on its own`() throws {
        let secret = try SecretBytes.random(count: 48)
        let bytes = secret.revealed()
        let duplicate = try secret.duplicate()
        let isSame = duplicate.matches(secret)
        #expect(isSame)
        _ = consume secret
        #expect(duplicate.revealed() == bytes)
    }

    @Test func `secrets match when all of their bytes do`() throws {
        let bytes = repeated(0x5a, 32)
        let secret = try SecretBytes(copying: bytes)
        for flipped in flips(of: bytes) {
            let other = try SecretBytes(copying: flipped)
            let isSame = secret.matches(other)
            #expect(!isSame)
        }
        let shorter = try SecretBytes(copying: repeated(0x5a, 31))
        let isSame = secret.matches(shorter)
        #expect(!isSame)
    }

    @Test func `two parts are joined and filled up with zeros, or do not fit`() throws {
        let (first, second): ([UInt8], [UInt8]) = ([1, 2], [3])
        let joined = try SecretBytes(first.span, second.span, count: 5)
        #expect(joined.withBytes { bytes in bytes.indices.map { bytes[$0] } } == [1, 2, 3, 0, 0])
        let empty = try SecretBytes([UInt8]().span, [UInt8]().span, count: 0)
        #expect(empty.count == 0)
        let code = failure { () throws(OpenSSLError) in
            _ = try SecretBytes(first.span, second.span, count: 2)
        }
        #expect(code == .invalidLength)
    }

    @Test func `no bytes are a secret too`() throws {
        let none = try SecretBytes(copying: [])
        let other = try SecretBytes.random(count: 0)
        #expect(none.count == 0)
        let isSame = none.matches(other)
        #expect(isSame)
        #expect(none.revealed().isEmpty)
    }

    @Test func `a secret being filled starts from zeros`() throws {
        let secret = try SecretBytes(count: 4) { (bytes: inout MutableSpan<UInt8>) in
            bytes[1] = 7
        }
        #expect(secret.revealed() == [0, 7, 0, 0])
    }

    @Test func `what the filling throws is thrown on`() {
        let code = failure { () throws(OpenSSLError) in
            _ = try SecretBytes(count: 4) {
                (bytes: inout MutableSpan<UInt8>) throws(OpenSSLError) in
                bytes[0] = 1
                throw OpenSSLError(.invalidKey, "fill")
            }
        }
        #expect(code == .invalidKey)
    }

    @Test func `a negative count is refused`() {
        let secret = failure { () throws(OpenSSLError) in _ = try SecretBytes.random(count: -1) }
        let random = failure { () throws(OpenSSLError) in _ = try SecureRandom.bytes(-1) }
        #expect(secret == .invalidLength)
        #expect(random == .invalidLength)
    }

    @Test func `a secret printed shows none of its bytes`() throws {
        let secret = try SecretBytes(copying: utf8("canary"))
        let owner = Owner(secret)
        var dumped = ""
        dump(owner, to: &dumped)
        for text in [dumped, "\(owner)", String(reflecting: owner)] {
            #expect(!text.contains("canary"))
            #expect(!text.contains("99, 97, 110"))
        }
    }

    /// A class is the only thing that holds a secret and can be handed to `print`.
    private final class Owner {
        let secret: SecretBytes
        init(_ secret: consuming SecretBytes) { self.secret = secret }
    }
}
