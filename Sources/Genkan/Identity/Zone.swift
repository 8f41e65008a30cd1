import Foundation

/// A time zone of the IANA database by its name (`Asia/Tokyo`), known to exist on this machine.
public struct Zone: Hashable, Sendable {
    /// The name in the IANA database.
    public let name: String
    private let zone: TimeZone

    /// Finds the zone; nil for a name that the IANA database does not have. Abbreviations (`JST`)
    /// and bare offsets (`GMT+9`) are not names.
    public init?(named name: String) {
        let known = name == "UTC" || TimeZone.knownTimeZoneIdentifiers.contains(name)
        guard known, let zone = TimeZone(identifier: name) else { return nil }
        self.name = name
        self.zone = zone
    }

    /// Coordinated universal time.
    public static let utc = Zone(name: "UTC", zone: .gmt)

    /// A zone of a stored form that this machine no longer knows: its name is kept, its times are
    /// UTC.
    init(formerlyNamed name: String) {
        self.init(name: name, zone: .gmt)
    }

    private init(name: String, zone: TimeZone) {
        self.name = name
        self.zone = zone
    }

    /// The names that the IANA database of this machine has, for hints.
    public static var knownNames: [String] { TimeZone.knownTimeZoneIdentifiers + ["UTC"] }

    /// Seconds east of UTC at a moment, summer time included.
    public func offset(at instant: Instant) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.seconds))))
    }

    /// Date, time and offset: `2026-11-23 17:15:00+09:00` (RFC 3339 § 5.6 with a blank). It sorts
    /// as text within one offset; a spreadsheet may take it for text.
    public func text(of instant: Instant) -> String {
        let offset = offset(at: instant)
        let local = CivilTime(seconds: instant.seconds, offset: offset)
        let minutes = Int64(offset.magnitude) / 60
        let sign = offset < 0 ? "-" : "+"
        return local.date + " " + local.time + sign + padded(minutes / 60, to: 2) + ":"
            + padded(minutes % 60, to: 2)
    }

    /// Date, hour and minute without offset: `2026-11-23 17:15`, for the eye.
    public func shortText(of instant: Instant) -> String {
        let local = CivilTime(seconds: instant.seconds, offset: offset(at: instant))
        return local.date + " " + local.hourAndMinute
    }

    /// Hour and minute alone: `17:15`.
    public func clockText(of instant: Instant) -> String {
        CivilTime(seconds: instant.seconds, offset: offset(at: instant)).hourAndMinute
    }
}

extension Zone {
    /// Zones are equal when their names are, whatever the machine's tables say.
    public static func == (left: Zone, right: Zone) -> Bool {
        left.name == right.name
    }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}
