/// What more an audit event says: a word of this list and a value that cannot be personal.
public struct AuditDetail: Hashable, Sendable {
    /// The word.
    public enum Key: String, CaseIterable, Sendable {
        /// A form's version.
        case version
        /// The status before.
        case from
        /// The status after.
        case to
        /// The assignee before: a person's id.
        case assigneeBefore = "assignee-before"
        /// The assignee after: a person's id.
        case assigneeAfter = "assignee-after"
        /// How many labels were put on.
        case added
        /// How many labels were taken off.
        case removed
        /// A label: an id.
        case label
        /// A note: an id.
        case note
        /// A file: an id.
        case file
        /// How an inquiry came in: a word of the program.
        case source
        /// How many rows.
        case rows
        /// How many rows more were refused, because they are not what was sealed.
        case refused
        /// `complete` or `cut`.
        case outcome
        /// Why a submission is held, something was refused or a download was cut: a word of the program.
        case reason
        /// The person it is about: an id.
        case person
        /// The role given.
        case role
        /// The role before.
        case roleBefore = "role-before"
        /// An invitation: an id.
        case invitation
        /// The event of the beginning that an end belongs to: an id.
        case begun
        /// The thing that was refused: an id.
        case subject
        /// The number of a roster or the generation of a key.
        case number
        /// A network or an address of the staff, with `-` for `:` and `_` for `/`.
        case network
    }

    /// The word.
    public let key: Key
    /// The value.
    public let value: Value

    /// A value of a kind that holds no free text.
    public enum Value: Hashable, Sendable {
        /// A number.
        case number(Int64)
        /// A word of the program or of a form's file: `[A-Za-z0-9._-]{1,64}`.
        case word(Word)
        /// 16 bytes of an id.
        case id([UInt8])
    }

    /// A number.
    public static func number(_ key: Key, _ number: some BinaryInteger) -> AuditDetail {
        AuditDetail(key: key, value: .number(Int64(clamping: number)))
    }

    /// A word; anything that is not one is recorded as `unspeakable`, so that no free text can
    /// slip into the trail.
    public static func word(_ key: Key, _ text: String) -> AuditDetail {
        AuditDetail(key: key, value: .word(Word(text)))
    }

    /// A network or an address, in its usual text.
    public static func network(_ text: String) -> AuditDetail {
        let bytes = text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: ":"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: byte
            }
        }
        return .word(.network, String(decoding: bytes, as: UTF8.self))
    }

    /// What ``network(_:)`` made a word of, in its usual text.
    public static func network(of word: Word) -> String {
        let bytes = word.text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: ":")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The id of something.
    public static func id<Subject>(_ key: Key, _ id: ID<Subject>) -> AuditDetail {
        AuditDetail(key: key, value: .id(id.bytes))
    }

    /// A word of `[A-Za-z0-9._-]{1,64}`.
    public struct Word: Hashable, Sendable {
        /// The characters.
        public let text: String

        init(_ text: String) {
            let isWord =
                (1...64).contains(text.utf8.count)
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                    default: false
                    }
                }
            self.text = isWord ? text : "unspeakable"
        }
    }
}
