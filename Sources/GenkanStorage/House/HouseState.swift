import Foundation
import Genkan
import Sealing

/// The small file outside the database that remembers what the database must not forget: which
/// house this is, and the newest roster ever seen.
///
/// Whoever puts an older database back, or writes another roster into this one, is noticed because
/// this file stands beside it and not inside it. It holds no secret.
struct HouseState: Equatable, Sendable {
    /// SHA-256 of the house key's public half.
    let house: [UInt8]
    /// The newest roster seen.
    var pin: RosterPin

    private static let title = "genkan house.state 1"

    /// Reads the file; nil when there is none, `.corrupted` when it is not in the form `text` has.
    static func read(from path: String) throws -> HouseState? {
        guard let bytes = try PrivateFile.read(path, limit: 1024) else { return nil }
        guard let state = HouseState(text: String(decoding: bytes, as: UTF8.self)) else {
            throw StorageError(.corrupted, "\(path) is not a house.state of this version")
        }
        return state
    }

    /// Replaces the file and syncs it.
    func write(to path: String) throws {
        try PrivateFile.replace(path, with: Array(text.utf8))
    }

    init(house: [UInt8], pin: RosterPin) {
        self.house = house
        self.pin = pin
    }

    /// Three lines: title, the house's fingerprint, the pin; both in hexadecimal.
    var text: String {
        "\(Self.title)\nhouse \(Hexadecimal.text(house))\nroster \(Hexadecimal.text(pin.bytes))\n"
    }

    init?(text: String) {
        let parts = text.utf8.split { $0 == 0x0A || $0 == 0x20 }.map { String($0) ?? "" }
        guard parts.count == 7, let house = Hexadecimal.bytes(parts[4]), house.count == 32,
            let pin = Hexadecimal.bytes(parts[6]).flatMap(RosterPin.init(bytes:))
        else { return nil }
        self.init(house: house, pin: pin)
        guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
    }
}
