extension Field {
    /// Whether what is typed here is part of a postal address, by what browsers are told that it is.
    public var isPartOfAddress: Bool {
        guard let tokens = autocomplete?.split(separator: " ") else { return false }
        return tokens.contains { token in
            ["street-address", "postal-code", "country", "country-name"].contains(token)
                || token.utf8.starts(with: "address-l".utf8)
        }
    }
}
