import Genkan

/// The statuses that a form had once and has no longer, where submissions still stand: nobody has said that
/// they are done.
enum FormerStatuses {
    /// Their ids, in order. The index is asked once for each status that there is.
    static func read(of id: FormID, _ form: Form, _ connection: Connection) throws -> [String] {
        let known = Set(form.statuses.map(\.id) + [Status.heldID, Status.spamID])
        return try connection.all(Self.present(in: id)) { try $0[0] as String }
            .filter { !known.contains($0) }
    }

    /// The statuses that there are, by the index of what is not held.
    static func present(in id: FormID) -> SQL {
        """
        WITH RECURSIVE present (status) AS (
            SELECT min(status) FROM submissions WHERE form = \(id) AND held IS NULL
            UNION ALL
            SELECT (SELECT min(status) FROM submissions
                WHERE form = \(id) AND held IS NULL AND status > present.status)
            FROM present WHERE present.status IS NOT NULL)
        SELECT status FROM present WHERE status IS NOT NULL
        """
    }
}
