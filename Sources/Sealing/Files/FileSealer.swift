import OpenSSL

/// Seals a file while it comes, under a key of its own: nothing of it waits in clear but the chunk that is not
/// full yet.
///
/// What it belongs to is not known then, for its form's other fields come behind it. So the key goes, with
/// the submission, into an envelope; see ``EnvelopeSealer/seal(_:)``.
public struct FileSealer {
    private let key: FileKey
    private let digest: SHA256Stream
    private var pending: [UInt8] = []
    private var chunks: [[UInt8]] = []
    private var byteCount = 0

    /// A new file.
    ///
    /// - Throws: `unavailable` (file) when the secure heap is full.
    public init() throws(SealingError) {
        let id = try making(.file, nil) {
            guard let id = ObjectID(bytes: try SecureRandom.bytes(ObjectID.byteCount)[...]) else {
                throw Refusal.refused
            }
            return id
        }
        key = try making(.file, id) {
            FileKey(
                try SecretBytes.random(count: FileKey.keyCount), of: id, byteCount: 0, digest: [])
        }
        digest = try making(.file, id) { try SHA256Stream() }
        pending.reserveCapacity(FileChunks.chunkCount)
    }

    /// Takes the next bytes; how they are cut says nothing.
    ///
    /// - Throws: `outOfBounds` (file) above 1 GiB; `unavailable` when libcrypto fails.
    public mutating func write(_ bytes: ArraySlice<UInt8>) throws(SealingError) {
        guard byteCount + bytes.count <= FileChunks.longestFile else {
            throw SealingError(.outOfBounds, .file, key.file)
        }
        byteCount += bytes.count
        var rest = bytes
        do {
            try digest.update(bytes.span)
            while !rest.isEmpty {
                // Full, and not the last: more has come.
                if pending.count == FileChunks.chunkCount { try sealPending(isLast: false) }
                let piece = rest.prefix(FileChunks.chunkCount - pending.count)
                pending += piece
                rest = rest.dropFirst(piece.count)
            }
        } catch {
            throw SealingError(.unavailable, .file, key.file)
        }
    }

    /// The file is whole.
    ///
    /// - Throws: `outOfBounds` (file) for one without a byte; `unavailable` when libcrypto or the secure heap
    ///   fails.
    public consuming func finish() throws(SealingError) -> SealedFile {
        guard byteCount > 0 else { throw SealingError(.outOfBounds, .file, key.file) }
        do {
            let digest = try digest.finish()
            var missing = FileChunks.paddedSize(of: byteCount) - byteCount
            while missing > 0 {
                if pending.count == FileChunks.chunkCount { try sealPending(isLast: false) }
                let zeros = min(missing, FileChunks.chunkCount - pending.count)
                pending += repeatElement(0, count: zeros)
                missing -= zeros
            }
            try sealPending(isLast: true)
            return SealedFile(key: try key.knowing(byteCount, digest), chunks: chunks)
        } catch {
            throw SealingError(.unavailable, .file, key.file)
        }
    }

    private mutating func sealPending(isLast: Bool) throws(OpenSSLError) {
        chunks.append(try key.seal(pending.span, at: chunks.count, isLast: isLast))
        for index in pending.indices { pending[index] = 0 }
        pending.removeAll(keepingCapacity: true)
    }
}
