extension Form {
    /// The most bytes that the answers to one submission may have: what an envelope holds.
    public static let longestAnswers = 1_048_576

    /// The most text that is read for this form, in bytes: what it can fill, but 512 KiB to 4 MiB, so that
    /// who writes too much is told so at the field.
    public var maximumTextBytes: Int {
        min(max(fullTextBytes, 524_288), 4_194_304)
    }

    /// The body of a form that is filled in to the last character, and whose files are as many and as large
    /// as they may be, in bytes.
    public var fullBodyBytes: Int { fullTextBytes + maximumFileBytes }

    /// Every scalar of every field as four percent-encoded bytes, and 16 KiB for names, tokens and separators.
    private var fullTextBytes: Int {
        fields.reduce(16_384) { $0 + $1.fullTextBytes }
    }

    /// Every file as large as it may be, each with the head of its part.
    fileprivate var maximumFileBytes: Int {
        fields.compactMap(\.kind.file).reduce(0) {
            $0 + $1.maximumCount * ($1.maximumBytes + FileRule.overhead)
        }
    }

    /// Whether a field asks for files.
    public var asksForFiles: Bool { fields.contains { $0.kind.file != nil } }

    /// The longest canonical bytes (see `Answers`) that answers to this form can have.
    public var maximumAnswersBytes: Int {
        fields.reduce(3) { $0 + $1.maximumAnswerBytes }
    }

    /// The field that takes the most of a submission.
    var largestField: Field? {
        fields.max { $0.maximumAnswerBytes < $1.maximumAnswerBytes }
    }
}

extension Field {
    fileprivate var fullTextBytes: Int {
        switch kind {
        // A name, `=`, an id and `&` for each; ids need no percent-encoding.
        case .choice(let choice): sum(over: choice) { name.utf8.count + $0 + 2 }
        case .file: 0
        default: maximumLength * 12
        }
    }

    /// The length of the name, the number of values, and each value behind its own length.
    fileprivate var maximumAnswerBytes: Int {
        let head = 2 + name.utf8.count + 2
        switch kind {
        case .choice(let choice): return head + sum(over: choice) { $0 + 1 }
        case .file(let rule):
            return head + rule.maximumCount * (2 + FileAnswer.longestText)
        case .consent: return head + 1 + Answer.consentGiven.utf8.count
        default: return head + 3 + maximumLength * 4
        }
    }

    /// Over every option of a choice of several, or the longest one of a choice of one.
    private func sum(over choice: Choice, _ bytes: (_ id: Int) -> Int) -> Int {
        let sizes = choice.options.map { bytes($0.id.utf8.count) }
        return choice.isMultiple ? sizes.reduce(0, +) : sizes.max() ?? 0
    }
}

extension BlockReader {
    /// Reports a form whose answers no envelope holds, or whose body the server would not read.
    func refuseOversize(_ form: Form, bodyLimit: Int) {
        guard let largest = form.largestField else { return }
        let remedy =
            "write a smaller max_length, first for \(largest.name) "
            + "(\(largest.maximumLength) characters)"
        let isOfFiles = form.fullBodyBytes - form.maximumFileBytes <= bodyLimit
        let answers = form.maximumAnswersBytes
        if answers > Form.longestAnswers {
            report(
                "fields",
                "can hold \(answers) bytes of answers, more than one submission may have "
                    + "(\(Form.longestAnswers))", remedy)
        }
        let body = form.fullBodyBytes
        guard body > bodyLimit else { return }
        report(
            "fields",
            "need a body of \(body) bytes when all are filled in, more than limits.body_bytes "
                + "(\(bodyLimit))",
            (isOfFiles ? "write a smaller max_file_bytes or max_files" : remedy)
                + ", or raise limits.body_bytes in genkan.yaml")
    }
}
