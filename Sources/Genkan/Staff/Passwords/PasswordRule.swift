/// What a new password must be (NIST SP 800-63B § 3.1.1.2, ASVS 5 § 6.2).
///
/// A key is derived from it and nothing else protects what it opens, so it has to withstand guessing by
/// whoever has the database and the house key. Hence its length, and that what is easily guessed does not
/// count towards it; which kinds of characters it is made of is nobody's business.
///
/// A password is verified as it was typed, in normalisation form C: nothing is trimmed, folded or cut.
public struct PasswordRule: Sendable {
    /// The fewest Unicode scalars; repetitions do not count.
    public static let shortest = 15
    /// The most bytes of UTF-8, in normalisation form C.
    public static let longest = 1_024
    /// The fewest characters that are left when everything that is easily guessed counts as one.
    public static let fewestEffective = 12

    private let house: [String]

    /// - Parameter host: the name by which the outside knows the house, such as `forms.example.jp`; its
    ///   labels count as names.
    public init(host: String = "") {
        house = ["genkan", "玄関", "げんかん"] + host.split(separator: ".").map(String.init)
    }

    /// What is wrong with `typed` as a new password of this person; nil when it will do.
    public func problem(with typed: String, of person: StaffName) -> PasswordProblem? {
        let text = TextDoor.normalised(typed)
        let count = text.unicodeScalars.count
        guard count >= Self.shortest else { return .tooShort(count) }
        guard text.utf8.count <= Self.longest else { return .tooLong }
        let names = WordBook(names: [person.key] + house)
        let folded = FoldedText(text)
        for form in [folded, FoldedText(asTyped: text)] {
            let estimate = PasswordEstimate(of: form, counting: .repetitions)
            guard estimate.effective >= Self.shortest else { return .guessable(.repetition) }
        }
        let estimate = PasswordEstimate(of: folded, counting: .everything(names))
        guard estimate.effective >= Self.fewestEffective else {
            return .guessable(estimate.heaviest ?? .repetition)
        }
        return nil
    }
}
