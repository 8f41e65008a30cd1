public import Genkan
import Sealing
import Synchronization

/// The people of the house: founding it, signing in, adding somebody.
public final class StaffStore: Sendable {
    let writer: Writer
    let readers: Readers
    let roster: RosterBook
    let house: HouseKey
    let mint: Mint
    let cost: ScryptCost
    let scrypt = ScryptQueue()
    let refusals = RefusalNotes()
    /// When it was written down last that somebody is here.
    let recentlySeen = Mutex<[PersonID: Instant]>([:])

    init(
        writer: Writer, readers: Readers, roster: RosterBook, house: HouseKey, mint: Mint,
        cost: ScryptCost
    ) {
        self.writer = writer
        self.readers = readers
        self.roster = roster
        self.house = house
        self.mint = mint
        self.cost = cost
    }

    /// Whether there is a roster, and it is genuine.
    ///
    /// - Throws: a `SealingError` or `.corrupted` when there is one that was tampered with.
    public func isSetUp() async throws -> Bool {
        try await roster.isBegun(readers)
    }

    /// Everybody who can sign in, by name, from the verified roster.
    public func people() async throws -> [Person] {
        let roster = roster
        return try await readers.read { try roster.verified($0).staff() }
    }

    /// Whose name this is, from the verified roster; nil when it is nobody's.
    public func person(named name: String) async throws -> Person? {
        let roster = roster
        return try await readers.read { try roster.entry(named: name, $0)?.person }
    }

    /// How busy the place is where passwords are tried.
    public var scryptLoad: ScryptLoad { scrypt.load }

    /// The SHA-256 of the house key's public half, for the recovery sheet.
    public var houseFingerprint: [UInt8] { house.publicKey.fingerprint }

    func newID(_ now: Instant) throws -> ObjectID {
        try ObjectID(mint.id(at: now) as PersonID)
    }
}
