import OpenSSL

/// What the cipher alone takes for the envelopes of one page, in milliseconds: the bare reference of what
/// the desk takes to open them.
struct OpeningCosts: Encodable {
    let openings_ms: Double

    private static let runs = 21

    /// - Parameters:
    ///   - count: how many envelopes.
    ///   - bytes: what one of them holds.
    static func measured(_ count: Int, bytes: Int) throws -> OpeningCosts {
        let key = try SecretBytes.random(count: 32)
        let nonce = try SecureRandom.bytes(AESGCM.nonceCount)
        let data = try SecureRandom.bytes(86)
        let content = try SecureRandom.bytes(bytes)
        let sealed = try AESGCM.seal(
            content.span, key: key, nonce: nonce.span, authenticating: data.span)
        let clock = ContinuousClock()
        let times = try (0..<runs).map { _ in
            try clock.measure {
                for _ in 0..<count {
                    let opened = try AESGCM.open(
                        sealed.span, key: key, nonce: nonce.span, authenticating: data.span)
                    _ = consume opened
                }
            }
        }
        return OpeningCosts(openings_ms: times.sorted()[runs / 2] / .milliseconds(1))
    }
}
