import Genkan
import Synchronization

/// How many pages are told of changes at once: of one person, and in all. Each costs a few reads after
/// every commit.
final class LiveStreams: Sendable {
    static let mostOfPerson = 30
    static let most = 500

    private struct State {
        var all = 0
        var people: [PersonID: Int] = [:]
    }

    private let state = Mutex(State())

    /// Whether one more could begin now.
    func haveRoom(for person: PersonID) -> Bool { state.withLock { Self.haveRoom($0, person) } }

    /// Counts one more; false when there is no room for it.
    func enter(_ person: PersonID) -> Bool {
        state.withLock { state in
            guard Self.haveRoom(state, person) else { return false }
            state.all += 1
            state.people[person, default: 0] += 1
            return true
        }
    }

    /// One that had entered has ended.
    func leave(_ person: PersonID) {
        state.withLock { state in
            state.all -= 1
            let left = state.people[person, default: 1] - 1
            state.people[person] = left > 0 ? left : nil
        }
    }

    private static func haveRoom(_ state: State, _ person: PersonID) -> Bool {
        state.all < most && state.people[person, default: 0] < mostOfPerson
    }
}
