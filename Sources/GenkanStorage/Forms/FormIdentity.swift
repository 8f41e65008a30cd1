import Genkan
import Sealing

/// A form's id follows from its house and its name, so that nobody can exchange two forms' names in
/// the database and have one's submissions sealed to the other's holders.
///
/// The first 16 bytes of SHA-256(`genkan/v1/form-id`, a zero byte, the house's fingerprint, the
/// name), with the version and variant of a UUID of version 8 (RFC 9562 § 5.8).
enum FormIdentity {
    static func id(of name: String, in house: HousePublicKey) throws -> FormID {
        let label = Array("genkan/v1/form-id".utf8) + [0]
        let digest = try Fingerprint.sha256(
            (label + house.fingerprint + Array(name.utf8)).span)
        var bytes = Array(digest.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        guard let id = FormID(bytes: bytes) else {
            throw StorageError(.unavailable, "no id could be made for form \(name)")
        }
        return id
    }

    /// Whether the form is known; `.corrupted` when its name or its id stands with another.
    static func isStored(_ id: FormID, _ name: String, _ connection: Connection) throws -> Bool {
        let rows = try connection.all(
            "SELECT id, name FROM forms WHERE id = \(id) OR name = \(name)"
        ) { (id: try $0[0] as FormID, name: try $0[1] as String) }
        for row in rows where row.id != id || row.name != name {
            throw StorageError(
                .corrupted, "form \(row.id) stands under the name of another: \(name)")
        }
        return !rows.isEmpty
    }
}
