import OpenSSL

/// The key of one file, the file's length and its digest: all that opens its chunks. Wiped with the last
/// reference.
public final class FileKey: Sendable {
    static let keyCount = AESGCM.keyCount
    private static let lengthCount = 8
    /// The key, the length, the digest: the content of the file's envelope.
    static let contentCount = keyCount + lengthCount + SHA256.digestCount

    /// The file's id.
    public let file: ObjectID
    /// The file's length in bytes.
    public let byteCount: Int
    /// SHA-256 of its bytes. It may stand where only the file's readers read it: short files are guessed by it.
    public let digest: [UInt8]
    private let key: SecretBytes

    init(_ key: consuming SecretBytes, of file: ObjectID, byteCount: Int, digest: [UInt8]) {
        self.key = key
        self.file = file
        self.byteCount = byteCount
        self.digest = digest
    }

    /// Out of what an envelope of purpose `file` holds.
    ///
    /// - Throws: `cannotOpen` (file) for anything else.
    public convenience init(_ content: Plaintext, of file: ObjectID) throws(SealingError) {
        let copy = try opening(.file, file) { () throws -> SecretBytes in
            guard content.count == Self.contentCount else { throw Refusal.refused }
            return try content.withBytes { bytes in try SecretBytes(copying: bytes) }
        }
        let key = try opening(.file, file) { () throws -> SecretBytes in
            try copy.part(0..<Self.keyCount)
        }
        let rest = try opening(.file, file) { () throws -> [UInt8] in
            try copy.openly(Self.keyCount..<Self.contentCount)
        }
        let length = rest.prefix(Self.lengthCount).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard (1...UInt64(FileChunks.longestFile)).contains(length) else {
            throw SealingError(.cannotOpen, .file, file)
        }
        self.init(
            key, of: file, byteCount: Int(length),
            digest: Array(rest.dropFirst(Self.lengthCount)))
    }

    /// How many chunks the file has.
    public var chunks: Int { FileChunks.count(of: byteCount) }

    /// The plaintext of one chunk; of the last ones without what was filled up.
    ///
    /// - Parameters:
    ///   - sealed: the chunk as it is stored.
    ///   - index: which it is, from 0.
    /// - Throws: `cannotOpen` (file) when it is not this chunk of this file, whole and unchanged.
    public func open(_ sealed: [UInt8], at index: Int) throws(SealingError) -> [UInt8] {
        try opening(.file, file) {
            let start = index * FileChunks.chunkCount
            let size = min(
                FileChunks.chunkCount, FileChunks.paddedSize(of: byteCount) - start)
            guard (0..<chunks).contains(index), sealed.count == size + FileChunks.overhead else {
                throw Refusal.refused
            }
            let nonce = FileChunks.nonce(index, isLast: index == chunks - 1)
            let padded = try AESGCM.open(
                sealed.span, key: key, nonce: nonce.span,
                authenticating: FileChunks.binding(of: file).span)
            let wanted = min(max(byteCount - start, 0), size)
            let filling = padded.withBytes { bytes in
                (wanted..<bytes.count).reduce(UInt8(0)) { $0 | bytes[$1] }
            }
            guard filling == 0 else { throw Refusal.refused }
            return try padded.openly(0..<wanted)
        }
    }

    func seal(_ chunk: Span<UInt8>, at index: Int, isLast: Bool) throws(OpenSSLError) -> [UInt8] {
        try AESGCM.seal(
            chunk, key: key, nonce: FileChunks.nonce(index, isLast: isLast).span,
            authenticating: FileChunks.binding(of: file).span)
    }

    /// The same key for a file that is whole by now.
    func knowing(_ byteCount: Int, _ digest: [UInt8]) throws(OpenSSLError) -> FileKey {
        FileKey(try key.duplicate(), of: file, byteCount: byteCount, digest: digest)
    }

    /// What is sealed in the file's envelope.
    func content() throws(OpenSSLError) -> SecretBytes {
        var known = ByteWriter(capacity: Self.contentCount)
        known.append(UInt64(byteCount))
        known.append(digest)
        return try key.withBytes { (key) throws(OpenSSLError) in
            try SecretBytes(key, known.bytes.span, count: Self.contentCount)
        }
    }
}
