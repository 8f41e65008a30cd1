extension String {
    /// The text, or so many Unicode scalars of its beginning with an ellipsis behind them. The cut lies
    /// between characters as people see them, unless the first one alone is longer.
    func beginning(_ count: Int) -> String {
        let scalars = unicodeScalars
        guard let end = scalars.index(startIndex, offsetBy: count, limitedBy: endIndex),
            end < endIndex
        else { return self }
        var edge = startIndex
        while case let next = index(after: edge), next <= end { edge = next }
        if edge == startIndex { edge = end }
        return String(scalars[..<edge]) + "…"
    }
}
