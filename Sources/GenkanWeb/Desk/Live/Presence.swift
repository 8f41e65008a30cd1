import Genkan
import Synchronization

/// Who is looking at which card now, and who is writing a note. It lives in memory only, for as long as
/// somebody's page is open.
final class Presence: Sendable {
    /// How long somebody counts as writing after the last key.
    static let typing = Duration.seconds(6)

    /// Somebody at a card.
    struct Visitor: Hashable, Sendable {
        let person: PersonID
        let isTyping: Bool
    }

    private struct Place: Hashable {
        let form: FormID
        let card: SubmissionID
    }

    private struct State {
        var open: [Int: (place: Place, person: PersonID)] = [:]
        var typing: [Place: [PersonID: ContinuousClock.Instant]] = [:]
        var watchers: [Int: (form: FormID, continuation: AsyncStream<Void>.Continuation)] = [:]
        var next = 0
    }

    private let state = Mutex(State())
    private let moment: @Sendable () -> ContinuousClock.Instant

    init(moment: @escaping @Sendable () -> ContinuousClock.Instant) { self.moment = moment }

    /// Somebody has opened a card's page; the number is given back by ``leave(_:)``.
    func enter(_ card: SubmissionID, of form: FormID, _ person: PersonID) -> Int {
        let number = state.withLock { state in
            state.next += 1
            state.open[state.next] = (Place(form: form, card: card), person)
            return state.next
        }
        tell(form)
        return number
    }

    /// The page is closed. Who has it open in another tab still looks.
    func leave(_ number: Int) {
        let form = state.withLock { state -> FormID? in
            guard let left = state.open.removeValue(forKey: number) else { return nil }
            let isElsewhere = state.open.values.contains {
                $0.place == left.place && $0.person == left.person
            }
            if !isElsewhere { state.typing[left.place]?[left.person] = nil }
            return left.place.form
        }
        if let form { tell(form) }
    }

    /// Somebody who looks at a card is writing a note.
    func type(_ card: SubmissionID, of form: FormID, _ person: PersonID) {
        let place = Place(form: form, card: card), now = moment()
        let isNew = state.withLock { state in
            guard state.open.values.contains(where: { $0.place == place && $0.person == person })
            else { return false }
            let until = state.typing[place]?[person]
            state.typing[place, default: [:]][person] = now.advanced(by: Self.typing)
            return until.map { $0 <= now } ?? true
        }
        if isNew { tell(form) }
    }

    /// Who is at the cards of a form now, by card; each person once, in the order of their ids.
    func visitors(of form: FormID) -> [SubmissionID: [Visitor]] {
        let now = moment()
        return state.withLock { state in
            var people: [SubmissionID: Set<PersonID>] = [:]
            for (place, person) in state.open.values where place.form == form {
                people[place.card, default: []].insert(person)
            }
            return Dictionary(
                uniqueKeysWithValues: people.map { card, people in
                    let typing = state.typing[Place(form: form, card: card)] ?? [:]
                    let visitors = people.sorted().map { person in
                        Visitor(
                            person: person, isTyping: typing[person].map { $0 > now } ?? false)
                    }
                    return (card, visitors)
                })
        }
    }

    /// A sequence with an element after somebody came, left or began to write.
    func watch(_ form: FormID) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.next += 1
            state.watchers[state.next] = (form, continuation)
            return state.next
        }
        continuation.onTermination = { _ in
            self.state.withLock { $0.watchers[number] = nil }
        }
        return stream
    }

    private func tell(_ form: FormID) {
        let watchers = state.withLock { state in
            state.watchers.values.filter { $0.form == form }.map(\.continuation)
        }
        for watcher in watchers { watcher.yield() }
    }
}
