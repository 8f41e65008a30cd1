import Genkan
import GenkanStorage

/// Makes the values of what waits in one form.
struct TodayView {
    let today: TodayForm
    let frame: DeskFrame
    let me: PersonID
    let now: Instant

    private var form: Form { today.desk.form.form }
    /// The form on the page that the buttons of these cards send; several forms have one each.
    private var act: String { "act-\(form.name)" }

    /// Nil when nothing waits.
    var values: [String: Any]? {
        var shown: Set<SubmissionID> = []
        let parts = today.parts.filter { $0.count > 0 }.map { part(of: $0, besides: &shown) }
        guard !parts.isEmpty else { return nil }
        return [
            "formName": form.name, "formTitle": form.title[frame.language], "act": act,
            "parts": parts,
        ]
    }

    /// Whoever opens a card goes on along the cards that wait for the same reason, the longest waiting first,
    /// and back to this page.
    private func way(to card: Card, _ sight: BoardSight) -> BoardSight {
        var sight = sight
        sight.list = ListSight(sort: .received, isDescending: false)
            .at(ListPlace(of: card, in: sight.filter))
        sight.isFromToday = true
        return sight
    }

    /// What this adds to the state of the page.
    func add(to state: inout PageState) {
        for part in today.parts {
            state.add([part.count])
            state.add(part.cards, of: form, now: now, withAges: true)
        }
        state.add(today.desk.labels)
    }

    /// A card that waits for several reasons stands where it is said first.
    private func part(
        of part: TodayForm.Part, besides shown: inout Set<SubmissionID>
    ) -> [String: Any] {
        var sight = BoardSight(filter: part.part.filter(of: today.desk.form))
        sight.order = .oldest
        var view = CardView(today.desk, frame, me: me, now: now, sight: sight)
        view.act = act
        view.isPicked = false
        let cards = part.cards.filter { shown.insert($0.id).inserted }
        let above = part.cards.count - cards.count
        var values: [String: Any] = [
            "part": part.part.rawValue, "label": frame.texts["desk-today-\(part.part.rawValue)"],
            "count": part.count.grouped, "number": part.count,
            "cards": cards.map { card in
                view.values(card).merging(["query": "?" + way(to: card, sight).cardText]) { $1 }
            },
            "hasCards": !cards.isEmpty,
            "all": [
                "href": sight.address(of: form),
                "text": frame.texts(
                    "desk-today-all-\(part.count == 1 ? "one" : "many")",
                    ["count": part.count.grouped]),
            ],
        ]
        values["above"] =
            above > 0 ? frame.texts("desk-today-above", ["count": above.grouped]) : nil
        return values
    }
}
