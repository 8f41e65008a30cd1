import Genkan

extension NoticeStore {
    /// Changes rows of one key, a few hundred in a transaction.
    ///
    /// - Parameters:
    ///   - most: how many at most.
    ///   - also: what stands in the first transaction beside them.
    /// - Returns: how many were changed.
    @discardableResult
    func update(
        _ change: SQL, where rows: SQL, most: Int = .max,
        also: (@Sendable (Connection) throws -> Void)? = nil
    ) async throws -> Int {
        try await inSlices(most: most, also: also) { limit in
            """
            UPDATE outbox SET \(change) WHERE \(rows) AND submission IN (
                SELECT submission FROM outbox WHERE \(rows) LIMIT \(limit))
            """
        }
    }

    /// Removes rows of one key likewise.
    func remove(where rows: SQL) async throws {
        try await inSlices(most: .max, also: nil) { limit in
            """
            DELETE FROM outbox WHERE \(rows) AND submission IN (
                SELECT submission FROM outbox WHERE \(rows) LIMIT \(limit))
            """
        }
    }

    @discardableResult
    private func inSlices(
        most: Int, also: (@Sendable (Connection) throws -> Void)?, _ statement: (Int) -> SQL
    ) async throws -> Int {
        var total = 0
        while total < most {
            let limit = min(Self.mostAtOnce, most - total)
            let slice = statement(limit), isFirst = total == 0
            let count = try await writer.write { connection in
                if isFirst { try also?(connection) }
                return try connection.run(slice)
            }
            total += count
            guard count == limit else { break }
        }
        return total
    }
}
