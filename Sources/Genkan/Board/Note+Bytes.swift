extension Note {
    /// The bytes that are sealed, version 1: the version, the author, the time as a big-endian 64-bit
    /// number, the count of mentions and each person, the text. Texts and counts as in `Answers`. Author
    /// and time stand in the row as well, so that rows can be found; what counts is in here.
    public var encoded: [UInt8] {
        var writer = CountedWriter()
        writer.bytes.append(1)
        writer.append(author)
        writer.append(fixed: at.microseconds)
        writer.append(count: mentions.count)
        for person in mentions { writer.append(person) }
        writer.append(text: text.text)
        return writer.bytes
    }

    /// Reads what ``encoded`` wrote; nil for anything else.
    public init?(id: NoteID, decoding bytes: Span<UInt8>) {
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        for index in bytes.indices { copy.append(bytes[index]) }
        var reader = CountedReader(copy)
        guard reader.byte() == 1, let author = reader.id(as: Person.self),
            let time = reader.fixedBytes(8), let count = reader.count(upTo: Self.mostMentions)
        else { return nil }
        var mentions: [PersonID] = []
        for _ in 0..<count {
            guard let person = reader.id(as: Person.self) else { return nil }
            mentions.append(person)
        }
        guard let typed = reader.text(upTo: NoteText.longest * 4), reader.isAtEnd,
            let text = try? NoteText(typed)
        else { return nil }
        let pattern = time.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        self.init(
            id: id, author: author, at: Instant(microseconds: Int64(bitPattern: pattern)),
            text: text, mentions: mentions)
    }

    private static let mostMentions = 1_000
}

extension CountedReader {
    fileprivate mutating func id<Subject>(as: Subject.Type) -> ID<Subject>? {
        fixedBytes(16).flatMap { ID(bytes: $0) }
    }
}
