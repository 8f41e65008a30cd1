import Genkan

/// The time zones of the world, to choose from.
enum ZoneChoices {
    /// By region, for a template; `chosen` is the one that a person has chosen.
    static func values(_ chosen: Zone?) -> [[String: Any]] {
        regions.map { region, names in
            [
                "region": region,
                "zones": names.map { name, label in
                    ["name": name, "label": label, "chosen": name == chosen?.name]
                        as [String: Any]
                },
            ]
        }
    }

    private static let regions: [(region: String, names: [(name: String, label: String)])] = {
        let named = Zone.knownNames.compactMap { name -> (region: String, label: String)? in
            guard let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
            return (String(name[..<slash]), String(name[name.utf8.index(after: slash)...]))
        }
        let byRegion = Dictionary(grouping: named, by: \.region).sorted { $0.key < $1.key }
        let all = byRegion.map { region, zones in
            let labels = zones.map(\.label).sorted()
            return (region, labels.map { ("\(region)/\($0)", $0.replacing("_", with: " ")) })
        }
        return all + [("UTC", [("UTC", "UTC")])]
    }()
}
