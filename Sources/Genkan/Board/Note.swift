/// What somebody of the staff wrote about a submission, for the others. It is sealed like the answers.
public struct Note: Hashable, Sendable, Identifiable {
    /// Which it is.
    public let id: NoteID
    /// Who wrote it.
    public let author: PersonID
    /// When.
    public let at: Instant
    /// What was written.
    public let text: NoteText
    /// Who is called by name in it.
    public let mentions: [PersonID]

    /// Takes the parts.
    public init(id: NoteID, author: PersonID, at: Instant, text: NoteText, mentions: [PersonID]) {
        self.id = id
        self.author = author
        self.at = at
        self.text = text
        self.mentions = mentions
    }
}

/// Names a note.
public typealias NoteID = ID<Note>

/// The text of a note: 1 to 5,000 Unicode scalars in lines, normalised, without control characters and
/// without blank lines at its ends.
public struct NoteText: Hashable, Sendable {
    /// The longest text in Unicode scalars.
    public static let longest = 5_000
    /// The most notes of one submission.
    public static let most = 500

    /// The text.
    public let text: String

    /// Normalises and checks what was typed.
    public init(_ typed: String) throws(Problem) {
        let text = TextDoor.normalised(typed).trimmingBlanks()
        guard !text.isEmpty else { throw .empty }
        guard text.unicodeScalars.count <= Self.longest else { throw .tooLong }
        guard !text.unicodeScalars.contains(where: { $0.isControl && $0 != "\n" && $0 != "\t" })
        else { throw .control }
        self.text = text
    }

    /// Why a text is no note.
    public enum Problem: String, Error, Sendable {
        /// There is nothing in it.
        case empty
        /// It is longer than ``NoteText/longest``.
        case tooLong = "too-long"
        /// It has a control character.
        case control
        /// The submission has as many as ``NoteText/most`` already.
        case full
    }
}

extension NoteText {
    /// Who is called by `@`, or `＠` as a Japanese keyboard writes it, and their whole name, in the order of the
    /// people given. Names are compared by ``StaffName/key``: capitals and wide letters make no difference. The
    /// longest name that fits counts: with an Anna and an Anna B, `@Anna B` calls the second alone.
    public func mentions(among people: [Person]) -> [PersonID] {
        let names = people.map { (id: $0.id, name: Array($0.name.key.utf8)) }
            .sorted { $0.name.count > $1.name.count }
        let bytes = Array(StaffName.key(of: text).utf8)
        var called: Set<PersonID> = []
        for at in bytes.indices where bytes[at] == UInt8(ascii: "@") {
            // Not within an e-mail address.
            if at > 0, Self.isOfAddress(bytes[at - 1]) { continue }
            let rest = bytes[(at + 1)...]
            let longest = names.first { name in
                rest.starts(with: name.name) && !Self.goesOn(name.name, rest)
            }
            if let longest { called.insert(longest.id) }
        }
        return people.map(\.id).filter { called.contains($0) }
    }

    /// Whether a Latin word goes on behind the name: `@anna bring it` calls no Anna B.
    private static func goesOn(_ name: [UInt8], _ rest: ArraySlice<UInt8>) -> Bool {
        guard let last = name.last, let next = rest.dropFirst(name.count).first else {
            return false
        }
        return isLatin(last) && isLatin(next)
    }

    /// In lower case.
    private static func isLatin(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// Of a key, in which there are no capitals.
    private static func isOfAddress(_ byte: UInt8) -> Bool {
        isLatin(byte) || "._%+".utf8.contains(byte)
    }
}
