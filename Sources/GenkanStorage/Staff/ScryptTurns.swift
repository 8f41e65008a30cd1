import Foundation
import Synchronization

/// Who waits for ``ScryptQueue``, and whose turn it is.
final class ScryptTurns: Sendable {
    /// Tells one turn from another, and whether it is still wanted.
    final class Ticket: Sendable {
        fileprivate let isGone = Atomic(false)
    }

    /// What somebody waits for; ends by one of the two.
    struct Turn: Sendable {
        let ticket: Ticket
        let begin: @Sendable () -> Void
        let refuse: @Sendable (any Error) -> Void
    }

    fileprivate struct State {
        var lines: [SignInLane: [Turn]] = [:]
        var knownInARow = 0
        var isEnded = false
        var load = ScryptLoad()

        mutating func count(_ lane: SignInLane) {
            let count = lines[lane, default: []].count
            load.waiting[lane] = count
            load.mostWaiting[lane] = max(count, load.mostWaiting[lane, default: 0])
        }
    }

    fileprivate static let mostKnownInARow = 3

    private let state = Mutex(State())
    private let calls = DispatchSemaphore(value: 0)

    var load: ScryptLoad { state.withLock { $0.load } }

    /// Takes a place in a line; answers why there is none.
    func join(_ turn: Turn, _ lane: SignInLane) -> (any Error)? {
        let refusal: (any Error)? = state.withLock { state in
            guard !turn.ticket.isGone.load(ordering: .acquiring) else { return CancellationError() }
            guard !state.load.isFull(lane) else {
                return StorageError(.crowded, "too many sign-ins at once")
            }
            state.lines[lane, default: []].append(turn)
            state.count(lane)
            return nil
        }
        if refusal == nil { calls.signal() }
        return refusal
    }

    /// Gives the place up, before its turn or before it was taken.
    func leave(_ ticket: Ticket) {
        ticket.isGone.store(true, ordering: .releasing)
        let gone = state.withLock { state -> Turn? in
            for lane in SignInLane.allCases {
                guard let place = state.lines[lane]?.firstIndex(where: { $0.ticket === ticket })
                else { continue }
                let turn = state.lines[lane]?.remove(at: place)
                state.count(lane)
                return turn
            }
            return nil
        }
        gone?.refuse(CancellationError())
    }

    /// Waits for the next turn; nil at the end.
    func next() -> Turn? {
        while true {
            calls.wait()
            let (turn, isEnded) = state.withLock { ($0.takeNext(), $0.isEnded) }
            if turn != nil || isEnded { return turn }
        }
    }

    /// A turn is over.
    func ended() { state.withLock { $0.load.atOnce -= 1 } }

    /// Lets the thread go. Nobody waits any more: who waits holds the queue.
    func end() {
        state.withLock { $0.isEnded = true }
        calls.signal()
    }
}

extension ScryptTurns.State {
    fileprivate mutating func takeNext() -> ScryptTurns.Turn? {
        let isUnknownsTurn = knownInARow >= ScryptTurns.mostKnownInARow
        let order: [SignInLane] = isUnknownsTurn ? [.unknown, .known] : [.known, .unknown]
        guard let lane = order.first(where: { !lines[$0, default: []].isEmpty }),
            let turn = lines[lane]?.removeFirst()
        else { return nil }
        knownInARow = lane == .known ? knownInARow + 1 : 0
        count(lane)
        load.turns += 1
        load.atOnce += 1
        load.mostAtOnce = max(load.mostAtOnce, load.atOnce)
        return turn
    }
}
