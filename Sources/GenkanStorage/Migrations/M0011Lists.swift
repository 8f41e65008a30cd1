extension Migration {
    /// The orders of a list. Both indexes have cards alone that somebody has taken or given a day, so
    /// that an arrival writes nothing into either.
    static let m0011 = Migration(
        number: 11,
        statements: [
            """
            CREATE INDEX submissions_by_form_and_assignee ON submissions (form, assignee, id)
            WHERE assignee IS NOT NULL
            """,
            "DROP INDEX submissions_by_due",
            """
            CREATE INDEX submissions_by_due ON submissions (form, due, id) WHERE due IS NOT NULL
            """,
        ])
}
