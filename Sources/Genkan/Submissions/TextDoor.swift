import Foundation

/// The door through which every text from outside comes, once.
///
/// Text is brought to Unicode's normalisation form C and its line ends to LF. One exception: CJK
/// compatibility ideographs (U+F900–FAFF, U+2F800–2FA1F) stay as they were typed, because form C
/// would turn the old forms in people's names (神 U+FA19) into other characters. And a run of more
/// than 30 combining marks is broken with U+034F, the Stream-Safe Text Format of UAX #15 § 13:
/// sorting the marks of a run takes time with the square of its length.
public enum TextDoor {
    /// The text in form C with LF as its only line end. Idempotent.
    public static func normalised(_ text: String) -> String {
        let (isASCII, hasReturn) = bytes(of: text)
        let joined = hasReturn ? lineEndsUnified(text) : text
        guard !isASCII else { return joined }
        guard !joined.unicodeScalars.allSatisfy(\.isInertInFormC) else { return joined }
        let safe = StreamSafe.broken(joined)
        guard safe.unicodeScalars.contains(where: { $0.isCompatibilityIdeograph }) else {
            return safe.precomposedStringWithCanonicalMapping
        }
        return composedAroundIdeographs(safe)
    }

    /// Whether it is ASCII throughout, as names of fields, tokens, numbers and most English are, and
    /// whether it has a carriage return. Looked at without a branch, so that it costs next to nothing.
    private static func bytes(of text: String) -> (isASCII: Bool, hasReturn: Bool) {
        let bytes = text.utf8.span
        var union: UInt8 = 0
        var returns = false
        for index in bytes.indices {
            union |= bytes[index]
            returns = returns || bytes[index] == 0x0D
        }
        return (union < 0x80, returns)
    }

    /// Form KC, for comparing names and reading digits, never for what is stored as an answer.
    static func compatible(_ text: String) -> String {
        StreamSafe.broken(text).precomposedStringWithCompatibilityMapping
    }

    private static func lineEndsUnified(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                result.append("\n")
            } else if scalar != "\n" || !afterReturn {
                result.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return String(result)
    }

    private static func composedAroundIdeographs(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var segment = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard scalar.isCompatibilityIdeograph else {
                segment.append(scalar)
                continue
            }
            result.append(
                contentsOf: String(segment).precomposedStringWithCanonicalMapping.unicodeScalars)
            result.append(scalar)
            segment.removeAll(keepingCapacity: true)
        }
        result.append(
            contentsOf: String(segment).precomposedStringWithCanonicalMapping.unicodeScalars)
        return String(result)
    }
}
