import Testing

@testable import OpenSSL

/// The heap can be started once in a process, so its whole life is one test in a process of its
/// own.
struct SecureHeapTests {
    @Test func `a full heap refuses secrets, never falls back, and gives its room back`() async {
        await #expect(processExitsWith: .success) {
            #expect(!SecureHeap.isStarted)
            let before = try SecretBytes.random(count: 64)
            #expect(SecureHeap.bytesInUse == 0)

            _ = try SecureHeap.start(bytes: 1 << 16)
            #expect(SecureHeap.isStarted)
            let half = try SecretBytes(copying: repeated(1, 1 << 15))
            #expect(SecureHeap.bytesInUse == 1 << 15)
            let full = failure { () throws(OpenSSLError) in
                _ = try SecretBytes(count: 1 << 16) { _ in }
            }
            #expect(full == .secureHeapExhausted)
            let throwing = failure { () throws(OpenSSLError) in
                _ = try SecretBytes(count: 1000) {
                    (_: inout MutableSpan<UInt8>) throws(OpenSSLError) in
                    throw OpenSSLError(.invalidKey, "fill")
                }
            }
            #expect(throwing == .invalidKey)
            #expect(SecureHeap.bytesInUse == 1 << 15)
            _ = consume half
            #expect(SecureHeap.bytesInUse == 0)

            // One from before the start is freed where it lies.
            #expect(before.count == 64)
            _ = consume before
            let again = failure { () throws(OpenSSLError) in
                _ = try SecureHeap.start(bytes: 1 << 16)
            }
            #expect(again == .callFailed)
        }
    }

    @Test func `a private key lies in the secure heap as long as it lives`() async {
        await #expect(processExitsWith: .success) {
            _ = try SecureHeap.start(bytes: 1 << 16)
            let key = try X25519.PrivateKey()
            #expect(SecureHeap.bytesInUse >= 32)
            let other = try X25519.PrivateKey().publicKey
            let before = SecureHeap.bytesInUse
            _ = try key.sharedSecret(with: other)
            #expect(SecureHeap.bytesInUse == before)
            _ = consume key
            #expect(SecureHeap.bytesInUse == 0)
        }
    }

    @Test(arguments: [0, -1, 1000, 1 << 15, 100_000, 1 << 31])
    func `a size that is no power of two within the limits is refused`(bytes: Int) {
        let code = failure { () throws(OpenSSLError) in
            _ = try SecureHeap.start(bytes: bytes)
        }
        #expect(code == .invalidParameters)
    }
}
