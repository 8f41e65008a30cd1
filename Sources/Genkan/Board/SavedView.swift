/// A filter of one form's board that a person has given a name.
public struct SavedView: Hashable, Sendable, Identifiable {
    /// Which it is.
    public let id: SavedViewID
    /// What the person calls it.
    public let name: LabelName
    /// The query of the board's address, without the question mark.
    public let query: String

    /// Takes the parts.
    public init(id: SavedViewID, name: LabelName, query: String) {
        self.id = id
        self.name = name
        self.query = query
    }
}

/// Names a saved view.
public typealias SavedViewID = ID<SavedView>
