/// Reads one block of a file against its table of keys.
///
/// Making one already reports unknown keys with the nearest known one, and required keys that are
/// missing. The accessors report a value of the wrong type once and give nil.
public struct BlockReader {
    /// The path of the block, such as `fields[2]`; empty for the file as a whole.
    public let path: String
    /// The line the block begins on.
    public let line: Int
    let table: KeyTable
    let file: String
    let problems: ProblemList
    let entries: [YAMLNode.Entry]

    /// Opens a block; nil, and a problem, when the node is none.
    public init?(
        _ node: YAMLNode, path: String = "", table: KeyTable, file: String, problems: ProblemList
    ) {
        self.path = path
        self.table = table
        self.file = file
        self.problems = problems
        line = node.line
        guard case .mapping(let entries) = node.content else {
            problems.add(
                ConfigurationProblem(
                    file: file, line: node.line, key: path, what: "is not a block of keys",
                    remedy:
                        "write keys such as \(table.keys.first?.name ?? "key"): … below it, indented"
                ))
            return nil
        }
        self.entries = entries
        refuseUnknownKeys()
        reportMissingKeys()
    }

    /// The node under a key, when it is written and not empty.
    public func node(_ key: String) -> YAMLNode? {
        entries.first { $0.key.hasSameBytes(as: key) && !$0.value.isEmpty }?.value
    }

    /// The path of a key for problems: `fields[2].label`.
    public func path(of key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }

    /// Reports something that only the reader of the block can know.
    public func report(_ key: String, _ what: String, _ remedy: String, line: Int? = nil) {
        let keyLine = entries.first { $0.key.hasSameBytes(as: key) }?.line
        problems.add(
            ConfigurationProblem(
                file: file, line: line ?? keyLine ?? self.line, key: path(of: key), what: what,
                remedy: remedy))
    }

    private func refuseUnknownKeys() {
        for entry in entries where table[entry.key] == nil {
            let near = NearestName.suggest(for: entry.key, among: table.keys.map(\.name))
            let known = table.keys.map(\.name).joined(separator: ", ")
            report(
                ValueType.shortened(entry.key), "is not a key here",
                near.map { "write \($0)" } ?? "known are \(known)", line: entry.line)
        }
    }

    private func reportMissingKeys() {
        for key in table.keys where key.isRequired && node(key.name) == nil {
            let written = entries.first { $0.key.hasSameBytes(as: key.name) }
            report(
                key.name, written == nil ? "is missing" : "is empty",
                "write \(key.name): \(key.type.text)", line: written?.line)
        }
    }
}
