import Genkan
import GenkanWeb

/// Turns what was written into values of the right kind, and collects what does not fit.
struct TypedValues {
    private let given: [String: GivenValue]
    private let keys: [String: ConfigurationKey]
    private(set) var problems: [ConfigurationProblem]

    init(_ given: GivenValues, keys: [ConfigurationKey] = ConfigurationKeys.all) {
        self.given = given.values
        problems = given.problems
        self.keys = Dictionary(keys.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Whether the key was written at all.
    func isGiven(_ name: String) -> Bool { given[name] != nil }

    /// The text of a key, or its default, or what it follows from.
    mutating func text(_ name: String, otherwise: @autoclosure () -> String = "") -> String {
        value(name, otherwise: otherwise()) { $0.text.flatMap { $0.isEmpty ? nil : $0 } }
            remedy: { _ in "write one value" }
    }

    /// A whole number within the key's limits.
    mutating func number(_ name: String, otherwise: @autoclosure () -> Int = 0) -> Int {
        guard case .number(let range)? = keys[name]?.kind else { return otherwise() }
        return value(name, otherwise: otherwise()) { given in
            given.text.flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
        } remedy: { _ in
            "write a whole number from \(range.lowerBound) to \(range.upperBound)"
        }
    }

    /// A length of time within the key's limits.
    mutating func duration(_ name: String) -> Duration {
        guard case .duration(let range)? = keys[name]?.kind else { return .zero }
        return value(name, otherwise: .zero) { given in
            given.text.flatMap(Self.seconds).flatMap { range.contains($0) ? .seconds($0) : nil }
        } remedy: { _ in
            "write \(range.lowerBound)s to \(range.upperBound)s, with the unit"
        }
    }

    /// `true` or `false`.
    mutating func boolean(_ name: String) -> Bool {
        value(name, otherwise: false) { given in
            switch given.text {
            case "true": true
            case "false": false
            default: nil
            }
        } remedy: { _ in "write true or false" }
    }

    /// One of the key's words.
    mutating func word(_ name: String) -> String {
        guard case .word(let words)? = keys[name]?.kind else { return "" }
        return value(name, otherwise: "") { given in
            given.text.flatMap { words.contains($0) ? $0 : nil }
        } remedy: { given in
            let nearest = given.text.flatMap { NearestName.suggest(for: $0, among: words) }
            return nearest.map { "write \($0)" } ?? "write one of \(words.joined(separator: ", "))"
        }
    }

    /// An IP address.
    mutating func address(_ name: String, loopback: Bool = false) -> String {
        value(name, otherwise: "") { given in
            guard let text = given.text, let address = ClientAddress(text),
                !loopback || address.isLoopback
            else { return nil }
            return text
        } remedy: { _ in
            loopback
                ? "write a loopback address, 127.0.0.1 or ::1"
                : "write an IP address, such as 0.0.0.0, :: or 127.0.0.1"
        }
    }

    /// Addresses and ranges.
    mutating func addressRanges(_ name: String) -> [AddressRange] {
        value(name, otherwise: []) { given in
            let ranges = given.texts.compactMap { AddressRange($0) }
            return ranges.count == given.texts.count ? ranges : nil
        } remedy: { _ in "write addresses or ranges, such as [10.0.0.0/8, 2001:db8::1]" }
    }

    /// An origin with https.
    mutating func origin(_ name: String, otherwise: @autoclosure () -> String) -> String {
        value(name, otherwise: otherwise()) { given in
            guard let text = given.text, let origin = Origin(text)?.description,
                origin.utf8.starts(with: "https://".utf8)
            else { return nil }
            return origin
        } remedy: { _ in "write https:// and the host, such as https://forms.example.jp" }
    }

    private mutating func value<Value>(
        _ name: String, otherwise: @autoclosure () -> Value, read: (GivenValue) -> Value?,
        remedy: (GivenValue) -> String
    ) -> Value {
        guard let key = keys[name] else { return otherwise() }
        if let written = given[name] {
            if let value = read(written) { return value }
            problems.append(
                written.problem(
                    "does not fit: " + written.texts.joined(separator: ", "), remedy(written)))
            return otherwise()
        }
        guard let standard = key.standard else { return otherwise() }
        let texts = standard == "[]" ? [] : [standard]
        let given = GivenValue(
            texts: texts, isList: standard == "[]", file: "", line: 0, key: name)
        return read(given) ?? otherwise()
    }

    private static func seconds(_ text: String) -> Int? {
        let units: [(suffix: String, factor: Int)] = [("s", 1), ("m", 60)]
        for unit in units where text.utf8.last == unit.suffix.utf8.last {
            return Int(text.dropLast()).map { $0 * unit.factor }
        }
        return nil
    }
}
