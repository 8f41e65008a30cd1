/// A password as whoever guesses sees it: in compatibility form and lower case, its first 256 scalars.
///
/// What comes after those never makes it worse, so that the time an estimate takes is bounded.
struct FoldedText {
    private static let limit = 256

    let scalars: [UInt32]

    init(_ text: String) {
        self.init(asTyped: TextDoor.compatible(text).lowercased())
    }

    /// Unfolded: one ligature of eighteen letters, many times over, is one character.
    init(asTyped text: String) {
        scalars = text.unicodeScalars.prefix(Self.limit).map(\.value)
    }

    /// The same with one sign for all that may stand for each other, for comparing parts with each other.
    var plain: [UInt32] { scalars.map { Self.disguises[$0]?.first ?? Self.sameAs[$0] ?? $0 } }

    /// The letters that a scalar may stand for, itself first: `4` and `@` may be an `a`.
    static func readings(of scalar: UInt32) -> [UInt32] {
        [scalar] + (disguises[scalar] ?? [])
    }

    /// `1` may be an `i` or an `l`, so that these are one.
    private static let sameAs: [UInt32: UInt32] = [
        Unicode.Scalar("l").value: Unicode.Scalar("i").value
    ]

    private static let disguises: [UInt32: [UInt32]] = {
        let table: [(Unicode.Scalar, String)] = [
            ("0", "o"), ("1", "il"), ("2", "z"), ("3", "e"), ("4", "a"), ("5", "s"), ("6", "g"),
            ("7", "t"), ("8", "b"), ("9", "g"), ("@", "a"), ("$", "s"), ("!", "il"), ("|", "il"),
            ("+", "t"), ("(", "c"), ("<", "c"), ("€", "e"), ("&", "e"), ("#", "h"),
        ]
        return Dictionary(
            uniqueKeysWithValues: table.map { ($0.value, $1.unicodeScalars.map(\.value)) })
    }()
}
