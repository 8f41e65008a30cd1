/// The media ranges of `Accept` headers with their qualities, in thousandths.
public struct AcceptedTypes: Sendable {
    /// What nearly every post says.
    private static let form = "application/x-www-form-urlencoded"

    private var qualities: [String: Int] = [:]

    /// Whether a client that sends these `Accept` headers and this type of body would rather have JSON.
    public static func preferJSON(_ ranges: [String], contentType: String?) -> Bool {
        let sendsJSON = essence((contentType ?? "")[...]) == "application/json"
        // Most requests speak of JSON nowhere.
        guard sendsJSON || ranges.contains(where: mentionsJSON) else { return false }
        let accepted = AcceptedTypes(ranges)
        let json = max(
            accepted.quality(of: "application/json"),
            accepted.quality(of: "application/problem+json"))
        let html = accepted.quality(of: "text/html")
        return json == html ? sendsJSON : json > html
    }

    /// Reads headers; of one no more than its first 64 ranges.
    public init(_ headers: [String]) {
        for header in headers {
            for range in header.utf8.split(separator: UInt8(ascii: ",")).prefix(64) {
                let range = Substring(range)
                let type = Self.essence(range)
                qualities[type] = max(qualities[type] ?? 0, Self.quality(range))
            }
        }
    }

    /// Only ranges that name the type count: `*/*` says nothing about what a client prefers.
    public func quality(of type: String) -> Int { qualities[type] ?? 0 }

    /// Whether the letters occur at all, in whatever place and case.
    static func mentionsJSON(_ header: String) -> Bool {
        let bytes = header.utf8.span
        guard bytes.count >= 4 else { return false }
        return (0...bytes.count - 4).contains { start in
            bytes[start] | 0x20 == UInt8(ascii: "j") && bytes[start + 1] | 0x20 == UInt8(ascii: "s")
                && bytes[start + 2] | 0x20 == UInt8(ascii: "o")
                && bytes[start + 3] | 0x20 == UInt8(ascii: "n")
        }
    }

    /// The type and subtype, in lower case and without parameters.
    public static func essence(_ range: Substring) -> String {
        if range.utf8.elementsEqual(Self.form.utf8) { return form }
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
