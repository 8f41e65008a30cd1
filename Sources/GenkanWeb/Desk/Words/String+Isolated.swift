extension String {
    /// The text for the middle of a sentence. One with letters that are written from right to left
    /// stands between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9 § 2.4), so that it turns
    /// nothing around it; what else there is needs none.
    var isolated: String {
        guard unicodeScalars.contains(where: \.isWrittenLeftwards) else { return self }
        return "\u{2068}" + self + "\u{2069}"
    }
}

extension Unicode.Scalar {
    /// Whether it is in a block of scripts that are written from right to left (DerivedBidiClass.txt).
    fileprivate var isWrittenLeftwards: Bool {
        switch value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x1_0800...0x1_0FFF,
            0x1_E800...0x1_EFFF:
            true
        default: false
        }
    }
}
