/// The table of a form's export: columns in one language, rows one at a time, so that memory stays
/// the same however many there are.
public struct ExportTable: Sendable {
    private let form: Form
    private let fields: [Field]
    private let language: Language

    /// Lays out the columns: receipt code, time, status, assignee, then the fields of the current
    /// version in order and behind them those that only older versions had.
    ///
    /// - Parameters:
    ///   - form: the current version; its time zone and statuses hold for all rows.
    ///   - olderVersions: earlier versions, newest first, whether anything was sent to them or not.
    ///   - language: the language of headings, statuses and options.
    public init(form: Form, olderVersions: [Form] = [], language: Language) {
        self.form = form
        self.language = language
        var names = Set(form.fields.map(\.name))
        let older = olderVersions.flatMap(\.fields).filter { names.insert($0.name).inserted }
        fields = form.fields + older
    }

    /// The byte order mark and the row of headings.
    public var header: [UInt8] {
        let first = Self.headings.map { $0[language] }
        return CSV.byteOrderMark + CSV.row(first + fields.map(\.label[language]))
    }

    /// The row of one submission.
    public func row(_ entry: ExportEntry) -> [UInt8] {
        let column = Column.all(of: form, occupied: [entry.place.columnID])
            .first { $0.id == entry.place.columnID }
        let first = [
            entry.receipt.text, form.zone.text(of: entry.receivedAt),
            column?.label[language] ?? "", entry.assignee?.text ?? "",
        ]
        guard let answers = entry.answers else {
            return CSV.row(first + fields.map { _ in Self.unopened[language] })
        }
        let texts = fields.map { field in
            (entry.form.field(named: field.name) ?? field)
                .text(of: answers[field.name], in: language)
        }
        return CSV.row(first + texts)
    }

    /// The row of a submission that is not what was sealed. Nothing of it is believed; its id stands
    /// where the receipt would, so that it can be looked for; nil for a row that has none.
    public func row(refused id: SubmissionID?) -> [UInt8] {
        let first =
            [id?.description ?? Self.unopened[language]]
            + Self.headings.dropFirst().map { _ in "" }
        return CSV.row(first + fields.map { _ in Self.unopened[language] })
    }

    private static let headings = [
        LocalizedText(ja: "受付番号", en: "Receipt"),
        LocalizedText(ja: "受付日時", en: "Received at"),
        LocalizedText(ja: "状況", en: "Status"),
        LocalizedText(ja: "担当者", en: "Assignee"),
    ]

    private static let unopened = LocalizedText(ja: "（開けません）", en: "(cannot be opened)")
}
