extension ProofKey {
    /// The text of a token: its head, and HMAC-SHA256 over what it is, a zero byte, the head, and whom or what
    /// it is bound to, in base64url. The head begins with a version byte.
    func token(_ label: String, head: [UInt8], boundTo context: [UInt8]) throws(ProofError)
        -> String
    {
        let message = Self.message(label, head, context)
        return Base64.url.text(head + (try code(for: message.span)))
    }

    /// The head of a token; nil when it is malformed, of another length or version, forged, or bound to
    /// something else. The comparison takes constant time.
    func head(
        ofToken text: String, _ label: String, version: UInt8, count: Int, boundTo context: [UInt8]
    ) -> [UInt8]? {
        guard text.utf8.count <= (count + Self.codeCount + 2) * 4 / 3,
            let bytes = Base64.url.bytes(text), bytes.count == count + Self.codeCount,
            bytes[0] == version
        else { return nil }
        let head = Array(bytes[..<count]), code = Array(bytes[count...])
        let message = Self.message(label, head, context)
        return (try? isValid(code.span, for: message.span)) == true ? head : nil
    }

    private static let codeCount = 32

    private static func message(_ label: String, _ head: [UInt8], _ context: [UInt8]) -> [UInt8] {
        Array("genkan/v1/\(label)\0".utf8) + head + context
    }
}

extension [UInt8] {
    /// The eight bytes of a number, the highest first.
    init(bigEndian number: UInt64) {
        self = stride(from: 56, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: number >> UInt64($0))
        }
    }
}

extension UInt64 {
    /// The number of these bytes, the highest first.
    init(bigEndian bytes: some Sequence<UInt8>) {
        self = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
