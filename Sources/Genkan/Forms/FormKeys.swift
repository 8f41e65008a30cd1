/// The keys of a form's file: the table that reads it, hints at it and documents it.
public enum FormKeys {
    /// The file as a whole.
    public static let form = KeyTable([
        .required(
            "title", .localizedText(1...100),
            "The heading of the hosted form and the name of the board."),
        .optional("introduction", .localizedText(1...2_000), "A paragraph above the fields."),
        .optional(
            "submit_label", .localizedText(1...40),
            "The text of the button; 送信する / Send without it."),
        .required("fields", .blocks(1...100), "What is asked, in order; see the keys of a field."),
        .optional(
            "statuses", .blocks(1...20),
            """
            The columns of the board, in order; new submissions arrive in the first. Without \
            it: 未対応, 対応中, 完了, 発送済み. See the keys of a status.
            """
        ),
        .optional(
            "allowed_origins", .texts(0...50),
            """
            The websites whose pages may post to this form, such as \
            `https://www.example.jp`. The hosted form needs none.
            """
        ),
        .optional("thanks", .block, "What the visitor sees after sending; see the keys of thanks."),
        .optional(
            "captcha", .word(CaptchaChoice.allCases.map(\.rawValue)), standard: "altcha",
            "What proves that a person sent it. `none` has to be written out, and `serve` warns."),
        .optional(
            "without_token", .word(WithoutToken.allCases.map(\.rawValue)), standard: "hold",
            """
            A submission without such a proof, as from a browser without JavaScript: `hold` \
            shows it in the Held column, `accept` takes it like any other, `refuse` gives \
            the form back.
            """
        ),
        .optional(
            "answer_within_hours", .integer(1...2_400),
            """
            Within how many hours a submission should be answered: one that waits longer stands out \
            on the board, and more so after twice as long. Without it none does.
            """
        ),
        .optional(
            "time_zone", .text(1...64), standard: "Asia/Tokyo",
            "The zone of the times on the board and in exports, by its IANA name."),
    ])

    /// One entry of `fields`.
    public static let field = KeyTable([
        .required(
            "name", .text(1...64),
            """
            The `name` of the form control: a letter, then letters, digits, `_` and `-`. \
            Names that begin with `_`, and `altcha`, are taken.
            """
        ),
        .required("label", .localizedText(1...200), "The question as people read it."),
        .required("kind", .word(FieldKind.names), "What kind of answer is expected."),
        .optional("required", .boolean, standard: "false", "Whether it must be answered."),
        .optional(
            "title", .boolean, standard: "false",
            """
            Whether the board shows the answer on the card.
            """),
        .optional(
            "personal", .boolean, standard: "true",
            """
            `false` when the answer tells nothing about a person: it then also stands \
            unsealed in the database, so that it can be counted.
            """
        ),
        .optional(
            "min_length", .integer(0...50_000), standard: "0",
            """
            The fewest characters (Unicode scalars) of an answer; for text, long-text, \
            person-name, kana and hidden.
            """
        ),
        .optional(
            "max_length", .integer(1...50_000),
            "The most characters; without it 200, for long-text 5000, for hidden 500."),
        .optional("help", .localizedText(1...500), "A hint below the label."),
        .optional("placeholder", .localizedText(1...100), "An example inside the empty control."),
        .optional(
            "autocomplete", .text(1...64),
            """
            The token for the browser's autofill, such as `organization`; names, e-mail, \
            phone and postal code have theirs without it.
            """
        ),
        .optional(
            "options", .blocks(1...200),
            "For choice, and required there: what can be chosen; see the keys of an option."),
        .optional(
            "multiple", .boolean, standard: "false", "For choice: whether several may be chosen."),
        .optional(
            "value", .text(0...500),
            "For hidden: what the hosted form sends; needed where it is required."),
        .optional(
            "accept", .texts(1...15),
            """
            For file: which types may be sent, a list of \(FileType.words); pdf, jpeg and png without \
            it. Extension and first bytes have to agree.
            """
        ),
        .optional(
            "max_files", .integer(1...20), standard: "1", "For file: how many may be sent."),
        .optional(
            "max_file_bytes", .integer(1_024...52_428_800),
            "For file: the largest one in bytes; \(FileRule.standardMaximumBytes) (5 MiB) without it."
        ),
    ])

    /// One entry of `options`.
    public static let option = KeyTable([
        .required("id", .text(1...64), "What is sent and stored: letters, digits, `_` and `-`."),
        .required("label", .localizedText(1...200), "What people read."),
    ])

    /// One entry of `statuses`.
    public static let status = KeyTable([
        .required(
            "id", .text(1...32),
            """
            What is stored: lower-case letters, digits and `-`; `held` and `spam` are taken. \
            Keep it when you change the label.
            """
        ),
        .required("label", .localizedText(1...40), "What people read."),
        .optional(
            "final", .boolean, standard: "false", "Whether the work on a submission is over here."),
    ])

    /// The block `thanks`.
    public static let thanks = KeyTable([
        .optional(
            "text", .localizedText(1...2_000),
            "The text of the thank-you page, above the receipt code."),
        .optional(
            "redirect", .text(1...2_000),
            "A page of your website to go to instead, as an https address."),
    ])
}
