import Genkan
import Sealing

/// A session as it is stored.
struct SessionRow: Sendable {
    let digest: [UInt8]
    /// See ``RuntimeSecret/tag(of:)``.
    let person: [UInt8]
    let sealed: [UInt8]
    let place: [UInt8]
    let forgetAt: Int64

    /// Seals what a session is under its token.
    init(
        _ keychain: Keychain, _ facts: SessionFacts, _ seen: SeenPlace, token: SessionToken,
        runtime: RuntimeSecret
    ) throws {
        digest = token.digest
        person = try runtime.tag(of: keychain.person.id)
        sealed = try keychain.sealed(facts: facts, token: token, runtime: runtime)
        place = try keychain.sealed(place: seen.bytes, fingerprint: token.digest)
        forgetAt = facts.absoluteExpiry
    }

    func insert(_ connection: Connection) throws {
        try connection.run(
            """
            INSERT INTO sessions (fingerprint, person, sealed, place, forget_at)
            VALUES (\(digest), \(person), \(sealed), \(place), \(forgetAt))
            """)
    }

    /// Puts it in the place of what was read under the same token; false when that is not there any
    /// more.
    func replace(_ before: [UInt8], _ connection: Connection) throws -> Bool {
        try connection.run(
            """
            UPDATE sessions SET sealed = \(sealed), place = \(place)
            WHERE fingerprint = \(digest) AND sealed = \(before)
            """) == 1
    }

    /// False when it was gone already.
    @discardableResult
    static func remove(_ digest: [UInt8], _ connection: Connection) throws -> Bool {
        try connection.run("DELETE FROM sessions WHERE fingerprint = \(digest)") == 1
    }
}

/// A place with when a session began there and was used last.
struct SeenPlace: Hashable, Sendable {
    let place: SessionPlace
    let begun: Instant
    let last: Instant

    /// Both times (8 each), address and device, each behind its length (1).
    var bytes: [UInt8] {
        let address = Array(place.address.utf8), device = Array(place.device.utf8)
        return Self.bytes(begun) + Self.bytes(last) + [UInt8(clamping: address.count)] + address
            + [UInt8(clamping: device.count)] + device
    }

    init(place: SessionPlace, begun: Instant, last: Instant) {
        self.place = place
        self.begun = begun
        self.last = last
    }

    init?(bytes: [UInt8]) {
        guard bytes.count > 17 else { return nil }
        let addressEnd = 17 + Int(bytes[16])
        guard bytes.count > addressEnd else { return nil }
        let deviceStart = addressEnd + 1
        guard bytes.count == deviceStart + Int(bytes[addressEnd]),
            let address = String(validating: bytes[17..<addressEnd], as: UTF8.self),
            let device = String(validating: bytes[deviceStart...], as: UTF8.self)
        else { return nil }
        self.init(
            place: SessionPlace(device: device, address: address),
            begun: Self.instant(bytes[..<8]), last: Self.instant(bytes[8..<16]))
    }

    private static func bytes(_ time: Instant) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: time.microseconds >> $0)
        }
    }

    private static func instant(_ bytes: ArraySlice<UInt8>) -> Instant {
        Instant(
            microseconds: Int64(bitPattern: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
    }
}
