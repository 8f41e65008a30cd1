/// One e-mail address.
///
/// The rule of HTML § 4.10.5.1.5, with a dot asked for in the domain, and the lengths of RFC 5321
/// § 4.5.3.1 (64 bytes before the `@`, 254 in all). So the dots in a row that Japanese carriers
/// once gave out pass. Full-width characters of an input method are narrowed and `。` read as a
/// dot; invisible characters of copying are dropped. The domain may be in Unicode (`例え.jp`): it
/// is kept as typed. A local part outside ASCII (RFC 6531) is refused, as hardly any mail server
/// takes it and nearly always an input method was left on.
enum EmailRule {
    static func read(_ text: String) -> String? {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !scalar.isInvisible {
            let isStop = scalar.value == 0x3002 || scalar.value == 0xFF61
            scalars.append(isStop ? "." : scalar.narrowed)
        }
        let parts = scalars.split(
            separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].count),
            parts[0].allSatisfy(isLocal), isDomain(parts[1])
        else { return nil }
        let read = String(scalars)
        return read.utf8.count <= 254 ? read : nil
    }

    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: ".!#$%&'*+/=?^_`{|}~-".unicodeScalars.contains(scalar)
        }
    }

    private static func isDomain(_ domain: Substring.UnicodeScalarView) -> Bool {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != "-" && label.last != "-"
                    && label.allSatisfy(isInLabel)
            }
    }

    private static func isInLabel(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-": return true
        default: break
        }
        guard !scalar.isASCII else { return false }
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark,
            .spacingMark, .decimalNumber:
            return true
        default:
            return false
        }
    }
}
