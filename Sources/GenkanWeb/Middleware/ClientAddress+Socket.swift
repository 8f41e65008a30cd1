import Genkan
import NIOCore

extension ClientAddress {
    /// The address of a peer; nil for a Unix socket.
    init?(_ address: SocketAddress) {
        guard let text = address.ipAddress else { return nil }
        self.init(text.prefix { $0 != "%" })
    }
}
