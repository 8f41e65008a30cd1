import OpenSSL

/// A file that was sealed as it came, with its key still beside it: until the submission that it belongs to is
/// stored, the process that received it can look at it again, as a virus scanner must.
public final class SealedFile: Sendable {
    /// Opens it.
    public let key: FileKey
    /// The sealed chunks, in their order.
    public let chunks: [[UInt8]]

    init(key: FileKey, chunks: [[UInt8]]) {
        self.key = key
        self.chunks = chunks
    }

    /// Its id.
    public var id: ObjectID { key.file }
    /// Its length in bytes.
    public var byteCount: Int { key.byteCount }
    /// SHA-256 of its bytes.
    public var digest: [UInt8] { key.digest }
}

extension EnvelopeSealer {
    /// Seals the key of a file of this submission in an envelope whose id is the file's.
    ///
    /// - Throws: as ``seal(_:_:)``.
    public func seal(_ file: SealedFile) throws(SealingError) -> SealedEnvelope {
        let content = try making(.file, file.id) { try file.key.content() }
        return try content.withBytes { (bytes) throws(SealingError) in
            try seal(.file, bytes, id: file.id)
        }
    }
}
