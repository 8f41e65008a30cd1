import OpenSSL

/// The newest roster this house has seen: number and SHA-256 of its bytes. It is kept in
/// `house.state`, outside the database, and written whenever a roster was verified that is newer.
///
/// The digest matters as much as the number: a former administrator's old key could otherwise sign
/// a second history that is just as long.
public struct RosterPin: Hashable, Sendable {
    /// The length of `bytes`.
    public static let byteCount = 40

    /// The roster's number, from 1.
    public let number: UInt64
    /// SHA-256 of the roster's bytes, 32 bytes.
    public let digest: [UInt8]

    init(number: UInt64, digest: [UInt8]) {
        self.number = number
        self.digest = digest
    }

    /// The pin with these bytes, or nil for another length or the number 0.
    public init?(bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard bytes.count == Self.byteCount, let number = try? reader.integer(UInt64.self),
            let digest = try? reader.read(SHA256.digestCount), number > 0
        else { return nil }
        self.init(number: number, digest: digest)
    }

    /// Number (8, big-endian), then digest (32).
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.append(number)
        writer.append(digest)
        return writer.bytes
    }
}
