import Genkan
import GenkanStorage

/// Makes the values of a card's files for its template.
struct FileView {
    let opened: OpenedSubmission
    let texts: Texts

    /// The files that answer a field: `name`, `size`, `address`; `isPicture`; `warning` of the virus scanner,
    /// and `isKept` where it must not be taken out yet. Where the rows are not those that the answers tell of,
    /// the names of these, and that they are missing.
    func values(of field: Field) -> [[String: Any]] {
        guard let told = opened.files.told(by: opened.answers, of: field.name) else {
            return opened.answers[field.name].map { answer in
                values(
                    FileAnswer(answer), isKept: true, warning: texts["desk-files-missing"])
            }
        }
        return told.map { row, answer in
            let isKept = !row.mayBeOpened(at: opened.card.state.place)
            var values = values(answer, isKept: isKept, warning: warning(row.scan))
            values["unchecked"] = row.scan == nil ? texts["desk-files-unchecked"] : nil
            values["isPicture"] = !isKept && isShown(answer, row)
            values["address"] = "/desk/submissions/\(opened.card.id)/files/\(row.id)"
            return values
        }
    }

    private func values(
        _ answer: FileAnswer?, isKept: Bool, warning: String?
    ) -> [String: Any] {
        var values: [String: Any] = [
            "name": answer?.name.text ?? texts["desk-files-unnamed"], "isKept": isKept,
            "isPicture": false, "address": "",
        ]
        values["size"] = answer.map { FileSize($0.byteCount).text }
        values["warning"] = warning
        return values
    }

    /// Whether a picture is shown without being asked for: nothing speaks against it, nobody has to decide about
    /// the card any more, and it is no long wait.
    private func isShown(_ answer: FileAnswer?, _ file: StoredFile) -> Bool {
        guard let answer, answer.type.isPicture, answer.byteCount <= Self.largestShown,
            case .status = opened.card.state.place
        else { return false }
        return file.scan == nil || file.scan == .clean
    }

    private static let largestShown = 5 << 20

    private func warning(_ scan: FileScan?) -> String? {
        switch scan {
        case .infected(let finding):
            texts("desk-files-infected", ["finding": finding.text])
        case .unscanned: texts["desk-files-unscanned"]
        case .clean, nil: nil
        }
    }
}
