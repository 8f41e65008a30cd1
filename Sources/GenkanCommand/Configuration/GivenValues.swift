import Foundation
import Genkan

/// Everything that was written in the file and in the environment, by the name of its key; what
/// names no key is a problem with the nearest one.
struct GivenValues {
    private(set) var values: [String: GivenValue] = [:]
    private(set) var problems: [ConfigurationProblem] = []
    private let keys: [String: ConfigurationKey]

    init(keys: [ConfigurationKey] = ConfigurationKeys.all) {
        self.keys = Dictionary(keys.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Takes the sections of a file.
    mutating func take(_ node: YAMLNode, file: String) {
        guard case .mapping(let sections) = node.content else {
            problems.append(
                ConfigurationProblem(
                    file: file, line: node.line, key: "", what: "holds no sections",
                    remedy: "write sections such as `server:` with their keys indented below"))
            return
        }
        let known = Set(keys.keys.map { $0.split(separator: ".")[0] }.map(String.init)).sorted()
        for section in sections {
            guard known.contains(section.key) else {
                problems.append(unknown(section.key, "section", known, file, section.line))
                continue
            }
            take(section, file: file)
        }
    }

    private mutating func take(_ section: YAMLNode.Entry, file: String) {
        guard case .mapping(let entries) = section.value.content else {
            guard !section.value.isEmpty else { return }
            problems.append(
                ConfigurationProblem(
                    file: file, line: section.line, key: section.key, what: "is a section",
                    remedy: "write its keys on lines of their own, indented below"))
            return
        }
        let known = keys.keys.filter { $0.hasPrefix(section.key + ".") }.sorted()
        for entry in entries {
            let name = section.key + "." + entry.key
            guard keys[name] != nil else {
                problems.append(unknown(name, "key", known, file, entry.line))
                continue
            }
            take(entry.value, name: name, file: file)
        }
    }

    private mutating func take(_ node: YAMLNode, name: String, file: String) {
        switch node.content {
        case _ where node.isEmpty: return
        case .scalar(let text, _):
            values[name] = GivenValue(
                texts: [text], isList: false, file: file, line: node.line, key: name)
        case .list(let nodes):
            let texts = nodes.compactMap { node in
                if case .scalar(let text, _) = node.content { text } else { nil }
            }
            guard texts.count == nodes.count else { fallthrough }
            values[name] = GivenValue(
                texts: texts, isList: true, file: file, line: node.line, key: name)
        case .mapping:
            problems.append(
                ConfigurationProblem(
                    file: file, line: node.line, key: name, what: "holds keys or lists of its own",
                    remedy: "write a single value, or a list of single values"))
        }
    }

    /// Takes the variables that begin with ``ConfigurationKeys/prefix``; they win over the file.
    mutating func take(environment: [String: String]) {
        let byVariable = Dictionary(keys.values.map { ($0.variable, $0) }) { first, _ in first }
        for (variable, text) in environment.sorted(by: { $0.key < $1.key }) {
            guard variable.hasPrefix(ConfigurationKeys.prefix),
                !ConfigurationKeys.foreignVariables.contains(variable)
            else { continue }
            guard let key = byVariable[variable] else {
                problems.append(
                    unknown(variable, "variable", byVariable.keys.sorted(), "environment", 0))
                continue
            }
            let isList = key.kind == .addressRanges
            let texts = isList ? text.components(separatedBy: ",") : [text]
            values[key.name] = GivenValue(
                texts: texts.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty },
                isList: isList, file: "environment", line: 0, key: variable)
        }
    }

    private func unknown(
        _ name: String, _ kind: String, _ known: [String], _ file: String, _ line: Int
    ) -> ConfigurationProblem {
        let nearest = NearestName.suggest(for: name, among: known)
        return ConfigurationProblem(
            file: file, line: line, key: name, what: "is no \(kind) of Genkan",
            remedy: nearest.map { "write \($0)" } ?? "remove it, or see the commented genkan.yaml")
    }
}
