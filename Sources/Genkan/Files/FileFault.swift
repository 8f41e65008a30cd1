/// What is wrong with the files that were sent for a field.
public enum FileFault: Hashable, Sendable {
    /// A file has to be chosen.
    case required
    /// Text was sent where a file is expected: the page's form does not send files.
    case notSent
    /// More than so many files.
    case tooMany(limit: Int)
    /// A file of more than so many bytes.
    case tooLarge(limit: Int)
    /// A file without a byte in it.
    case empty
    /// A file of another type than these, by its name.
    case type([FileType])
    /// A file whose first bytes are not of the type that its name says.
    case notAsNamed

    /// The word for the fault in JSON answers; stable.
    var word: String {
        switch self {
        case .required: "required"
        case .notSent: "file-not-sent"
        case .tooMany: "too-many-files"
        case .tooLarge: "file-too-large"
        case .empty: "file-empty"
        case .type: "file-type"
        case .notAsNamed: "file-not-as-named"
        }
    }

    /// What the visitor has to do, with the field's label in it.
    func japanese(_ label: String) -> String {
        switch self {
        case .required: "\(label)のファイルを選択してください。"
        case .notSent: "\(label)のファイルが届きませんでした。もう一度選択してください。"
        case .tooMany(let limit): "\(label)のファイルは\(limit)個までにしてください。"
        case .tooLarge(let limit):
            "\(label)のファイルは1個\(FileSize(limit).text)以内にしてください。"
        case .empty: "\(label)のファイルは中身が空です。別のファイルを選択してください。"
        case .type(let types): "\(label)には\(types.japanese)のファイルを選択してください。"
        case .notAsNamed:
            "\(label)のファイルは、拡張子と中身の形式が一致しません。元のアプリで保存し直してください。"
        }
    }

    /// The same in English.
    func english(_ label: String) -> String {
        switch self {
        case .required: "Please choose a file for \(label)."
        case .notSent: "The file for \(label) did not arrive. Please choose it again."
        case .tooMany(let limit): "Please choose \(limit) or fewer files for \(label)."
        case .tooLarge(let limit):
            "Please choose files of \(FileSize(limit).text) or less each for \(label)."
        case .empty: "The file for \(label) is empty. Please choose another."
        case .type(let types):
            "Please choose a file of one of these types for \(label): \(types.english)."
        case .notAsNamed:
            """
            What is in the file for \(label) is not what its extension says. Please save it again \
            with the program it comes from.
            """
        }
    }
}
