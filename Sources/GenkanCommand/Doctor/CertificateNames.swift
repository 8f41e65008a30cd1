import Genkan
import GenkanWeb
import NIOSSL

/// The names and addresses a certificate is for (RFC 5280 § 4.2.1.6), compared as RFC 9525 says.
struct CertificateNames {
    private let names: [String]
    private let addresses: [[UInt8]]

    init(_ certificate: NIOSSLCertificate) {
        let all = Array(certificate._subjectAlternativeNames())
        names = all.filter { $0.nameType == .dnsName }.map {
            String(decoding: $0.contents, as: UTF8.self)
        }
        addresses = all.filter { $0.nameType == .ipAddress }.map { Array($0.contents) }
    }

    init(names: [String], addresses: [[UInt8]] = []) {
        self.names = names
        self.addresses = addresses
    }

    /// Whether the certificate is for the host: a name, or an address with or without brackets.
    func cover(_ host: String) -> Bool {
        let bare = host.filter { $0 != "[" && $0 != "]" }
        if let address = ClientAddress(bare) { return addresses.contains(address.bytes) }
        let host = host.lowercased()
        return names.contains { name in
            let name = name.lowercased()
            guard name.hasPrefix("*.") else { return name == host }
            // A star stands for one label.
            guard let dot = host.firstIndex(of: ".") else { return false }
            return dot > host.startIndex && host[dot...] == name.dropFirst()
        }
    }
}
