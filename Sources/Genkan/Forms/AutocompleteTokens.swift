/// The tokens of the `autocomplete` attribute (HTML § 4.10.18.7) that an inquiry form can use.
enum AutocompleteTokens {
    static let all = [
        "on", "off", "name", "honorific-prefix", "given-name", "additional-name", "family-name",
        "honorific-suffix", "nickname", "organization-title", "organization", "street-address",
        "address-line1", "address-line2", "address-line3", "address-level1", "address-level2",
        "address-level3", "address-level4", "country", "country-name", "postal-code", "language",
        "bday", "bday-day", "bday-month", "bday-year", "sex", "url", "tel", "tel-country-code",
        "tel-national", "tel-area-code", "tel-local", "tel-extension", "email", "impp", "home",
        "work", "mobile", "shipping", "billing",
    ]

    static func isKnown(_ token: String) -> Bool {
        all.contains { $0.hasSameBytes(as: token) }
    }
}
