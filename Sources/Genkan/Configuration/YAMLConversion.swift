import Yams

/// Turns the nodes of Yams into ours and refuses what is not allowed.
struct YAMLConversion {
    let file: String

    func node(_ node: Node, depth: Int) throws(ConfigurationProblem) -> YAMLNode {
        let line = node.mark?.line ?? 0
        guard depth <= 32 else {
            throw problem(line, "is nested too deep", "write it with fewer levels")
        }
        guard node.anchor == nil else {
            throw problem(line, "uses an anchor (&name)", "write the value out wherever it is used")
        }
        switch node {
        case .scalar(let scalar):
            try refuseTag(scalar.tag, allowed: [.implicit, .str], line)
            let isPlain = scalar.style == .plain
            return YAMLNode(
                content: .scalar(TextDoor.normalised(scalar.string), isPlain: isPlain), line: line)
        case .sequence(let sequence):
            try refuseTag(sequence.tag, allowed: [.implicit, .seq], line)
            var list: [YAMLNode] = []
            for element in sequence { list.append(try self.node(element, depth: depth + 1)) }
            return YAMLNode(content: .list(list), line: line)
        case .mapping(let mapping):
            try refuseTag(mapping.tag, allowed: [.implicit, .map], line)
            return YAMLNode(content: .mapping(try entries(mapping, depth: depth + 1)), line: line)
        case .alias:
            throw problem(line, "uses an alias (*name)", "write the value out")
        }
    }

    private func entries(
        _ mapping: Node.Mapping, depth: Int
    ) throws(ConfigurationProblem) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var lines: [[UInt8]: Int] = [:]
        for (key, value) in mapping {
            let keyNode = try node(key, depth: depth)
            guard case .scalar(let name, _) = keyNode.content else {
                throw problem(
                    keyNode.line, "has a key that is not a word", "write a word before the colon")
            }
            if let first = lines.updateValue(keyNode.line, forKey: Array(name.utf8)) {
                throw ConfigurationProblem(
                    file: file, line: keyNode.line, key: name,
                    what: "stands twice (first in line \(first))", remedy: "keep one of the two")
            }
            entries.append(
                .init(key: name, line: keyNode.line, value: try node(value, depth: depth)))
        }
        return entries
    }

    private func refuseTag(
        _ tag: Tag, allowed: [Tag.Name], _ line: Int
    ) throws(ConfigurationProblem) {
        guard allowed.contains(where: { $0.rawValue == tag.rawValue }) else {
            throw problem(line, "uses a tag (\(tag.rawValue))", "leave the tag out")
        }
    }

    private func problem(_ line: Int, _ what: String, _ remedy: String) -> ConfigurationProblem {
        ConfigurationProblem(file: file, line: line, key: "", what: what, remedy: remedy)
    }
}
