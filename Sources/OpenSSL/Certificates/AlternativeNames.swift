/// What a certificate speaks for, checked so that nothing in it is read as OpenSSL's own syntax.
struct AlternativeNames {
    private let names: [String]
    private let addresses: [String]

    init(names: [String], addresses: [String]) throws(OpenSSLError) {
        let count = names.count + addresses.count
        guard (1...100).contains(count), names.allSatisfy(Self.isName),
            addresses.allSatisfy(Self.isAddress)
        else { throw OpenSSLError(.invalidParameters, "certificate names") }
        self.names = names
        self.addresses = addresses
    }

    /// The first of them, for people; programs read the extension.
    var commonName: String {
        let first = names.first ?? addresses.first ?? ""
        return first.utf8.count <= 64 ? first : "Genkan"
    }

    /// The subjectAltName extension in OpenSSL's text form.
    var extensionText: String {
        (names.map { "DNS:" + $0 } + addresses.map { "IP:" + $0 }).joined(separator: ",")
    }

    /// Letters, digits and hyphens in labels of 1 to 63, the first of which may be an asterisk.
    private static func isName(_ name: String) -> Bool {
        guard (1...253).contains(name.utf8.count) else { return false }
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        for (index, label) in labels.enumerated() {
            if index == 0, labels.count > 1, label.elementsEqual("*".utf8) { continue }
            guard (1...63).contains(label.count), label.first != UInt8(ascii: "-"),
                label.last != UInt8(ascii: "-"),
                label.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: "-") })
            else { return false }
        }
        return true
    }

    /// The alphabet of an address; OpenSSL parses it.
    private static func isAddress(_ address: String) -> Bool {
        (2...45).contains(address.utf8.count)
            && address.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                    UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "."), UInt8(ascii: ":"):
                    true
                default: false
                }
            }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}
