import Foundation
import Sealing

/// Where passwords are tried: one at a time, on a thread of its own that gives way to everything else.
///
/// scrypt takes 0.4 s and 128 MiB. On the cooperative pool it would stop the whole server, and several at
/// once would take its memory. How many may wait is bounded, in two lines: the known devices go first, and
/// after three of them in a row one of the others has its turn.
final class ScryptQueue: Sendable {
    private let turns = ScryptTurns()

    init() {
        let thread = Thread { [turns] in
            // On Linux this is about the calling thread alone.
            _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, 10)
            while let turn = turns.next() { turn.begin() }
        }
        thread.name = "genkan.scrypt"
        thread.start()
    }

    deinit { turns.end() }

    /// How busy it is.
    var load: ScryptLoad { turns.load }

    /// Runs the body when its turn comes. Who has gone meanwhile (a task that was cancelled) has none.
    ///
    /// - Throws: `.crowded` when too many wait; `CancellationError`; what the body throws.
    func run<Value: Sendable>(
        _ lane: SignInLane, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let turns = turns
        let ticket = ScryptTurns.Ticket()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let turn = ScryptTurns.Turn(
                    ticket: ticket,
                    begin: {
                        let result = Result { try body() }
                        turns.ended()
                        continuation.resume(with: result)
                    }, refuse: { continuation.resume(throwing: $0) })
                if let refusal = turns.join(turn, lane) { continuation.resume(throwing: refusal) }
            }
        } onCancel: {
            turns.leave(ticket)
        }
    }
}
