import HTTPTypes
public import Hummingbird

extension Request {
    /// Whether the client would rather have JSON than HTML (`Accept`, RFC 9110 § 12.5.1). A client that
    /// names neither gets what it sent: JSON for a JSON body, HTML otherwise.
    public var prefersJSON: Bool {
        let accepted = AcceptedTypes(headers[values: .accept])
        let json = max(
            accepted.quality(of: "application/json"),
            accepted.quality(of: "application/problem+json"))
        let html = accepted.quality(of: "text/html")
        if json != html { return json > html }
        let sent = headers[.contentType] ?? ""
        return AcceptedTypes.essence(sent[...]) == "application/json"
    }
}

/// The media ranges of `Accept` headers with their qualities, in thousandths.
struct AcceptedTypes {
    private var qualities: [String: Int] = [:]

    init(_ headers: [String]) {
        for header in headers {
            for range in header.utf8.split(separator: UInt8(ascii: ",")).prefix(64) {
                let range = Substring(range)
                let type = Self.essence(range)
                qualities[type] = max(qualities[type] ?? 0, Self.quality(range))
            }
        }
    }

    /// Only ranges that name the type count: `*/*` says nothing about what a client prefers.
    func quality(of type: String) -> Int { qualities[type] ?? 0 }

    /// The type and subtype, in lower case and without parameters.
    static func essence(_ range: Substring) -> String {
        let bytes = range.utf8.prefix { $0 != UInt8(ascii: ";") }
        return String(decoding: bytes.filter(isNoBlank).map(lowered), as: UTF8.self)
    }

    private static func quality(_ range: Substring) -> Int {
        for parameter in range.utf8.split(separator: UInt8(ascii: ";")).dropFirst() {
            let text = parameter.filter(isNoBlank).map(lowered)
            guard text.starts(with: "q=".utf8) else { continue }
            let number = String(decoding: text.dropFirst(2), as: UTF8.self)
            guard let value = Double(number), (0...1).contains(value) else { return 0 }
            return Int(value * 1000)
        }
        return 1000
    }

    private static func isNoBlank(_ byte: UInt8) -> Bool { byte != 0x20 && byte != 0x09 }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
