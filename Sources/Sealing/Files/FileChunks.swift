import OpenSSL

/// The chunks of a sealed file: the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, 2015) as age
/// has it, with AES-256-GCM. `EnvelopeFormat.md` has every byte; the format is frozen.
///
/// The nonce of a chunk is its number in 11 bytes and a byte that is 1 for the last: a chunk that was left out,
/// moved or doubled, and a file that was cut at a chunk, do not open. Every file has a key of its own, so that no
/// nonce meets a key twice; the file's id is authenticated with every chunk.
public enum FileChunks {
    /// The plaintext of every chunk but the last, in bytes: 64 KiB.
    public static let chunkCount = 65_536
    /// What sealing adds to a chunk, in bytes.
    public static let overhead = AESGCM.tagCount
    /// The longest file in bytes: 1 GiB.
    public static let longestFile = 1 << 30

    static let magic = Array("GKC\u{01}".utf8)

    /// How many bytes are sealed for a file of so many: the Padmé size, at least 256.
    static func paddedSize(of byteCount: Int) -> Int { Padding.size(for: byteCount) }

    /// How many chunks a file of so many bytes has.
    static func count(of byteCount: Int) -> Int {
        (paddedSize(of: byteCount) + chunkCount - 1) / chunkCount
    }

    static func nonce(_ index: Int, isLast: Bool) -> [UInt8] {
        var writer = ByteWriter(capacity: AESGCM.nonceCount)
        writer.append([0, 0, 0])
        writer.append(UInt64(index))
        writer.append([isLast ? 1 : 0])
        return writer.bytes
    }

    static func binding(of file: ObjectID) -> [UInt8] { magic + file.bytes }
}
