import HTTPTypes

extension HTTPField.Name {
    static let secFetchDest = token("Sec-Fetch-Dest")
    static let secFetchMode = token("Sec-Fetch-Mode")
    static let secFetchSite = token("Sec-Fetch-Site")
    static let secFetchUser = token("Sec-Fetch-User")
    static let idempotencyKey = token("Idempotency-Key")

    /// A name that is a token by its spelling above; the field of a name that is none never occurs.
    private static func token(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .origin
    }
}
