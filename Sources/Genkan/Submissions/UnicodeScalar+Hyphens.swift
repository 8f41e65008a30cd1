extension Unicode.Scalar {
    /// What people type for a hyphen, Japanese input methods included: hyphens, dashes, the minus
    /// sign, the box-drawing line and the long-vowel marks.
    var isHyphen: Bool {
        switch value {
        case 0x2D, 0x2010...0x2015, 0x2043, 0x2212, 0x2500, 0x30FC, 0xFE58, 0xFE63, 0xFF0D, 0xFF70:
            true
        default: false
        }
    }
}
