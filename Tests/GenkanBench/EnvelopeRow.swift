import Foundation
import Sealing

/// An envelope and its data key as they stand in the house's database.
struct EnvelopeRow: Decodable {
    let purpose: UInt8
    let form: Data
    let formVersion: UInt32
    let submission: Data
    /// The envelope's id.
    let envelope: Data
    let bytes: Data
    /// The data key's id; what follows is of its row.
    let dataKey: Data
    let generation: UInt32
    let sealed: Data
    let signature: Data
    let wrapped: Data?

    /// The envelopes of a few pages: a list for each page, bytes in base64.
    static func pages(in file: String) throws -> [[EnvelopeRow]] {
        let json = try Data(contentsOf: URL(fileURLWithPath: file))
        return try JSONDecoder().decode([[EnvelopeRow]].self, from: json)
    }

    /// What the envelope must be.
    func header() throws -> EnvelopeHeader {
        guard let known = EnvelopePurpose(rawValue: purpose) else {
            throw BenchError("there is no envelope of purpose \(purpose)")
        }
        return EnvelopeHeader(
            purpose: known, form: try Self.id(form), submission: try Self.id(submission),
            envelope: try Self.id(envelope), dataKey: try Self.id(dataKey),
            schemaVersion: formVersion)
    }

    /// The row of its data key.
    func key() throws -> DataKeyRecord {
        DataKeyRecord(
            id: try Self.id(dataKey), form: try Self.id(form), generation: generation,
            sealed: [UInt8](sealed), signature: [UInt8](signature),
            wrapped: wrapped.map { [UInt8]($0) })
    }

    private static func id(_ bytes: Data) throws -> ObjectID {
        guard let id = ObjectID(bytes: bytes) else { throw BenchError("an id has 16 bytes") }
        return id
    }
}
