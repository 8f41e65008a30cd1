import Genkan

/// One field of a mail's header, folded at 76 columns (RFC 5322 § 2.2.3, RFC 2047 § 2).
///
/// Its parts are texts of this program and values that cannot hold a line break; there is no way to
/// put any other string into it.
struct HeaderField {
    private static let widest = 76

    private var bytes: [UInt8]
    private var column: Int

    /// Begins the field of a name.
    init(_ name: StaticString) {
        bytes = Array("\(name):".utf8)
        column = bytes.count
    }

    /// A field of one fixed value.
    init(_ name: StaticString, _ value: StaticString) {
        self.init(name)
        place(Array(value.description.utf8))
    }

    /// Adds an address, as it stands or between angle brackets.
    mutating func add(_ address: MailAddress, inBrackets: Bool = false) {
        place(Array((inBrackets ? "<\(address.text)>" : address.text).utf8))
    }

    /// Adds a Message-ID.
    mutating func add(_ id: MessageID, of sender: MailAddress) {
        place(Array("<\(id.text(for: sender))>".utf8))
    }

    /// Adds a time in seconds since 1970.
    mutating func add(_ date: Int64) {
        for word in MailDate.text(date).utf8.split(separator: UInt8(ascii: " ")) {
            place(Array(word))
        }
    }

    /// Adds text: as it stands where it needs no code, in encoded words otherwise.
    mutating func add(_ text: HeaderText) {
        guard text.isPlain(where: { (0x21...0x7E).contains($0) }) else { return encode(text) }
        for word in text.words { place(Array(word)) }
    }

    /// Adds the name of somebody, a phrase of RFC 5322 § 3.2.5.
    mutating func add(phrase text: HeaderText) {
        guard text.isPlain(where: HeaderText.isAtom) else { return encode(text) }
        for word in text.words { place(Array(word)) }
    }

    /// The field with its end of line.
    var line: [UInt8] { bytes + [0x0D, 0x0A] }

    /// Encoded words of RFC 2047, each of whole scalars and no longer than its line allows.
    private mutating func encode(_ text: HeaderText) {
        var word: [UInt8] = []
        for scalar in text.text.unicodeScalars {
            let grown = word + Array(String(scalar).utf8)
            if column + 1 + Self.encodedWidth(grown.count) <= Self.widest {
                word = grown
                continue
            }
            if !word.isEmpty { place(Self.encoded(word)) }
            fold()
            word = Array(String(scalar).utf8)
        }
        if !word.isEmpty { place(Self.encoded(word)) }
    }

    private static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        Array("=?utf-8?B?".utf8) + Base64.encoded(bytes) + Array("?=".utf8)
    }

    private static func encodedWidth(_ count: Int) -> Int { 12 + (count + 2) / 3 * 4 }

    private mutating func place(_ word: [UInt8]) {
        if column > 0, column + 1 + word.count > Self.widest { fold() }
        bytes.append(UInt8(ascii: " "))
        bytes += word
        column += 1 + word.count
    }

    private mutating func fold() {
        bytes += [0x0D, 0x0A]
        column = 0
    }
}

extension HeaderText {
    fileprivate var words: [Substring.UTF8View] {
        text.utf8.split(separator: UInt8(ascii: " "))
    }

    /// Whether every word is short, of such bytes, and nothing looks like an encoded word.
    fileprivate func isPlain(where fits: (UInt8) -> Bool) -> Bool {
        words.allSatisfy { word in
            word.count < 75 && word.allSatisfy(fits)
                && !zip(word, word.dropFirst()).contains {
                    $0 == UInt8(ascii: "=") && $1 == UInt8(ascii: "?")
                }
        }
    }

    fileprivate static func isAtom(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }
}
