import Genkan

/// Where a provider is asked: `https://`, a host, perhaps a port, and a path.
public struct ProviderAddress: Hashable, Sendable {
    /// The address as it was written.
    public let text: String
    /// The host, which the certificate must have: a name, or an address of this machine.
    public let host: String
    /// The TCP port.
    public let port: Int

    /// Nil for anything but `https://host[:port]/path`, and for an address of IP that is not this machine's:
    /// a provider has a name, and no name may lead to the inside.
    public init?(_ text: String) {
        let prefix = "https://"
        guard text.utf8.count <= 300, text.utf8.starts(with: prefix.utf8),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
            let slash = text.utf8.dropFirst(prefix.utf8.count).firstIndex(of: UInt8(ascii: "/")),
            !text.utf8[slash...].contains(where: {
                [UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0)
            }),
            let origin = Origin(String(text[..<slash]))
        else { return nil }
        let rest = origin.description.dropFirst(prefix.count)
        let number = rest.lastIndex(of: ":").flatMap {
            rest[$0...].contains("]") ? nil : Int(rest[$0...].dropFirst())
        }
        let bare = origin.host.filter { $0 != "[" && $0 != "]" }
        guard ClientAddress(bare)?.isLoopback ?? true else { return nil }
        self.text = text
        host = bare
        port = number ?? 443
    }

    /// Whether whoever wrote it means this machine.
    public var isLoopback: Bool { host == "localhost" || ClientAddress(host)?.isLoopback == true }
}
