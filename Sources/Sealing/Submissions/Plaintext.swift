import OpenSSL

/// An opened content, in the secure heap until the last reference goes.
public final class Plaintext: Sendable {
    private let padded: SecretBytes
    private let content: Range<Int>

    init(padded: consuming SecretBytes, content: Range<Int>) {
        self.padded = padded
        self.content = content
    }

    /// The length in bytes.
    public var count: Int { content.count }

    /// Lends the bytes to `body`. What `body` copies out is nobody's to wipe.
    public func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try padded.withBytes { (bytes) throws(Failure) in
            try body(bytes.extracting(content))
        }
    }
}
