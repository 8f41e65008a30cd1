extension BlockReader {
    /// The fields of a form's file; those that are wrong are left out, with problems.
    func fields() -> [Field] {
        var seen: Set<String> = []
        return blocks("fields", table: FormKeys.field).compactMap { $0.field(&seen) }
    }

    private func field(_ seen: inout Set<String>) -> Field? {
        let name = fieldName(&seen)
        let label = localizedText("label")
        let kind = self.kind()
        let lengths = kind.flatMap { self.lengths(of: $0) }
        let value = kind.flatMap { self.value(of: $0) }
        let autocomplete = self.autocomplete() ?? kind?.standardAutocomplete
        let isRequired = boolean("required")
        let isTitle = boolean("title")
        let isPersonal = boolean("personal")
        let placeholder = localizedText("placeholder")
        let help = localizedText("help")
        if let kind { refuseIdleKeys(of: kind) }
        guard let name, let label, let kind, let isRequired, let isTitle, let isPersonal,
            let lengths
        else { return nil }
        let field = Field(
            name: name, label: label, kind: kind, isRequired: isRequired,
            minimumLength: lengths.lowerBound, maximumLength: lengths.upperBound,
            isTitle: isTitle, isPersonal: isPersonal, placeholder: placeholder, help: help,
            autocomplete: autocomplete, value: value)
        refuseUnsendable(field)
        return field
    }

    private func fieldName(_ seen: inout Set<String>) -> String? {
        guard let name = text("name") else { return nil }
        let first = name.utf8.first ?? 0
        let isName = name.utf8.allSatisfy(isWordByte)
        guard isName, (0x61...0x7A).contains(first | 0x20) || first == 0x5F else {
            report(
                "name", "is not a name for a form control (\(ValueType.shortened(name)))",
                "write a letter, then letters, digits, _ and -; the label carries the Japanese")
            return nil
        }
        guard !ReservedNames.contains(name) else {
            report("name", "is taken by Genkan (\(name))", "write another name")
            return nil
        }
        guard seen.insert(name.lowercased()).inserted else {
            report("name", "stands twice (\(name))", "give every field a name of its own")
            return nil
        }
        return name
    }

    private func kind() -> FieldKind? {
        guard let word = text("kind") else { return nil }
        let isChoice = word == "choice"
        if isChoice, node("options") == nil {
            report("options", "is missing", "write what can be chosen: a list of id and label")
            return nil
        }
        for key in ["options", "multiple"] where !isChoice && node(key) != nil {
            report(key, "is only for kind: choice", "leave it out, or write kind: choice")
        }
        return FieldKind(
            named: word, choice: isChoice ? choice() : nil, file: fileRule(isFile: word == "file"))
    }

    private func fileRule(isFile: Bool) -> FileRule? {
        guard isFile else {
            for key in ["accept", "max_files", "max_file_bytes"] where node(key) != nil {
                report(key, "is only for kind: file", "leave it out, or write kind: file")
            }
            return nil
        }
        for key in ["placeholder", "autocomplete", "title"] where node(key) != nil {
            report(key, "is not for kind: file", "leave it out")
        }
        if boolean("personal") == false {
            report("personal", "is always true for kind: file", "leave it out")
        }
        guard let count = integer("max_files") else { return nil }
        return FileRule(
            types: fileTypes(), maximumCount: count,
            maximumBytes: integer("max_file_bytes") ?? FileRule.standardMaximumBytes)
    }

    private func fileTypes() -> [FileType] {
        guard node("accept") != nil else { return FileRule().types }
        var types: [FileType] = []
        for (word, line) in texts("accept") {
            let near = NearestName.suggest(for: word, among: FileType.allCases.map(\.rawValue))
            switch FileType(rawValue: word) {
            case .some(let type) where types.contains(type):
                report("accept", "names \(word) twice", "keep one of the two", line: line)
            case .some(let type): types.append(type)
            case nil:
                report(
                    "accept", "is not a type of file (\(ValueType.shortened(word)))",
                    "write \(near ?? FileType.words)", line: line)
            }
        }
        return types
    }

    private func choice() -> Choice? {
        var seen: Set<String> = []
        let options = blocks("options", table: FormKeys.option).compactMap { block in
            let id = block.optionID(&seen)
            let label = block.localizedText("label")
            return id.flatMap { id in label.map { Choice.Option(id: id, label: $0) } }
        }
        return boolean("multiple").map { Choice(options: options, isMultiple: $0) }
    }

    private func optionID(_ seen: inout Set<String>) -> String? {
        guard let id = text("id") else { return nil }
        guard id.utf8.allSatisfy(isWordByte) else {
            report(
                "id", "has other characters than letters, digits, _ and -",
                "write an id such as product; the label carries the Japanese")
            return nil
        }
        guard seen.insert(id).inserted else {
            report("id", "stands twice (\(id))", "give every option an id of its own")
            return nil
        }
        return id
    }

    private func lengths(of kind: FieldKind) -> ClosedRange<Int>? {
        for key in ["min_length", "max_length"] where node(key) != nil && !kind.hasLength {
            report(key, "is not for kind: \(kind.name)", "leave it out")
        }
        let maximum = integer("max_length") ?? kind.standardMaximumLength
        guard let minimum = integer("min_length") else { return nil }
        guard minimum <= maximum else {
            report(
                "min_length", "is more than the most characters (\(maximum))",
                "write a smaller number")
            return nil
        }
        return minimum...maximum
    }

    private func value(of kind: FieldKind) -> String? {
        guard node("value") != nil else { return nil }
        guard kind == .hidden else {
            report("value", "is only for kind: hidden", "leave it out")
            return nil
        }
        return text("value")
    }

    private func autocomplete() -> String? {
        guard let tokens = text("autocomplete") else { return nil }
        let unknown = tokens.split(separator: " ").map(String.init)
            .first { !AutocompleteTokens.isKnown($0) }
        guard let unknown else { return tokens }
        let near = NearestName.suggest(for: unknown, among: AutocompleteTokens.all)
        report(
            "autocomplete", "is not a token of HTML (\(ValueType.shortened(unknown)))",
            "write \(near ?? "one such as organization, or leave it out")")
        return nil
    }
}
