extension ClientAddress {
    /// Whether this is an address of the internet, and no other: none of the blocks that IANA's registries
    /// of special-purpose addresses (RFC 6890) keep for private networks, for the machine itself, for
    /// documentation, for groups and for translation.
    ///
    /// What asks somebody outside connects to no other: a name that leads to the inside is no way in.
    public var isOfInternet: Bool {
        if bytes.count == 16 {
            // 2000::/3 is all that is given out; of it, what carries an IPv4 address or is no network is not.
            return bytes[0] & 0xE0 == 0x20 && !Self.specialSix.contains { $0.contains(self) }
        }
        return !Self.specialFour.contains { $0.contains(self) }
    }

    static let specialSix = [
        // Teredo, ORCHID and others; documentation; 6to4; documentation again.
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    ].compactMap { AddressRange($0) }

    static let specialFour = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    ].compactMap { AddressRange($0) }
}
