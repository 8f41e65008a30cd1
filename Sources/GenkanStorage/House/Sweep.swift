import Genkan
import Sealing

/// Removes what has served its time. Touches only rows older than an hour, so that nothing that is
/// just being used can go, and a thousand of them in a transaction, so that nobody waits long.
enum Sweep {
    /// What may go must have been over for so long.
    static let grace = Duration.seconds(3600)
    private static let most = 1_000

    /// Expired CAPTCHA marks and retries, and data keys that no submission needs.
    static func run(_ writer: Writer, _ readers: Readers, now: Instant) async throws {
        let before = now.advanced(by: .zero - grace)
        try await inTurns(on: writer) { connection in
            try connection.run(
                """
                DELETE FROM captcha_marks WHERE (expires_at, mark) IN
                    (SELECT expires_at, mark FROM captcha_marks WHERE expires_at < \(before)
                    ORDER BY expires_at LIMIT \(most))
                """)
        }
        let oldest = before.advanced(by: .zero - ArrivalBatch.retryLifetime)
        let first = SubmissionID(time: oldest, random: [UInt8](repeating: 0, count: 10))
        try await inTurns(on: writer) { connection in
            try connection.run(
                """
                DELETE FROM retries WHERE submission IN
                    (SELECT submission FROM retries WHERE submission < \(first)
                    ORDER BY submission LIMIT \(most))
                """)
        }
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

    /// Until a transaction has had less than its fill.
    private static func inTurns(
        on writer: Writer, _ deletion: @escaping @Sendable (Connection) throws -> Int
    ) async throws {
        var count = most
        while count == most { count = try await writer.write(deletion) }
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
