import Synchronization

/// Counts the bytes of bodies that are being read, in all and by subscriber, so that memory is bounded
/// however many streams bring a little of a body and wait.
///
/// Who is not counted has nothing under way: an address without a body is forgotten.
final class BodyLedger: Sendable {
    private struct Account {
        var total = 0
        var bySubscriber: [ClientAddress: Int] = [:]
    }

    private let house: Int
    private let subscriber: Int
    private let account = Mutex(Account())

    /// - Parameters:
    ///   - house: the most bytes in all.
    ///   - subscriber: the most bytes of one subscriber.
    init(house: Int, subscriber: Int) {
        self.house = house
        self.subscriber = subscriber
    }

    /// Whether so many bytes more may be held; if so, they are counted until they are given back.
    ///
    /// - Parameter address: the subscriber's; a peer without one counts in all only.
    func take(_ count: Int, for address: ClientAddress?) -> Bool {
        account.withLock { account in
            let own = address.map { account.bySubscriber[$0, default: 0] } ?? 0
            guard account.total + count <= house, own + count <= subscriber else { return false }
            account.total += count
            if let address { account.bySubscriber[address] = own + count }
            return true
        }
    }

    /// Gives bytes back that were taken for the same subscriber.
    func giveBack(_ count: Int, for address: ClientAddress?) {
        guard count > 0 else { return }
        account.withLock { account in
            account.total -= count
            guard let address else { return }
            let left = account.bySubscriber[address, default: 0] - count
            account.bySubscriber[address] = left > 0 ? left : nil
        }
    }

    /// The bytes that are held, and by how many subscribers.
    var held: (bytes: Int, subscribers: Int) {
        account.withLock { ($0.total, $0.bySubscriber.count) }
    }
}
