/// What is wrong with the answer to one field, for the visitor to put right.
public struct FieldProblem: Hashable, Sendable {
    /// What is wrong.
    public enum Code: Hashable, Sendable {
        /// It has to be answered.
        case required
        /// One of the options has to be chosen.
        case choiceRequired
        /// The box has to be ticked.
        case consentRequired
        /// Longer than so many characters.
        case tooLong(limit: Int)
        /// Shorter than so many characters.
        case tooShort(limit: Int)
        /// A line break where one line is expected.
        case lineBreak
        /// Characters that cannot be seen or stored.
        case controlCharacter
        /// Not an e-mail address.
        case notEmail
        /// Not in katakana.
        case notKana
        /// Not a telephone number.
        case notPhone
        /// Not a postal code.
        case notPostalCode
        /// Not one of the options.
        case notAnOption
        /// More than one answer to a question that takes one.
        case repeated
        /// Something about the files.
        case file(FileFault)
        /// No field was answered at all, where any one would do.
        case nothing
    }

    /// The name of the field.
    public let field: String
    /// What is wrong.
    public let code: Code

    /// Takes the parts.
    public init(field: String, code: Code) {
        self.field = field
        self.code = code
    }
}
