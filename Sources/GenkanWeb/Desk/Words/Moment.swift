import Genkan

/// A time as a page shows it: for programs, exactly, and in words.
struct Moment {
    let instant: Instant
    let zone: Zone
    let now: Instant
    let texts: Texts

    /// For a template: `machine` (RFC 3339), `exact` (with seconds and offset), `short` (to the minute, by
    /// the reader's habits), `relative` (`3 h ago`), and `both` of these.
    var values: [String: Any] {
        let exact = zone.text(of: instant)
        let short = DayText(zone: zone, now: now, texts: texts).text(instant)
        return [
            "machine": Self.machine(instant, in: zone), "exact": exact, "short": short,
            "relative": relative,
            "both": texts("desk-time-both", ["short": short, "relative": relative]),
        ]
    }

    /// RFC 3339 with the `T` that programs want.
    static func machine(_ instant: Instant, in zone: Zone) -> String {
        zone.text(of: instant).replacingFirstBlank
    }

    /// How long ago, in the largest unit that fits; a time that is still to come is now.
    private var relative: String {
        let minutes = now.since(instant).components.seconds / 60
        switch minutes {
        case ..<1: return texts["desk-time-now"]
        case ..<60: return texts("desk-time-minutes", ["count": "\(minutes)"])
        case ..<1_440: return texts("desk-time-hours", ["count": "\(minutes / 60)"])
        default: return texts("desk-time-days", ["count": "\(minutes / 1_440)"])
        }
    }
}

extension String {
    fileprivate var replacingFirstBlank: String {
        guard let blank = utf8.firstIndex(of: UInt8(ascii: " ")) else { return self }
        return self[..<blank] + "T" + self[utf8.index(after: blank)...]
    }
}

extension Int {
    /// The number with a comma at every thousand, as Japanese and English write it.
    var grouped: String {
        var digits = Array(String(magnitude).utf8)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(UInt8(ascii: ","), at: place)
            place -= 3
        }
        return (self < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self)
    }
}
