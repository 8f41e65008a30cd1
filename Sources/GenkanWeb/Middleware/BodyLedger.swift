import Genkan
import Synchronization

/// Counts the bytes of bodies that are being read and of the answers to them, in all and by subscriber, so
/// that memory is bounded however many streams bring a little of a body, or take a little of an answer,
/// and wait.
///
/// The first ``free`` bytes of a subscriber cost the house nothing: however few others it takes to fill
/// the total, an ordinary body of somebody else still gets in.
///
/// Who is not counted has nothing under way: an address without a body is forgotten.
final class BodyLedger: Sendable {
    private struct Account {
        var total = 0
        var bySubscriber: [ClientAddress: Int] = [:]
    }

    /// What each subscriber may hold without it counting in all.
    static let free = 16 * 1024

    private let house: Int
    private let subscriber: Int
    private let account = Mutex(Account())

    /// - Parameters:
    ///   - house: the most bytes in all, besides those that are free.
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
            let cost = address == nil ? count : Self.cost(own + count) - Self.cost(own)
            // When half of the room is taken, nobody gets much more of it: newcomers do.
            let most =
                account.total > house / 2
                ? min(subscriber, Self.free + house / 64) : subscriber
            guard cost == 0 || own + count <= most, own + count <= subscriber,
                cost == 0 || account.total + cost <= house
            else { return false }
            account.total += cost
            if let address { account.bySubscriber[address] = own + count }
            return true
        }
    }

    /// Counts bytes that are held already, until they are given back; what is above the limits keeps
    /// further ones from being taken.
    func owe(_ count: Int, for address: ClientAddress?) {
        account.withLock { account in
            guard let address else {
                account.total += count
                return
            }
            let own = account.bySubscriber[address, default: 0]
            account.total += Self.cost(own + count) - Self.cost(own)
            account.bySubscriber[address] = own + count
        }
    }

    /// Gives bytes back that were taken for the same subscriber.
    func giveBack(_ count: Int, for address: ClientAddress?) {
        guard count > 0 else { return }
        account.withLock { account in
            guard let address else {
                account.total -= count
                return
            }
            let own = account.bySubscriber[address, default: 0]
            let left = own - count
            account.total -= Self.cost(own) - Self.cost(left)
            account.bySubscriber[address] = left > 0 ? left : nil
        }
    }

    /// What counts in all of what one subscriber holds.
    private static func cost(_ own: Int) -> Int { max(0, own - free) }

    /// The bytes that count in all, and how many subscribers hold any.
    var held: (bytes: Int, subscribers: Int) {
        account.withLock { ($0.total, $0.bySubscriber.count) }
    }
}
