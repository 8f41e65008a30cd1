public import Genkan
import Sealing

extension SubmissionStore {
    /// How what is stored now stands to a receipt that the house gave. Nothing is opened.
    ///
    /// - Throws: when the database could not be asked.
    public func standing(of receipt: Receipt) async throws -> ReceiptStanding {
        try await readers.read { connection in
            let rows = try connection.all(
                "SELECT id, answers FROM submissions WHERE receipt = \(receipt.code)"
            ) { row in (id: try row[0] as SubmissionID, answers: try row[1] as [UInt8]) }
            let found = rows.first {
                Receipt(of: $0.id, digest: receipt.digest)?.received == receipt.received
            }
            guard let found else { return .gone }
            return try Envelope.digest(of: found.answers) == receipt.digest ? .same : .changed
        }
    }
}

/// How what is stored now stands to a receipt.
public enum ReceiptStanding: Hashable, Sendable {
    /// What was received is stored, to the byte.
    case same
    /// Something else is stored under its code and time.
    case changed
    /// Nothing is stored under its code and time any more.
    case gone
}
