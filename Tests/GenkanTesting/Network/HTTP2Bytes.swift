/// HTTP/2 frames as bytes (RFC 9113 § 4.1), for clients that misbehave.
public enum HTTP2Bytes {
    /// The client preface and an empty SETTINGS frame.
    public static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(4, 0, 0, [])

    /// A PING frame.
    public static let ping = frame(6, 0, 0, [UInt8](repeating: 7, count: 8))

    /// A PRIORITY frame: it depends on no stream, with weight 16.
    public static func priority(of stream: UInt32) -> [UInt8] {
        frame(2, 0, stream, [0, 0, 0, 0, 15])
    }

    /// A RST_STREAM frame: CANCEL.
    public static func reset(_ stream: UInt32) -> [UInt8] { frame(3, 0, stream, [0, 0, 0, 8]) }

    /// A request's HEADERS frame: literal fields without indexing (RFC 7541 § 6.2.2), no Huffman code.
    public static func headers(
        _ method: String, _ path: String, stream: UInt32 = 1, extra: [(String, String)] = [],
        ends: Bool
    ) -> [UInt8] {
        let pseudo = [
            (":method", method), (":scheme", "https"), (":authority", TestCertificate.host),
            (":path", path),
        ]
        let block = (pseudo + extra).flatMap { field -> [UInt8] in
            let (name, value) = (Array(field.0.utf8), Array(field.1.utf8))
            return [0, UInt8(name.count)] + name + [UInt8(value.count)] + value
        }
        return frame(1, ends ? 0x5 : 0x4, stream, block)
    }

    /// A DATA frame.
    public static func data(_ bytes: [UInt8], stream: UInt32 = 1, ends: Bool = false) -> [UInt8] {
        frame(0, ends ? 1 : 0, stream, bytes)
    }

    /// A WINDOW_UPDATE frame.
    public static func window(_ increment: UInt32, stream: UInt32) -> [UInt8] {
        frame(8, 0, stream, bigEndian(increment))
    }

    /// One received frame.
    public struct Frame: Sendable {
        /// The types that tests look for.
        public enum Kind: UInt8, Sendable {
            /// Data.
            case data = 0
            /// A head.
            case headers = 1
            /// RST_STREAM.
            case reset = 3
            /// Settings.
            case settings = 4
            /// Ping.
            case ping = 6
            /// GOAWAY.
            case goAway = 7
            /// Window update.
            case window = 8
        }

        /// The type; nil for others.
        public let type: Kind?
        /// The stream.
        public let stream: UInt32
        /// The payload.
        public let payload: [UInt8]
    }

    /// The whole frames in what was received.
    public static func frames(_ bytes: [UInt8]) -> [Frame] {
        var frames: [Frame] = []
        var rest = bytes[...]
        while rest.count >= 9 {
            let head = Array(rest.prefix(9))
            let length = head[0..<3].reduce(0) { $0 << 8 | Int($1) }
            guard rest.count >= 9 + length else { break }
            frames.append(
                Frame(
                    type: Frame.Kind(rawValue: head[3]),
                    stream: head[5..<9].reduce(0) { $0 << 8 | UInt32($1) },
                    payload: Array(rest.dropFirst(9).prefix(length))))
            rest = rest.dropFirst(9 + length)
        }
        return frames
    }

    private static func frame(
        _ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]
    ) -> [UInt8] {
        bigEndian(UInt32(payload.count)).dropFirst() + [type, flags] + bigEndian(stream) + payload
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }
}
