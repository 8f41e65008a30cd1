/// The reading of a name in katakana.
///
/// Hiragana is converted and half-width katakana widened, with their voicing marks; a hyphen or
/// dash behind kana becomes the long-vowel mark. Blanks, `・` and `＝` between names stay.
enum KanaRule {
    static func read(_ text: String) -> String? {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !scalar.isInvisible {
            let isLongVowel = scalar.isHyphen && scalars.last.map(isKanaOrMark) ?? false
            scalars.append(isLongVowel ? "ー" : widened(scalar))
        }
        let read = TextDoor.normalised(String(scalars))
        let isAllowed = { (scalar: Unicode.Scalar) in isKana(scalar) || isBetweenNames(scalar) }
        guard read.unicodeScalars.allSatisfy(isAllowed),
            read.unicodeScalars.contains(where: { (0x30A1...0x30FA).contains($0.value) })
        else { return nil }
        return read
    }

    /// Katakana for hiragana and for half-width katakana; combining voicing marks for spacing
    /// ones, so that form C joins them to the kana before.
    private static func widened(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x3041...0x3096, 0x309D, 0x309E: Unicode.Scalar(scalar.value + 0x60) ?? scalar
        case 0x309B, 0xFF9E: "\u{3099}"
        case 0x309C, 0xFF9F: "\u{309A}"
        case 0xFF65...0xFF9D:
            TextDoor.compatible(String(scalar)).unicodeScalars.first ?? scalar
        default: scalar
        }
    }

    private static func isKana(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30A1...0x30FA, 0x30FC...0x30FE, 0x31F0...0x31FF: true
        default: false
        }
    }

    /// Before composing, voicing marks still stand on their own.
    private static func isKanaOrMark(_ scalar: Unicode.Scalar) -> Bool {
        isKana(scalar) || scalar.value == 0x3099 || scalar.value == 0x309A
    }

    private static func isBetweenNames(_ scalar: Unicode.Scalar) -> Bool {
        [0x20, 0x3000, 0x30FB, 0x30A0, 0xFF1D].contains(scalar.value)
    }
}
