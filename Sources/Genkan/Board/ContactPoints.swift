/// Where a person can be reached, by which two submissions are known to be of the same one: the e-mail
/// addresses and telephone numbers among the answers, each in one spelling.
public struct ContactPoints: Hashable, Sendable {
    /// Addresses in UTF-8, their ASCII letters small.
    private let emails: Set<[UInt8]>
    /// Digits in ASCII: from the 0 on for a number in Japan however it was written, and with a plus before
    /// the country's code for another. An extension is left out.
    private let phones: Set<[UInt8]>

    private init(emails: Set<[UInt8]>, phones: Set<[UInt8]>) {
        self.emails = emails
        self.phones = phones
    }

    /// Those in the answers to a form.
    public init(_ answers: Answers, of form: Form) {
        var emails: Set<[UInt8]> = [], phones: Set<[UInt8]> = []
        for field in form.fields {
            switch field.kind {
            case .email: emails.formUnion(answers[field.name].map(Self.email))
            case .phone: phones.formUnion(answers[field.name].map(Self.phone))
            default: continue
            }
        }
        self.init(emails: emails, phones: phones)
    }

    /// Whether a form asks for any.
    public static func areAsked(by form: Form) -> Bool {
        form.fields.contains { $0.kind == .email || $0.kind == .phone }
    }

    /// Whether there are none.
    public var isEmpty: Bool { emails.isEmpty && phones.isEmpty }

    /// Whether there is an e-mail address.
    public var hasEmail: Bool { !emails.isEmpty }

    /// Whether there is a telephone number.
    public var hasPhone: Bool { !phones.isEmpty }

    /// What two have in common.
    public func shared(with other: ContactPoints) -> ContactPoints {
        ContactPoints(
            emails: emails.intersection(other.emails), phones: phones.intersection(other.phones))
    }

    private static func email(_ text: String) -> [UInt8] {
        text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }

    private static func phone(_ text: String) -> [UInt8] {
        let number = PhoneRule.withoutExtension(text.unicodeScalars[...])
        let digits = number.lazy.filter(\.isDigit).map { UInt8(truncatingIfNeeded: $0.value) }
        guard let abroad = abroad(Array(digits), hasPlus: number.first == "+") else {
            return Array(digits)
        }
        guard abroad.starts(with: "81".utf8) else { return [UInt8(ascii: "+")] + abroad }
        let national = abroad.dropFirst(2).drop { $0 == UInt8(ascii: "0") }
        return [UInt8(ascii: "0")] + national
    }

    /// The digits from the country's code on; nil for a number that is dialled without one.
    private static func abroad(_ digits: [UInt8], hasPlus: Bool) -> ArraySlice<UInt8>? {
        if hasPlus { return digits[...] }
        for prefix in ["010", "00"] where digits.starts(with: prefix.utf8) {
            return digits.dropFirst(prefix.utf8.count)
        }
        return nil
    }
}
