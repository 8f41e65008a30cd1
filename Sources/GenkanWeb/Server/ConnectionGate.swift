import Genkan
import NIOCore
import Synchronization

/// Counts the connections of each address and refuses those over the limit.
///
/// Memory is bounded by the connections there are: an address without any is forgotten.
final class ConnectionGate: Sendable {
    private let limit: Int
    private let exempt: [AddressRange]
    private let open = Mutex<[ClientAddress: Int]>([:])

    init(limit: Int, exempt: [AddressRange]) {
        self.limit = limit
        self.exempt = exempt
    }

    /// Whether a connection may stay; when it may, it is counted until it closes.
    func admits(_ channel: any Channel) -> Bool {
        guard let address = channel.remoteAddress.flatMap(ClientAddress.init),
            !exempt.contains(where: { $0.contains(address) })
        else { return true }
        let subscriber = address.subscriber
        let admitted = open.withLock { open in
            guard open[subscriber, default: 0] < limit else { return false }
            open[subscriber, default: 0] += 1
            return true
        }
        guard admitted else { return false }
        channel.closeFuture.whenComplete { _ in self.leave(subscriber) }
        return true
    }

    private func leave(_ subscriber: ClientAddress) {
        open.withLock { open in
            let left = open[subscriber, default: 1] - 1
            open[subscriber] = left > 0 ? left : nil
        }
    }
}

/// Closes a connection that a gate does not admit, where nothing comes before HTTP.
final class GatedConnection: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private let gate: ConnectionGate

    init(_ gate: ConnectionGate) { self.gate = gate }

    func handlerAdded(context: ChannelHandlerContext) {
        if !gate.admits(context.channel) { context.close(promise: nil) }
    }
}
