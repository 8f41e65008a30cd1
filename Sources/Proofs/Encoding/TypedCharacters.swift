/// How people type a code: with another keyboard's widths, and with blanks and dashes between.
extension Unicode.Scalar {
    /// Full-width forms of ASCII (`０`, `Ａ`) as ASCII; everything else as it is.
    var narrowed: Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(value) else { return self }
        return Unicode.Scalar(value - 0xFEE0) ?? self
    }

    /// A blank of any width, or one of the characters that show nothing and that copying carries
    /// along: soft hyphens, zero-width ones, direction marks, byte order marks.
    var isBlank: Bool {
        switch value {
        case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF: true
        default: properties.isWhitespace
        }
    }

    /// What keyboards offer as a hyphen, the long vowel mark of Japanese ones included.
    var isHyphen: Bool {
        switch value {
        case 0x2D, 0x2010...0x2015, 0x2212, 0x30FC, 0xFF0D, 0xFF70: true
        default: false
        }
    }

    /// C0, DEL and C1.
    var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
