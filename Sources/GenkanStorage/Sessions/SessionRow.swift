import Genkan
import Sealing

/// A session as it is stored.
struct SessionRow: Sendable {
    let digest: [UInt8]
    let person: ObjectID
    let sealed: [UInt8]
    let place: [UInt8]
    let forgetAt: Int64

    /// Seals what a session is under its token.
    init(
        _ keychain: Keychain, _ facts: SessionFacts, _ seen: SeenPlace, token: SessionToken,
        runtime: RuntimeSecret
    ) throws {
        digest = token.digest
        person = keychain.person.id
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
        var rest = bytes[...]
        func take(_ count: Int) -> [UInt8]? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        func text() -> String? {
            take(1).flatMap { take(Int($0[0])) }
                .flatMap { String(validating: $0, as: UTF8.self) }
        }
        guard let begun = take(8), let last = take(8), let address = text(), let device = text(),
            rest.isEmpty
        else { return nil }
        self.init(
            place: SessionPlace(device: device, address: address), begun: Self.instant(begun),
            last: Self.instant(last))
    }

    private static func bytes(_ time: Instant) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: time.microseconds >> $0)
        }
    }

    private static func instant(_ bytes: [UInt8]) -> Instant {
        Instant(
            microseconds: Int64(bitPattern: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
    }
}
