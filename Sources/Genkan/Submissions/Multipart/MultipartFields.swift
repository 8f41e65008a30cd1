/// Gathers the fields of a multipart body, and hands the files that a form asks for on to whoever takes them.
/// A file control in which nothing was chosen holds no file; of a file that no field asks for nothing is kept
/// but that it was there.
public struct MultipartFields<Files: MultipartSink>: MultipartSink {
    /// Where the files go that were asked for: also the empty part of a control in which nothing was chosen.
    public private(set) var files: Files
    private let asked: Set<String>
    private let limits: BodyLimits
    private var count = 0
    private var pairs: [(name: String, value: [UInt8], encoding: TextEncoding?)] = []
    private var head: PartHead?
    private var value: [UInt8] = []
    /// Whether there was a file that nobody asked for.
    public private(set) var hasUnaskedFiles = false
    /// How many bytes of text there are.
    public private(set) var textBytes = 0

    /// Nothing yet.
    ///
    /// - Parameters:
    ///   - files: takes the files.
    ///   - asked: the names of the fields that ask for some.
    public init(limits: BodyLimits = .standard, files: Files, asked: Set<String>) {
        self.limits = limits
        self.files = files
        self.asked = asked
    }

    /// A part, whether it is a field or a file.
    public mutating func begin(_ head: PartHead) throws(BodyError) {
        count += 1
        guard count <= limits.pairs else { throw BodyError(.tooManyPairs) }
        guard head.name.utf8.count <= limits.nameBytes else { throw BodyError(.nameTooLong) }
        self.head = head
        value = []
        if isAsked(head) {
            try files.begin(head)
        } else if head.fileName?.isEmpty == false {
            hasUnaskedFiles = true
        }
    }

    /// What the part holds.
    public mutating func read(_ bytes: ArraySlice<UInt8>) throws(BodyError) {
        guard let head, head.fileName != nil else { return try readText(bytes) }
        if isAsked(head) {
            try files.read(bytes)
        } else {
            hasUnaskedFiles = true
        }
    }

    /// The part is whole.
    public mutating func end() throws(BodyError) {
        guard let head else { return }
        self.head = nil
        if isAsked(head) { return try files.end() }
        guard head.fileName == nil else { return }
        pairs.append((head.name, value, head.charset.flatMap { TextEncoding(label: $0) }))
    }

    private mutating func readText(_ bytes: ArraySlice<UInt8>) throws(BodyError) {
        guard value.count + bytes.count <= limits.valueBytes else { throw BodyError(.valueTooLong) }
        value += bytes
        textBytes += bytes.count
    }

    private func isAsked(_ head: PartHead) -> Bool {
        head.fileName != nil && asked.contains(head.name)
    }

    /// The pairs of the whole body.
    public var decoded: DecodedBody {
        DecodedBody(
            pairs.map { name, value, encoding in
                EncodedPair(name: name, value: value[...], encoding: encoding)
            }, declared: nil)
    }
}
