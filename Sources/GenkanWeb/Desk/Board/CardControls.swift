import Genkan

/// The ways out of the place where a card stands, on the board and on its own page alike.
struct CardControls {
    let form: Form
    let texts: Texts
    let language: Language

    /// Every status, each with its number on the board.
    var statuses: [[String: Any]] {
        form.statuses.enumerated().map { values($0.element, number: $0.offset + 1) }
    }

    /// Every other status.
    func moves(from place: Place) -> [[String: Any]] {
        form.statuses.enumerated()
            .filter { place != .status($0.element.id) }
            .map { values($0.element, number: $0.offset + 1) }
    }

    /// The status after the present one; nil in the last, in Held and in a former one.
    func next(after place: Place) -> [String: Any]? {
        guard case .status(let id) = place,
            let index = form.statuses.firstIndex(where: { $0.id == id }),
            index + 1 < form.statuses.count
        else { return nil }
        return values(form.statuses[index + 1], number: index + 2)
    }

    /// The way out of Held or Spam: the status where submissions arrive; nil elsewhere.
    func release(from place: Place) -> [String: Any]? {
        guard case .status = place else {
            return form.statuses.first.map { values($0, number: 1) }
        }
        return nil
    }

    private func values(_ status: Status, number: Int) -> [String: Any] {
        let label = status.label[language]
        return [
            "status": status.id, "label": label, "number": number,
            "stage": Stage(status, of: form).rawValue,
            "action": texts("desk-card-move-to", ["status": label]),
        ]
    }
}
