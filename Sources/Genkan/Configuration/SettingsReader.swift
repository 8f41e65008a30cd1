/// Flattens nested blocks into dotted keys and lays the environment over them.
final class SettingsReader {
    let table: KeyTable
    let file: String
    let problems = ProblemList()
    var values: [String: ScalarValue] = [:]
    /// Where each value came from; `what` and `remedy` are empty.
    var places: [String: ConfigurationProblem] = [:]

    init(table: KeyTable, file: String) {
        self.table = table
        self.file = file
    }

    func read(_ node: YAMLNode, path: String) {
        guard case .mapping(let entries) = node.content else {
            report(path, node.line, "is not a block of keys", "write keys below it, indented")
            return
        }
        for entry in entries {
            let key = path.isEmpty ? entry.key : "\(path).\(entry.key)"
            if let known = table[key] {
                guard !entry.value.isEmpty else { continue }
                read(entry.value, known, line: entry.line)
            } else if table.keys.contains(where: { $0.name.utf8.starts(with: "\(key).".utf8) }) {
                if !entry.value.isEmpty { read(entry.value, path: key) }
            } else {
                refuse(key, line: entry.line)
            }
        }
    }

    func read(_ environment: [String: String]) {
        let names = Dictionary(
            table.keys.map { ($0.environmentName, $0) }, uniquingKeysWith: { first, _ in first })
        for (name, text) in environment.sorted(by: { $0.key < $1.key })
        where name.utf8.starts(with: "GENKAN_".utf8) {
            guard let key = names[name] else {
                let near = NearestName.suggest(for: name, among: names.keys.sorted())
                problems.add(
                    environmentProblem(
                        name, "is not a variable of Genkan",
                        near.map { "write \($0)" } ?? "unset it"))
                continue
            }
            switch key.type.read(TextDoor.normalised(text)) {
            case .success(let value): set(key.name, value, environmentProblem(name, "", ""))
            case .failure(let fault):
                problems.add(environmentProblem(name, fault.what, fault.remedy))
                places[key.name] = environmentProblem(name, "", "")
            }
        }
    }

    /// Defaults, and required keys that nobody set.
    func fillIn() {
        for key in table.keys where places[key.name] == nil {
            if let standard = key.standard, case .success(let value) = key.type.read(standard) {
                values[key.name] = value
            } else if key.isRequired {
                report(
                    key.name, 0, "is missing", "write it in the file or set \(key.environmentName)")
            }
        }
    }

    private func read(_ node: YAMLNode, _ key: KeyTable.Key, line: Int) {
        let place = ConfigurationProblem(
            file: file, line: line, key: key.name, what: "", remedy: "")
        places[key.name] = place
        switch read(node, as: key.type) {
        case .success(let value): set(key.name, value, place)
        case .failure(let fault): report(key.name, line, fault.what, fault.remedy)
        }
    }

    private func read(_ node: YAMLNode, as type: ValueType) -> Result<ScalarValue, ValueFault> {
        switch (node.content, type) {
        case (.scalar(let text, let isPlain), _): return type.read(text, isPlain: isPlain)
        case (.list(let elements), .texts(let range)):
            let texts = elements.compactMap { element -> String? in
                guard case .scalar(let text, _) = element.content, !element.isEmpty else {
                    return nil
                }
                return text.trimmingBlanks()
            }
            guard texts.count == elements.count, range.contains(texts.count) else {
                return .failure(
                    ValueFault(what: "is not a list of texts", remedy: "write \(type.text)"))
            }
            return .success(.texts(texts))
        default:
            return .failure(
                ValueFault(what: "is a block or a list", remedy: "write one value: \(type.text)"))
        }
    }

    private func set(_ key: String, _ value: ScalarValue, _ place: ConfigurationProblem) {
        values[key] = value
        places[key] = place
    }

    /// Names the nearest key or block, or else everything that may stand in the same block.
    private func refuse(_ key: String, line: Int) {
        let block = key.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(key[...$0]) } ?? ""
        var known: [String] = []
        for name in table.keys.map(\.name) where name.utf8.starts(with: block.utf8) {
            let rest = name.dropFirst(block.count)
            let entry = block + (rest.split(separator: ".").first ?? rest)
            if known.last != entry { known.append(entry) }
        }
        let near = NearestName.suggest(for: key, among: known + table.keys.map(\.name))
        let list = known.joined(separator: ", ")
        report(key, line, "is not a key here", near.map { "write \($0)" } ?? "known are \(list)")
    }

    private func report(_ key: String, _ line: Int, _ what: String, _ remedy: String) {
        problems.add(
            ConfigurationProblem(file: file, line: line, key: key, what: what, remedy: remedy))
    }

    private func environmentProblem(
        _ name: String, _ what: String, _ remedy: String
    ) -> ConfigurationProblem {
        ConfigurationProblem(file: "environment", line: 0, key: name, what: what, remedy: remedy)
    }
}
