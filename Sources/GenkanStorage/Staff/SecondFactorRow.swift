import Genkan
import Sealing

/// Where a person's second factor lies.
enum SecondFactorRow {
    static func read(
        of person: ObjectID, _ connection: Connection
    ) throws -> SealedSecondFactor? {
        try connection.first("SELECT sealed FROM second_factors WHERE person = \(person)") { row in
            SealedSecondFactor(person: person, sealed: try row[0])
        }
    }

    /// Everybody who has one.
    static func owners(_ connection: Connection) throws -> Set<ObjectID> {
        Set(try connection.all("SELECT person FROM second_factors") { try $0[0] as ObjectID })
    }

    /// Puts a person's second factor in the place of whatever there was.
    static func write(
        _ factor: SealedSecondFactor, _ connection: Connection, now: Instant
    ) throws {
        try connection.run(
            """
            INSERT INTO second_factors (person, sealed, changed_at)
            VALUES (\(factor.person), \(factor.sealed), \(now))
            ON CONFLICT (person) DO UPDATE SET sealed = excluded.sealed,
                changed_at = excluded.changed_at
            """)
    }

    /// Puts it in the place of the very one that was read; false when that is not there any more.
    static func replace(
        _ old: SealedSecondFactor, with new: SealedSecondFactor, _ connection: Connection,
        now: Instant
    ) throws -> Bool {
        try connection.run(
            """
            UPDATE second_factors SET sealed = \(new.sealed), changed_at = \(now)
            WHERE person = \(old.person) AND sealed = \(old.sealed)
            """) == 1
    }
}
