/// Gathers the fields of a multipart body. A file control in which nothing was chosen holds no file; of a file that no
/// field asks for nothing is kept but that it was there.
public struct MultipartFields: MultipartSink {
    private let limits: BodyLimits
    private var count = 0
    private var pairs: [(name: String, value: [UInt8], encoding: TextEncoding?)] = []
    private var head: PartHead?
    private var value: [UInt8] = []
    /// Whether there was a file.
    public private(set) var hasFiles = false

    /// Nothing yet.
    public init(limits: BodyLimits = .standard) {
        self.limits = limits
    }

    /// How many bytes of text there are.
    public private(set) var textBytes = 0

    /// A part, whether it is a field or a file.
    public mutating func begin(_ head: PartHead) throws(BodyError) {
        count += 1
        guard count <= limits.pairs else { throw BodyError(.tooManyPairs) }
        guard head.name.utf8.count <= limits.nameBytes else { throw BodyError(.nameTooLong) }
        if head.fileName?.isEmpty == false { hasFiles = true }
        self.head = head
        value = []
    }

    /// What the part holds; nothing of a file is kept.
    public mutating func read(_ bytes: ArraySlice<UInt8>) throws(BodyError) {
        guard head?.fileName == nil else {
            hasFiles = true
            return
        }
        guard value.count + bytes.count <= limits.valueBytes else { throw BodyError(.valueTooLong) }
        value += bytes
        textBytes += bytes.count
    }

    /// The part is whole.
    public mutating func end() throws(BodyError) {
        guard let head else { return }
        self.head = nil
        guard head.fileName == nil else { return }
        pairs.append((head.name, value, head.charset.flatMap { TextEncoding(label: $0) }))
    }

    /// The pairs of the whole body.
    public var decoded: DecodedBody {
        DecodedBody(
            pairs.map { name, value, encoding in
                EncodedPair(name: name, value: value[...], encoding: encoding)
            }, declared: nil)
    }
}
