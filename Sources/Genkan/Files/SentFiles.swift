/// The files that came with a submission, as the form's fields see them.
public struct SentFiles: Hashable, Sendable {
    private var answers: [String: [FileAnswer]] = [:]
    private var problems: [String: FileFault] = [:]

    /// None.
    public init() {}

    /// A file that its field took.
    public mutating func add(_ file: FileAnswer, to field: String) {
        answers[field, default: []].append(file)
    }

    /// What keeps a field from being answered by what was sent; the first problem of a field counts.
    public mutating func refuse(_ field: String, _ fault: FileFault) {
        if problems[field] == nil { problems[field] = fault }
    }

    /// The answers of a field of kind `file`.
    ///
    /// - Parameter texts: what was sent under its name that is no file. A page whose form does not say
    ///   `multipart/form-data` sends the names alone.
    func check(
        _ field: Field, texts: [String], isRequired: Bool
    ) -> Result<[String], FieldProblem.Code> {
        if let problem = problems[field.name] { return .failure(.file(problem)) }
        if let files = answers[field.name] { return .success(files.map(\.text)) }
        guard texts.allSatisfy(\.isEmpty) else { return .failure(.file(.notSent)) }
        return isRequired ? .failure(.file(.required)) : .success([])
    }
}
