import Genkan
import GenkanStorage

/// What the menu of a card offers; it stands on the page once, and the script opens it at a card.
struct CardMenuView {
    let desk: FormDesk
    let cards: CardView
    let texts: Texts

    var values: [String: Any] {
        let labels = desk.labels.filter { !$0.isRemoved }.map { LabelView.values($0.label) }
        return [
            "statuses": cards.controls.statuses,
            "people": cards.names.options(desk.holders, chosen: nil, texts),
            "labels": labels, "hasLabels": !labels.isEmpty,
        ]
    }
}
