/// The origin of a website (RFC 6454 § 6.1, URL § 4.6): scheme, host and port, as a browser writes
/// it in the `Origin` header.
public struct Origin: Hashable, Sendable, CustomStringConvertible {
    /// `https://www.example.jp` or `https://example.jp:8443`: lower case, no path, the port only
    /// when it is not the scheme's own.
    public let description: String

    /// The host without scheme and port.
    public var host: String {
        let rest = description.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
        guard rest.first == UInt8(ascii: "[") else {
            return String(decoding: rest.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
        }
        return String(decoding: rest.prefix { $0 != UInt8(ascii: "]") }, as: UTF8.self) + "]"
    }

    /// Reads an origin; nil for anything that a browser would not send. The opaque origin `null`
    /// is not one. `http` is known only for loopback names (`localhost`, `127.0.0.1`, `[::1]`).
    public init?(_ text: String) {
        guard case .success(let origin) = Self.read(text) else { return nil }
        self = origin
    }

    /// What is wrong with the text of an origin, in the words of a configuration problem.
    struct Fault: Error, Hashable {
        var what: String
        var remedy: String
    }

    static func read(_ text: String) -> Result<Origin, Fault> {
        let lowered = text.lowercased()
        let scheme = lowered.utf8.starts(with: "https://".utf8) ? "https" : "http"
        guard lowered.utf8.starts(with: "\(scheme)://".utf8) else {
            return .failure(
                .init(
                    what: "is not an origin",
                    remedy: "write https:// and the host, such as https://www.example.jp"))
        }
        let rest = lowered.utf8.dropFirst(scheme.utf8.count + 3)
        guard !rest.contains(where: { [0x2F, 0x3F, 0x23].contains($0) }) else {
            return .failure(
                .init(
                    what: "has a path",
                    remedy: "write scheme, host and port only, without a final slash"))
        }
        guard let authority = Authority(Array(rest)) else {
            return .failure(
                .init(
                    what: "has no valid host",
                    remedy: "write the host in ASCII; names in Japanese in their xn-- form"))
        }
        guard scheme == "https" || authority.isLoopback else {
            return .failure(
                .init(
                    what: "is not encrypted",
                    remedy: "write https://; http:// is only for localhost"))
        }
        let isStandard = authority.port == (scheme == "https" ? 443 : 80)
        let port = authority.port.flatMap { isStandard ? nil : ":\($0)" } ?? ""
        return .success(Origin(description: "\(scheme)://\(authority.host)\(port)"))
    }

    private init(description: String) {
        self.description = description
    }
}

/// Host and port of an address, strictly in ASCII.
struct Authority: Hashable {
    var host: String
    var port: Int?

    var isLoopback: Bool {
        ["localhost", "127.0.0.1", "[::1]"].contains(host) || host.hasSuffix(".localhost")
    }

    init?(_ bytes: [UInt8]) {
        let isAddress = bytes.first == UInt8(ascii: "[")
        let end =
            isAddress
            ? bytes.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 }
            : bytes.firstIndex(of: UInt8(ascii: ":"))
        let hostBytes = bytes[..<(end ?? bytes.count)]
        let rest = bytes[hostBytes.count...]
        guard isAddress ? Self.isAddress(hostBytes) : Self.isName(hostBytes) else { return nil }
        host = String(decoding: hostBytes, as: UTF8.self)
        guard let colon = rest.first else { return }
        let digits = rest.dropFirst()
        guard colon == UInt8(ascii: ":"), (1...5).contains(digits.count), digits.first != 0x30,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard number <= 65_535 else { return nil }
        port = number
    }

    /// Labels of letters, digits and inner hyphens, 63 at most, 253 in all (RFC 1123 § 2.1).
    static func isName(_ bytes: some Collection<UInt8>) -> Bool {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return bytes.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != 0x2D && label.suffix(1) != [0x2D]
                    && label.allSatisfy {
                        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
                    }
            }
    }

    private static func isAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
        let inner = bytes.dropFirst().dropLast()
        return bytes.last == UInt8(ascii: "]") && (2...45).contains(inner.count)
            && inner.contains(UInt8(ascii: ":"))
            && inner.allSatisfy { hexadecimalValue(of: $0) != nil || $0 == 0x3A || $0 == 0x2E }
    }
}
