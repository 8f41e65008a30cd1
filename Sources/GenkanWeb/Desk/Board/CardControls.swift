import Genkan

/// The buttons of a card, on the board and on its own page alike.
struct CardControls {
    let form: Form
    let texts: Texts
    let language: Language

    /// Every other status, each with its number on the board.
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

    /// The way out of Held: the status where submissions arrive; nil elsewhere.
    func release(from place: Place) -> [String: Any]? {
        guard case .held = place, let first = form.statuses.first else { return nil }
        return values(first, number: 1)
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
