import Genkan

/// Removes what has served its time. Touches only rows older than an hour, so that nothing that is
/// just being used can go.
enum Sweep {
    /// What may go must have been over for so long.
    static let grace = Duration.seconds(3600)

    /// Expired CAPTCHA marks and retries, and data keys that no submission needs.
    static func run(_ connection: Connection, now: Instant) throws {
        let before = now.advanced(by: .zero - grace)
        try connection.run("DELETE FROM captcha_marks WHERE expires_at < \(before)")
        let oldest = before.advanced(by: .zero - ArrivalBatch.retryLifetime)
        let first = SubmissionID(time: oldest, random: [UInt8](repeating: 0, count: 10))
        try connection.run("DELETE FROM retries WHERE submission < \(first)")
        try connection.run(
            """
            DELETE FROM data_keys WHERE created_at < \(before)
            AND NOT EXISTS (SELECT 1 FROM submissions WHERE data_key = data_keys.id)
            """)
    }
}
