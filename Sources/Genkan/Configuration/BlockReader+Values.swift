extension BlockReader {
    /// The text under a key, or its default.
    public func text(_ key: String) -> String? {
        guard case .text(let text) = value(key) else { return nil }
        return text
    }

    /// The number under a key, or its default.
    public func integer(_ key: String) -> Int? {
        guard case .integer(let number) = value(key) else { return nil }
        return number
    }

    /// The truth value under a key, or its default.
    public func boolean(_ key: String) -> Bool? {
        guard case .boolean(let flag) = value(key) else { return nil }
        return flag
    }

    /// The word under a key as a value of an enumeration, or its default.
    public func word<Word: RawRepresentable<String>>(_ key: String, as: Word.Type) -> Word? {
        text(key).flatMap(Word.init(rawValue:))
    }

    /// The texts of a list, or the default; each with its line.
    public func texts(_ key: String) -> [(text: String, line: Int)] {
        guard let node = node(key) else { return [] }
        return elements(key, node).compactMap { element in
            guard case .scalar(let text, _) = element.content, !element.isEmpty else {
                report(
                    key, "has an entry that is not a text", "write one text an entry",
                    line: element.line)
                return nil
            }
            return (text, element.line)
        }
    }

    /// The blocks of a list, each with a table of its own.
    public func blocks(_ key: String, table: KeyTable) -> [BlockReader] {
        guard let node = node(key) else { return [] }
        return elements(key, node).enumerated().compactMap { offset, element in
            BlockReader(
                element, path: "\(path(of: key))[\(offset)]", table: table, file: file,
                problems: problems)
        }
    }

    /// The block under a key, with a table of its own.
    public func block(_ key: String, table: KeyTable) -> BlockReader? {
        node(key).flatMap {
            BlockReader($0, path: path(of: key), table: table, file: file, problems: problems)
        }
    }

    /// The text in every language under a key; a language that is missing is a problem.
    public func localizedText(_ key: String) -> LocalizedText? {
        guard let node = node(key), case .localizedText(let range) = table[key]?.type else {
            return nil
        }
        guard case .mapping = node.content else {
            report(key, "is not in every language", "write below it, indented, ja: … and en: …")
            return nil
        }
        let table = KeyTable(
            Language.allCases.map { .required($0.rawValue, .text(range), "The text.") })
        let block = BlockReader(
            node, path: path(of: key), table: table, file: file, problems: problems)
        guard let ja = block?.text("ja"), let en = block?.text("en") else { return nil }
        return LocalizedText(ja: ja, en: en)
    }

    private func value(_ key: String) -> ScalarValue? {
        guard let known = table[key] else { return nil }
        guard let node = node(key) else {
            return known.standard.flatMap { try? known.type.read($0).get() }
        }
        guard case .scalar(let text, let isPlain) = node.content else {
            report(key, "is a block or a list", "write one value: \(known.type.text)")
            return nil
        }
        switch known.type.read(text, isPlain: isPlain) {
        case .success(let value): return value
        case .failure(let fault):
            report(key, fault.what, fault.remedy)
            return nil
        }
    }

    private func elements(_ key: String, _ node: YAMLNode) -> [YAMLNode] {
        guard case .list(let elements) = node.content else {
            report(key, "is not a list", "write one entry a line, each behind a hyphen")
            return []
        }
        guard let range = table[key]?.type.listRange, !range.contains(elements.count) else {
            return elements
        }
        report(
            key, "has \(elements.count) entries",
            "write \(range.lowerBound) to \(range.upperBound)")
        return elements.count > range.upperBound ? [] : elements
    }
}

extension ValueType {
    fileprivate var listRange: ClosedRange<Int>? {
        switch self {
        case .texts(let range), .blocks(let range): range
        default: nil
        }
    }
}
