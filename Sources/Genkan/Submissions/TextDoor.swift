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
        guard !isPlain(text) else { return text }
        let joined = text.utf8.contains(0x0D) ? lineEndsUnified(text) : text
        guard !joined.unicodeScalars.allSatisfy(\.isInertInFormC) else { return joined }
        let safe = StreamSafe.broken(joined)
        guard safe.unicodeScalars.contains(where: { $0.isCompatibilityIdeograph }) else {
            return safe.precomposedStringWithCanonicalMapping
        }
        return composedAroundIdeographs(safe)
    }

    /// ASCII without a carriage return: names of fields, tokens, numbers, most English.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = text.utf8.span
        for index in bytes.indices where bytes[index] >= 0x80 || bytes[index] == 0x0D {
            return false
        }
        return true
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
