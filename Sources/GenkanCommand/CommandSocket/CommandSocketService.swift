import Foundation
import Logging
import ServiceLifecycle

/// Lets commands reach the writer of the running house. Peers are served one after the other, on a
/// thread of their own until their request has been read. A few may wait; the next is told so.
struct CommandSocketService: Service {
    /// How many may wait.
    static let mostWaiting = 8

    /// Where it listens; the file goes when the service ends.
    let path: String
    let logger: Logger
    /// Does what was asked.
    let answer: @Sendable (CommandRequest) async -> CommandReply

    func run() async throws {
        let listener = try UnixSocket.listen(at: path)
        let (peers, continuation) = AsyncStream.makeStream(
            of: Peer.self, bufferingPolicy: .bufferingOldest(Self.mostWaiting))
        defer { _ = unsafe unlink(path) }
        await listener.withNumber { number in
            async let accepting: Void = withCheckedContinuation { ended in
                Thread.detachNewThread {
                    Self.accept(from: number, into: continuation)
                    ended.resume()
                }
            }
            await withTaskCancellationOrGracefulShutdownHandler {
                for await peer in peers { await serve(peer) }
            } onCancelOrGracefulShutdown: {
                // Wakes the accepting thread, which then ends the stream.
                shutdown(number, Int32(SHUT_RDWR))
            }
            // The number stays ours until nobody waits on it any more.
            await accepting
        }
    }

    private func serve(_ peer: Peer) async {
        let reply: CommandReply
        switch peer.request {
        case .success(let request): reply = await answer(request)
        case .failure(let refusal): reply = CommandReply(refusal)
        }
        do {
            guard try CommandWire.write(reply, to: peer.socket) else {
                return logger.notice("A command went away before its answer")
            }
        } catch {
            logger.notice("A command could not be answered", error: error)
        }
    }

    private static func accept(
        from listener: Int32, into continuation: AsyncStream<Peer>.Continuation
    ) {
        defer { continuation.finish() }
        while let socket = try? UnixSocket.accept(from: listener) {
            let peer = Peer(socket)
            if case .enqueued = continuation.yield(peer) { continue }
            // The peer may have gone; nobody can be told then.
            _ = try? CommandWire.write(CommandReply(.busy), to: peer.socket)
        }
    }
}

extension Refusal {
    fileprivate static let busy = Refusal(
        .unavailable, "many commands wait for the process that serves; try again in a moment")
}

extension CommandReply {
    fileprivate init(_ refusal: Refusal) {
        self.init(status: refusal.status.rawValue, text: refusal.text)
    }
}

/// Somebody at the socket, with what was asked.
private final class Peer: Sendable {
    let socket: Descriptor
    let request: Result<CommandRequest, Refusal>

    init(_ socket: consuming Descriptor) {
        do {
            request = .success(try CommandWire.readRequest(from: socket))
        } catch let refusal as Refusal {
            request = .failure(refusal)
        } catch {
            request = .failure(Refusal(.data, "the request could not be read"))
        }
        self.socket = socket
    }
}
