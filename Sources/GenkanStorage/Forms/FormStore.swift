public import Genkan
import Sealing

/// The forms that the house knows, every version of each.
public final class FormStore: Sendable {
    private let writer: Writer
    private let readers: Readers
    private let roster: RosterBook
    private let house: HouseKey
    private let mint: Mint

    init(writer: Writer, readers: Readers, roster: RosterBook, house: HouseKey, mint: Mint) {
        self.writer = writer
        self.readers = readers
        self.roster = roster
        self.house = house
        self.mint = mint
    }

    /// Makes these the forms of the house: at start, and again on SIGHUP. All or nothing.
    ///
    /// A form of a new name gets an id, a key and grants for every administrator and the recovery
    /// person; a changed one gets its next version, the old ones stay. A form that is not among
    /// them takes no submissions any more; what was sent stays.
    ///
    /// - Throws: `.setUp` without a roster; a `SealingError` that names what was tampered with.
    /// - Returns: the forms with id and version, in the order given.
    @discardableResult
    public func register(_ forms: [Form], now: Instant) async throws -> [RegisteredForm] {
        let roster = roster, house = house, mint = mint
        return try await writer.write { connection in
            let registration = FormRegistration(
                connection: connection, roster: try roster.verified(connection), house: house,
                mint: mint, now: now)
            return try registration.run(forms)
        }
    }

    /// One version of a form, gone or not.
    ///
    /// - Throws: `.notFound`; `notGenuine` (formDefinition) when the stored definition is not what
    ///   the house signed.
    public func version(_ form: FormID, _ version: UInt32) async throws -> RegisteredForm {
        let house = house.publicKey
        return try await readers.read { try FormRow.read(form, version, $0, house: house) }
    }

    /// Every genuine version of a form, oldest first; empty when there is no such form. What was
    /// sent to a version that is not genuine is refused where it is opened.
    public func versions(_ form: FormID) async throws -> [RegisteredForm] {
        let house = house.publicKey
        return try await readers.read { try FormRow.all(of: form, $0, house: house) }
    }
}
