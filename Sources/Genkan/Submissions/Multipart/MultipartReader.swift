/// What a reader of multipart hands its parts to, one after the other.
public protocol MultipartSink {
    /// A part begins.
    mutating func begin(_ head: PartHead) throws(BodyError)
    /// More of the part's bytes; how they are cut says nothing.
    mutating func read(_ bytes: ArraySlice<UInt8>) throws(BodyError)
    /// The part is whole.
    mutating func end() throws(BodyError)
}

/// Reads a `multipart/form-data` body (RFC 7578, RFC 2046 § 5.1.1) as it comes, in constant memory: it keeps the
/// head of one part, and of the data no more than could be the beginning of a delimiter.
///
/// As browsers and programs send it: a delimiter line may end in blanks, the body may lack its last CRLF, a part
/// may be empty in either way of writing it, and what stands before the first delimiter or behind the last is not
/// looked at. Data that only begins like a delimiter is data. What is cut off before the last delimiter is an error, so
/// that half a body is not taken for a whole one.
public struct MultipartReader<Sink: MultipartSink> {
    /// The longest head of a part in bytes.
    public static var headLimit: Int { 8_192 }
    /// The most blanks behind a delimiter.
    private static var paddingLimit: Int { 128 }

    /// Where the parts went.
    public private(set) var sink: Sink

    private enum State {
        case before
        case head
        case data
        case after
    }

    /// CRLF, two hyphens and the boundary.
    private let delimiter: [UInt8]
    private var state = State.before
    /// What could be the beginning of a delimiter, or the head of a part so far.
    private var pending: [UInt8]
    /// How many bytes at the beginning of `pending` were never sent: the CRLF that the first delimiter and an
    /// empty part lack.
    private var imagined = 2
    private var offset = 0
    private var headStart = 0

    /// A reader of bodies with this boundary.
    public init(_ boundary: MultipartBoundary, into sink: Sink) {
        delimiter = Self.lineEnd + [UInt8](repeating: UInt8(ascii: "-"), count: 2) + boundary.bytes
        pending = Self.lineEnd
        self.sink = sink
    }

    private static var lineEnd: [UInt8] { [0x0D, 0x0A] }

    /// Reads the next bytes of the body.
    ///
    /// - Throws: `malformed` where no part can begin as it does, `tooLarge` kinds for a limit; and what the sink throws.
    public mutating func read(_ chunk: ArraySlice<UInt8>) throws(BodyError) {
        var rest = chunk
        while !rest.isEmpty {
            let before = rest.count
            switch state {
            case .before, .data: try readData(&rest)
            case .head: try readHead(&rest)
            case .after: rest = []
            }
            offset += before - rest.count
        }
    }

    /// The body is over.
    ///
    /// - Throws: `incomplete` when the last delimiter has not come.
    public mutating func finish() throws(BodyError) {
        if state == .after { return }
        // The last line may lack its end, or half of it.
        guard state != .head, pending.count >= delimiter.count + 2, isClosing
        else { throw BodyError(.incomplete, at: offset) }
        try close()
    }

    // MARK: Data

    private mutating func readData(_ rest: inout ArraySlice<UInt8>) throws(BodyError) {
        if pending.isEmpty {
            let end = beginning(of: delimiter, in: rest)
            try give(rest[..<end])
            rest = rest[end...]
            guard !rest.isEmpty else { return }
        }
        while let byte = rest.first {
            guard isDelimiter(continuedBy: byte) else {
                // A CR is its first byte, or stands right before the LF at its end: no other can have begun within.
                return try giveBack()
            }
            pending.append(byte)
            rest = rest.dropFirst()
            guard pending.count >= delimiter.count + 2, pending.last == 0x0A else { continue }
            return isClosing ? try close() : try open()
        }
    }

    /// Where the delimiter, as far as there is something of it, begins; the end when it does not. A file may
    /// have very many ends of lines, each of which would be looked at by itself.
    private func beginning(of delimiter: [UInt8], in bytes: ArraySlice<UInt8>) -> Int {
        var rest = bytes
        while let place = rest.firstIndex(of: 0x0D) {
            rest = rest[place...]
            if delimiter.starts(with: rest.prefix(delimiter.count)) { return place }
            rest = rest.dropFirst()
        }
        return bytes.endIndex
    }

    /// Whether what is pending, and then this byte, can be a delimiter line.
    private func isDelimiter(continuedBy byte: UInt8) -> Bool {
        let count = pending.count
        guard count >= delimiter.count else { return byte == delimiter[count] }
        let tail = pending[delimiter.count...]
        if tail.last == 0x0D { return byte == 0x0A }
        guard tail.count < Self.paddingLimit else { return false }
        switch tail.last {
        case nil: return byte == UInt8(ascii: "-") || byte == 0x0D || byte.isLinearBlank
        case UInt8(ascii: "-") where tail.count == 1: return byte == UInt8(ascii: "-")
        default: return byte == 0x0D || byte.isLinearBlank
        }
    }

    /// Two hyphens stand behind the boundary.
    private var isClosing: Bool {
        let tail = pending[delimiter.count...]
        return tail.count >= 2 && tail.starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-")])
    }

    private mutating func give(_ bytes: ArraySlice<UInt8>) throws(BodyError) {
        guard state == .data, !bytes.isEmpty else { return }
        try sink.read(bytes)
    }

    private mutating func giveBack() throws(BodyError) {
        try give(pending[imagined...])
        pending.removeAll(keepingCapacity: true)
        imagined = 0
    }

    private mutating func open() throws(BodyError) {
        if state == .data { try sink.end() }
        pending.removeAll(keepingCapacity: true)
        state = .head
    }

    private mutating func close() throws(BodyError) {
        if state == .data { try sink.end() }
        pending = []
        state = .after
    }

    // MARK: Heads

    private mutating func readHead(_ rest: inout ArraySlice<UInt8>) throws(BodyError) {
        if pending.isEmpty { headStart = offset }
        while let byte = rest.first {
            guard pending.count < Self.headLimit else {
                throw BodyError(.headTooLong, at: headStart)
            }
            pending.append(byte)
            rest = rest.dropFirst()
            guard byte == 0x0A, isHeadWhole else { continue }
            let head = try PartHead(lines: pending, at: headStart)
            // A part without a byte may have one CRLF between its head and the next delimiter.
            pending = Self.lineEnd
            imagined = 2
            state = .data
            return try sink.begin(head)
        }
    }

    private var isHeadWhole: Bool {
        pending == Self.lineEnd || pending.suffix(4).elementsEqual(Self.lineEnd + Self.lineEnd)
    }
}

extension UInt8 {
    /// A blank or a tab.
    var isLinearBlank: Bool { self == 0x20 || self == 0x09 }
}
