import NIOCore
import Synchronization

/// Ends whatever connections a cancelled task has made, and those that it is about to make.
final class SMTPHangUp: Sendable {
    private struct State {
        var happened = false
        var channels: [any Channel] = []
    }

    private let state = Mutex(State())

    /// Whether it was said.
    var happened: Bool { state.withLock { $0.happened } }

    /// Takes a connection in; false when it must not be made any more.
    func follow(_ channel: any Channel) -> Bool {
        state.withLock { state in
            guard !state.happened else { return false }
            state.channels.append(channel)
            return true
        }
    }

    /// Ends them all.
    func now() {
        let channels = state.withLock { state in
            defer { state = State(happened: true) }
            return state.channels
        }
        // Heard by the listener, which needs no TLS shutdown to know that it is over.
        for channel in channels {
            channel.pipeline.fireUserInboundEventTriggered(SMTPListener.HangUp())
        }
    }
}
