import Genkan

/// Rows of labels.
enum LabelRow {
    /// How many labels a form may have at once.
    static let most = 50
    /// How many it may have had in all: histories go on naming those that were removed.
    static let mostEver = 500

    /// Those of a form by name, those that were removed too. What is none is left out.
    static func all(of form: FormID, _ connection: Connection) throws -> [StoredLabel] {
        try connection.all(
            """
            SELECT id, name, tone, removed_at FROM labels WHERE form = \(form) ORDER BY name_key, id
            """
        ) { row -> StoredLabel? in
            guard let id = try? row[0] as LabelID, let text = try? row[1] as String,
                let name = LabelName(text)
            else { return nil }
            let tone = (try? row[2] as String).flatMap { Label.Tone(rawValue: $0) } ?? .grey
            let removed: Instant? = try row[3]
            return StoredLabel(
                label: Label(id: id, name: name, tone: tone), isRemoved: removed != nil)
        }.compactMap(\.self)
    }

    /// The ids of those that cards of the form may be given.
    static func living(of form: FormID, _ connection: Connection) throws -> Set<LabelID> {
        try Set(
            connection.all(
                "SELECT id FROM labels WHERE form = \(form) AND removed_at IS NULL"
            ) { try $0[0] as LabelID })
    }

    /// How many the form has had in all.
    static func count(of form: FormID, _ connection: Connection) throws -> Int {
        Int(try connection.number("SELECT count(*) FROM labels WHERE form = \(form)") ?? 0)
    }

    /// Whether the form has another label of this name.
    static func isTaken(
        _ name: LabelName, of form: FormID, besides label: LabelID?, _ connection: Connection
    ) throws -> Bool {
        try connection.exists(
            """
            SELECT 1 FROM labels WHERE form = \(form) AND name_key = \(name.key)
                AND removed_at IS NULL AND id IS NOT \(label)
            """)
    }
}
