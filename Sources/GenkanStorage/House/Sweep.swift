import Genkan
import Sealing

/// Removes what has served its time. Touches only rows older than an hour, so that nothing that is
/// just being used can go, and a thousand of them in a transaction, so that nobody waits long.
enum Sweep {
    /// What may go must have been over for so long.
    static let grace = Duration.seconds(3600)
    private static let most = 1_000

    /// How long an invitation that is over is still told from one that never was.
    private static let memoryOfInvitations = Duration.seconds(30 * 86_400)

    /// Data keys that no submission needs, and invitations and notices that are long over.
    static func run(_ writer: Writer, _ readers: Readers, now: Instant) async throws {
        try await removeDataKeys(writer, readers, now: now)
        try await NoticeRows.sweep(writer, readers, now: now)
        let over = now.advanced(by: .zero - memoryOfInvitations)
        try await writer.write { try InvitationRow.sweep(before: over, $0) }
    }

    private static func removeDataKeys(
        _ writer: Writer, _ readers: Readers, now: Instant
    ) async throws {
        let before = now.advanced(by: .zero - grace)
        // Looked for beside the writer: most keys are needed, and there may be very many.
        let unneeded = try await readers.read { connection in
            try connection.all(
                """
                SELECT id FROM data_keys WHERE created_at < \(before)
                AND NOT EXISTS (SELECT 1 FROM submissions WHERE data_key = data_keys.id)
                """
            ) { try? $0[0] as ObjectID }.compactMap(\.self)
        }
        for start in stride(from: 0, to: unneeded.count, by: most) {
            let keys = Array(unneeded[start..<min(start + most, unneeded.count)])
            try await writer.write { try Self.remove(keys, $0) }
        }
    }

    private static func remove(_ keys: [ObjectID], _ connection: Connection) throws {
        for key in keys {
            try connection.run(
                """
                DELETE FROM data_keys WHERE id = \(key)
                AND NOT EXISTS (SELECT 1 FROM submissions WHERE data_key = data_keys.id)
                """)
        }
    }
}
