import Genkan
import GenkanWeb

/// The settings of `genkan.yaml` with what the table cannot check: addresses, origins, ranges.
struct CheckedSettings {
    let settings: Settings
    private(set) var problems: [ConfigurationProblem]

    init(_ read: (settings: Settings, problems: [ConfigurationProblem])) {
        settings = read.settings
        problems = read.problems
    }

    func text(_ key: String, otherwise: String = "") -> String { settings.text(key) ?? otherwise }

    func number(_ key: String, otherwise: Int = 1) -> Int { settings.integer(key) ?? otherwise }

    func flag(_ key: String) -> Bool { settings.boolean(key) ?? false }

    func duration(_ key: String) -> Duration { .seconds(number(key)) }

    /// An IP address, a loopback one if asked for.
    mutating func address(_ key: String, loopback: Bool = false) -> String {
        let text = text(key, otherwise: "127.0.0.1")
        guard let address = ClientAddress(text) else {
            refuse(key, "is no IP address", "write one, such as 0.0.0.0, :: or 127.0.0.1")
            return text
        }
        if loopback, !address.isLoopback {
            refuse(key, "is reachable from outside", "write a loopback address: 127.0.0.1 or ::1")
        }
        return text
    }

    /// Addresses and ranges in CIDR notation.
    mutating func ranges(_ key: String) -> [AddressRange] {
        settings.texts(key).compactMap { text in
            if let range = AddressRange(text) { return range }
            refuse(
                key, "holds no address or range (\(text))",
                "write addresses or ranges, such as [10.0.0.0/8, 2001:db8::1]")
            return nil
        }
    }

    /// A port that is not the one under another key, and the next one after it when none is set.
    mutating func otherPort(_ key: String, than other: String) -> Int {
        let taken = number(other)
        guard let port = settings.integer(key) else { return taken + 1 }
        if port == taken {
            refuse(key, "is that of \(other), too (\(port))", "write another, such as \(port + 1)")
        }
        return port
    }

    /// A port that none of the others has; nil where there is none.
    mutating func furtherPort(_ key: String, than others: [(key: String, port: Int)]) -> Int? {
        guard let port = settings.integer(key) else { return nil }
        if let other = others.first(where: { $0.port == port }) {
            refuse(key, "is that of \(other.key), too (\(port))", "write another, such as 80")
        }
        return port
    }

    /// An origin with https.
    mutating func origin(_ key: String, otherwise: String) -> String {
        guard let text = settings.text(key) else { return otherwise }
        guard let origin = Origin(text)?.description, origin.utf8.starts(with: "https://".utf8)
        else {
            refuse(
                key, "is no address of a house",
                "write https:// and the host, such as https://forms.example.jp, without a path")
            return otherwise
        }
        return origin
    }

    /// Where a map looks up addresses; nil where nothing is written.
    mutating func map(_ key: String) -> MapAddress? {
        guard let text = settings.text(key) else { return nil }
        guard let map = MapAddress(text) else {
            refuse(
                key, "is no address of a map",
                "write https://, and {address} once where the address goes, such as "
                    + "https://www.openstreetmap.org/search?query={address}")
            return nil
        }
        return map
    }

    /// Adds a problem at the place where a value came from.
    mutating func refuse(_ key: String, _ what: String, _ remedy: String) {
        problems.append(settings.problem(key, what, remedy))
    }
}
