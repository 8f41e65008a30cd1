import Genkan

/// What a page shows, as a short word: an open page compares it with what the server has by now. It holds as
/// long as the process runs.
struct PageState {
    private var hasher = Hasher()

    mutating func add(_ shown: some Hashable) { hasher.combine(shown) }

    /// What of cards grows old by itself: how late they are and, where that is shown, how long ago they came in
    /// words.
    mutating func add(_ cards: [Card], of form: Form, now: Instant, withAges: Bool) {
        add(cards)
        add(form.zone.day(of: now))
        for card in cards {
            add(Waiting(since: card.receivedAt, within: form.answerWithin, now: now))
            guard withAges else { continue }
            let minutes = now.since(card.receivedAt).components.seconds / 60
            add(minutes < 60 ? minutes : minutes / 60 * 60)
        }
    }

    var text: String { String(UInt(bitPattern: hasher.finalize()), radix: 36) }
}
