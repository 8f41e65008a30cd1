/// What a visitor answered to one field.
public struct Answer: Hashable, Sendable {
    /// The name of the field.
    public let field: String
    /// One value, or several of a choice of several; never empty. A choice has the ids of its
    /// options, a ticked consent `yes`.
    public let values: [String]

    /// Takes a field's name and its values.
    public init(field: String, values: [String]) {
        self.field = field
        self.values = values
    }

    /// What a ticked consent is stored as.
    public static let consentGiven = "yes"

    /// Answers are equal when their bytes are; canonically equal texts are not enough.
    public static func == (left: Answer, right: Answer) -> Bool {
        left.field.hasSameBytes(as: right.field) && left.values.count == right.values.count
            && zip(left.values, right.values).allSatisfy { $0.hasSameBytes(as: $1) }
    }
}
