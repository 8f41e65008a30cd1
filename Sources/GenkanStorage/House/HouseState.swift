import Foundation

/// The small file outside the database that remembers what the database must not forget: which
/// house this is, who founded it, and the highest roster number ever seen.
///
/// Whoever puts an older database back, or writes another roster into this one, is noticed because
/// this file stands beside it and not inside it. It holds no secret.
struct HouseState: Equatable, Sendable {
    /// SHA-256 of the house key's public half.
    var house: [UInt8]
    /// The highest roster number seen; 0 before set-up.
    var rosterNumber: UInt64
    /// SHA-256 of the roster document with that number.
    var rosterDigest: [UInt8]
    /// The Ed25519 public keys that rosters are rooted in: the founder's and the recovery person's.
    var anchors: [[UInt8]]

    private static let title = "genkan house.state 1"

    /// Reads the file; nil when there is none, `.corrupted` when it is not in the form `text` has.
    static func read(from path: String) throws -> HouseState? {
        guard let bytes = try PrivateFile.read(path, limit: 4096) else { return nil }
        guard let state = HouseState(text: String(decoding: bytes, as: UTF8.self)) else {
            throw StorageError(.corrupted, "\(path) is not a house.state of this version")
        }
        return state
    }

    /// Replaces the file and syncs it.
    func write(to path: String) throws {
        try PrivateFile.replace(path, with: Array(text.utf8))
    }

    init(house: [UInt8], rosterNumber: UInt64, rosterDigest: [UInt8], anchors: [[UInt8]]) {
        self.house = house
        self.rosterNumber = rosterNumber
        self.rosterDigest = rosterDigest
        self.anchors = anchors
    }

    /// One fact a line, in this order, nothing else.
    var text: String {
        let facts = [
            Self.title, "house \(Hex.text(house))", "roster \(rosterNumber)",
            "digest \(Hex.text(rosterDigest))",
        ]
        return (facts + anchors.map { "anchor \(Hex.text($0))" }).map { $0 + "\n" }.joined()
    }

    init?(text: String) {
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String($0) ?? ""
        }
        guard lines.count >= 5, lines.removeLast().isEmpty, lines[0] == Self.title,
            let house = Self.fact("house", lines[1]).flatMap(Hex.bytes),
            let number = Self.fact("roster", lines[2]).flatMap({ UInt64($0) }),
            let digest = Self.fact("digest", lines[3]).flatMap(Hex.bytes)
        else { return nil }
        let anchors = lines.dropFirst(4).map { Self.fact("anchor", $0).flatMap(Hex.bytes) }
        self.init(
            house: house, rosterNumber: number, rosterDigest: digest,
            anchors: anchors.compactMap { $0 })
        guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
    }

    private static func fact(_ name: String, _ line: String) -> String? {
        line.utf8.starts(with: "\(name) ".utf8) ? String(line.dropFirst(name.count + 1)) : nil
    }
}
