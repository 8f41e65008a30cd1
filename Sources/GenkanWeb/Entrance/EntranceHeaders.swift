import HTTPTypes

extension HTTPField.Name {
    static let secFetchSite = token("Sec-Fetch-Site")
    static let idempotencyKey = token("Idempotency-Key")

    /// A name that is a token by its spelling above; the field of a name that is none never occurs.
    private static func token(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .origin
    }
}
