/// The parameters of a header: `; name=value`, each value a token or a quoted string.
///
/// Read as the headers of parts are really written. Within quotes a backslash quotes a quotation mark or a backslash and
/// is itself before anything else, for programs send the paths of Windows as they are; browsers write a quotation mark
/// as `%22` (see ``PartHead``).
struct HeaderParameters: Hashable, Sendable {
    struct Parameter: Hashable, Sendable {
        /// In lower case.
        let name: String
        let value: String
    }

    /// What stands before the first semicolon, in lower case.
    let essence: String
    /// The parameters in their order.
    let list: [Parameter]

    /// Nil for what cannot be read to its end.
    ///
    /// - Parameter areBytes: whether each scalar is a byte of some encoding of Japanese. In Shift_JIS the second of
    ///   two may be a backslash, which quotes nothing then.
    init?(of header: some StringProtocol, areBytes: Bool = false) {
        var reader = Reader(Array(header.unicodeScalars), areBytes: areBytes)
        essence = reader.text { $0 != ";" }.trimmed.lowercased()
        var list: [Parameter] = []
        while reader.skip(";") {
            reader.skipBlanks()
            if reader.isAtEnd || reader.isAt(";") { continue }
            let name = reader.text { $0 != "=" && $0 != ";" }.trimmed.lowercased()
            guard !name.isEmpty, reader.skip("=") else { return nil }
            reader.skipBlanks()
            guard let value = reader.value() else { return nil }
            list.append(Parameter(name: name, value: value))
            reader.skipBlanks()
        }
        guard reader.isAtEnd else { return nil }
        self.list = list
    }

    /// The only value under a name; nil when there is none. Two of a name are a contradiction, and an error.
    func only(_ name: String) throws(BodyError) -> String? {
        let values = list.filter { $0.name == name }.map(\.value)
        guard values.count < 2 else { throw BodyError(.malformed) }
        return values.first
    }

    private struct Reader {
        private let scalars: [Unicode.Scalar]
        private let areBytes: Bool
        private var place = 0

        init(_ scalars: [Unicode.Scalar], areBytes: Bool) {
            self.scalars = scalars
            self.areBytes = areBytes
        }

        var isAtEnd: Bool { place == scalars.count }

        func isAt(_ scalar: Unicode.Scalar) -> Bool { !isAtEnd && scalars[place] == scalar }

        mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
            guard isAt(scalar) else { return false }
            place += 1
            return true
        }

        mutating func skipBlanks() {
            while isAt(" ") || isAt("\t") { place += 1 }
        }

        mutating func text(while isPart: (Unicode.Scalar) -> Bool) -> String {
            let start = place
            while !isAtEnd, isPart(scalars[place]) { place += 1 }
            return Self.string(scalars[start..<place])
        }

        mutating func value() -> String? {
            guard skip("\"") else { return text { $0 != ";" }.trimmed }
            var value: [Unicode.Scalar] = []
            var isSecond = false
            while !isAtEnd {
                let scalar = scalars[place]
                place += 1
                let isQuoting = scalar == "\\" && !isSecond
                isSecond = areBytes && !isSecond && Self.isFirstOfTwo(scalar)
                if scalar == "\"" { return Self.string(value[...]) }
                if isQuoting, isAt("\"") || isAt("\\") {
                    value.append(scalars[place])
                    place += 1
                } else {
                    value.append(scalar)
                }
            }
            return nil
        }

        /// Whether a character of two bytes begins so in Shift_JIS.
        private static func isFirstOfTwo(_ scalar: Unicode.Scalar) -> Bool {
            (0x81...0x9F).contains(scalar.value) || (0xE0...0xFC).contains(scalar.value)
        }

        private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            return String(view)
        }
    }
}

extension String {
    /// Without blanks and tabs around it.
    fileprivate var trimmed: String {
        var scalars = unicodeScalars[...]
        while let first = scalars.first, first == " " || first == "\t" { scalars.removeFirst() }
        while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
        return String(scalars)
    }
}
