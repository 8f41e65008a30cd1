/// What a house signs when somebody wants to prove that it received a submission.
///
/// A JSON object of texts (RFC 8259), members sorted, without blanks:
///
/// | member | |
/// |---|---|
/// | `code` | the receipt code, `K7HM-4RTX-9CPA` |
/// | `envelope` | SHA-256 of the stored envelope, 64 lower-case hexadecimal digits |
/// | `form` | the name of the form, as its address has it |
/// | `house` | the origin of the house, `https://form.example.jp`; left out where nobody has said it |
/// | `received` | the time in UTC to the millisecond, `2026-11-30T08:00:25.123Z` (RFC 3339) |
public struct ReceiptStatement: Hashable, Sendable {
    /// The longest statement in bytes.
    public static let longest = 1024

    /// The receipt.
    public let receipt: Receipt
    /// The name of the form.
    public let form: String
    /// The origin of the house; nil where nobody has said it.
    public let house: String?

    /// Takes the parts.
    public init(_ receipt: Receipt, form: String, house: String?) {
        self.receipt = receipt
        self.form = form
        self.house = house
    }

    /// The bytes to sign.
    public var bytes: [UInt8] {
        JSONValue.members([
            "code": .string(receipt.code.text),
            "envelope": .string(Hexadecimal.text(receipt.digest)),
            "form": .string(form), "house": house.map { .string($0) },
            "received": .string(received),
        ]).canonicalBytes
    }

    /// Reads what ``bytes`` makes, and nothing else.
    public init?(bytes: [UInt8]) {
        guard bytes.count <= Self.longest,
            case .object(let members)? = try? JSONParser.parse(bytes, depth: 1)
        else { return nil }
        func text(_ key: String) -> String? {
            guard case .string(let text)? = members.first(where: { $0.key == key })?.value else {
                return nil
            }
            return text
        }
        guard let code = text("code").flatMap({ ReceiptCode($0) }),
            let digest = text("envelope").flatMap({ Hexadecimal.bytes($0) }),
            digest.count == Receipt.digestCount,
            let received = text("received").flatMap(Self.instant(of:)),
            let receipt = Receipt(code: code, received: received, digest: digest),
            let form = text("form")
        else { return nil }
        self.init(receipt, form: form, house: text("house"))
        guard self.bytes == bytes else { return nil }
    }

    /// When it was received, as the statement says it.
    public var received: String {
        let time = CivilTime(seconds: receipt.received.seconds, offset: 0)
        let milliseconds = receipt.received.microseconds / 1000 % 1000
        return "\(time.date)T\(time.time).\(padded(milliseconds, to: 3))Z"
    }

    /// Whatever is not exactly such a text is found when it is written again.
    private static func instant(of text: String) -> Instant? {
        let parts = text.utf8.split(separator: UInt8(ascii: "T"))
        guard parts.count == 2, let day = Day(String(decoding: parts[0], as: UTF8.self)),
            parts[1].count == 13
        else { return nil }
        let numbers = parts[1].dropLast().split { !(0x30...0x39).contains($0) }
            .map { $0.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) } }
        guard numbers.count == 4, numbers[0] < 24, numbers[1] < 60, numbers[2] < 60 else {
            return nil
        }
        let seconds = day.number * 86_400 + numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
        return Instant(microseconds: seconds * 1_000_000 + numbers[3] * 1000)
    }
}
