import Genkan
import Synchronization

/// Counts what requests hold of something that is scarce, in all and by subscriber: the bytes of bodies that
/// are being read and of the answers to them, the keys of files. So it is bounded however many streams bring
/// a little of a body, or take a little of an answer, and wait.
///
/// The first of a subscriber cost the house nothing: however few others it takes to fill the total, an
/// ordinary request of somebody else still gets in.
///
/// Who is not counted has nothing under way: an address without a request is forgotten.
final class Ledger: Sendable {
    private struct Account {
        var total = 0
        var bySubscriber: [ClientAddress: Int] = [:]
    }

    /// The bytes of an ordinary body.
    static let free = 16 * 1024

    private let free: Int
    private let house: Int
    private let subscriber: Int
    private let account = Mutex(Account())

    /// - Parameters:
    ///   - house: the most in all, besides what is free.
    ///   - subscriber: the most of one subscriber.
    ///   - free: what each subscriber may hold without it counting in all.
    init(house: Int, subscriber: Int, free: Int = free) {
        self.free = free
        self.house = house
        self.subscriber = subscriber
    }

    /// Whether so much more may be held; if so, they are counted until they are given back.
    ///
    /// - Parameters:
    ///   - address: the subscriber's; a peer without one counts in all only.
    ///   - isCapped: whether a subscriber may have so much and no more.
    func take(_ count: Int, for address: ClientAddress?, isCapped: Bool = true) -> Bool {
        account.withLock { account in
            let own = address.map { account.bySubscriber[$0, default: 0] } ?? 0
            let price = address == nil ? count : cost(own + count) - cost(own)
            // When half of the room is taken, nobody gets much more of it: newcomers do.
            let most =
                account.total > house / 2
                ? min(subscriber, free + house / 64) : subscriber
            guard !isCapped || own + count <= subscriber && (price == 0 || own + count <= most),
                price == 0 || account.total + price <= house
            else { return false }
            account.total += price
            if let address { account.bySubscriber[address] = own + count }
            return true
        }
    }

    /// Counts what is held already, until they are given back; what is above the limits keeps
    /// further ones from being taken.
    func owe(_ count: Int, for address: ClientAddress?) {
        account.withLock { account in
            guard let address else {
                account.total += count
                return
            }
            let own = account.bySubscriber[address, default: 0]
            account.total += cost(own + count) - cost(own)
            account.bySubscriber[address] = own + count
        }
    }

    /// Gives back what was taken for the same subscriber.
    func giveBack(_ count: Int, for address: ClientAddress?) {
        guard count > 0 else { return }
        account.withLock { account in
            guard let address else {
                account.total -= count
                return
            }
            let own = account.bySubscriber[address, default: 0]
            let left = own - count
            account.total -= cost(own) - cost(left)
            account.bySubscriber[address] = left > 0 ? left : nil
        }
    }

    /// What counts in all of what one subscriber holds.
    private func cost(_ own: Int) -> Int { max(0, own - free) }

    /// What counts in all, and how many subscribers hold any.
    var held: (bytes: Int, subscribers: Int) {
        account.withLock { ($0.total, $0.bySubscriber.count) }
    }
}

/// What one request holds of a ledger; given back at its end.
final class LedgerHolding: Sendable {
    private let ledger: Ledger
    private let subscriber: ClientAddress?
    private let isCapped: Bool
    private let held = Mutex(0)

    /// - Parameter context: whose request it is; an exempt network is held to what the house bears alone.
    convenience init(_ ledger: Ledger, of context: GenkanRequestContext) {
        self.init(
            ledger, for: context.clientAddress?.subscriber, isCapped: !context.isExempt)
    }

    init(_ ledger: Ledger, for subscriber: ClientAddress?, isCapped: Bool = true) {
        self.ledger = ledger
        self.subscriber = subscriber
        self.isCapped = isCapped
    }

    /// How much it is.
    var count: Int { held.withLock { $0 } }

    /// Whether it may be so much more.
    func take(_ more: Int) -> Bool {
        guard ledger.take(more, for: subscriber, isCapped: isCapped) else { return false }
        held.withLock { $0 += more }
        return true
    }

    /// Gives back what is above so much.
    func settle(at count: Int) {
        let above = held.withLock { held in
            let kept = min(held, count)
            defer { held = kept }
            return held - kept
        }
        ledger.giveBack(above, for: subscriber)
    }

    /// Gives all of it back.
    func end() {
        let count = held.withLock { held in
            defer { held = 0 }
            return held
        }
        ledger.giveBack(count, for: subscriber)
    }
}
