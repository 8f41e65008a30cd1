import Genkan
import GenkanStorage

/// Makes the values of a card's files for its template.
struct FileView {
    let opened: OpenedSubmission
    let texts: Texts

    /// The files that answer a field: `name`, `size`, `address`; `isPicture`; `warning` of the virus scanner,
    /// and `isKept` where it must not be taken out yet.
    func values(of field: Field) -> [[String: Any]] {
        let told = opened.files.answers(in: opened.answers)
        return opened.files.filter { $0.field == field.name }.map { file in
            let mayBeOpened = file.mayBeOpened(at: opened.card.state.place)
            var values: [String: Any] = [
                "name": told[file.id]?.name.text ?? texts["desk-files-unnamed"],
                "isKept": !mayBeOpened,
                "isPicture": mayBeOpened && told[file.id]?.type.isPicture == true,
                "address": "/desk/submissions/\(opened.card.id)/files/\(file.id)",
            ]
            values["size"] = told[file.id].map { FileSize($0.byteCount).text }
            values["warning"] = warning(file.scan)
            return values
        }
    }

    private func warning(_ scan: FileScan?) -> String? {
        switch scan {
        case .infected(let finding):
            texts("desk-files-infected", ["finding": finding.text])
        case .unscanned: texts["desk-files-unscanned"]
        case .clean, nil: nil
        }
    }
}
