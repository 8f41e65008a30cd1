import COpenSSL

/// A certificate for a house under development: a leaf for some names, under a certificate
/// authority of its own (X.509 v3, RFC 5280; ECDSA P-256 with SHA-256).
///
/// The authority's private key is destroyed as soon as the leaf is signed: whoever trusts the
/// authority on a machine trusts this one leaf and nothing that could be made later.
public struct DevelopmentCertificate: ~Copyable, Sendable {
    /// The authority, PEM: what a browser or a test is told to trust.
    public let authorityPEM: String
    /// The leaf, PEM: what the server presents.
    public let certificatePEM: String
    /// The leaf's private key, PEM (PKCS #8, not encrypted).
    public let privateKeyPEM: SecretBytes

    /// The longest life of a leaf in days; browsers refuse more.
    public static let longestLife = 397

    /// Makes an authority and a leaf, and verifies the leaf against the authority before it
    /// returns.
    ///
    /// - Parameters:
    ///   - names: DNS names in ASCII (`localhost`, `*.example.test`).
    ///   - addresses: IPv4 and IPv6 addresses as text (`127.0.0.1`, `::1`).
    ///   - notBefore: when both begin to be valid, in seconds since 1970 UTC.
    ///   - days: how long both are valid, 1 to 397.
    /// - Throws: `invalidParameters` for other days, a time outside 1970…9999, no name and no
    ///   address at all, more than 100 of them, or one that is malformed.
    public static func make(
        names: [String], addresses: [String], notBefore: Int64, days: Int
    ) throws(OpenSSLError) -> DevelopmentCertificate {
        let validity = try Validity(notBefore: notBefore, days: days)
        let subjects = try AlternativeNames(names: names, addresses: addresses)

        let authorityKey = try KeyObject.generateP256()
        let authority = try CertificateObject(
            commonName: "Genkan development authority", key: authorityKey, validity: validity)
        try authority.addAuthorityExtensions()
        try authority.sign(with: authorityKey)

        let leafKey = try KeyObject.generateP256()
        let leaf = try CertificateObject(
            commonName: subjects.commonName, key: leafKey, validity: validity)
        try leaf.addLeafExtensions(subjects, issuer: authority)
        try leaf.sign(with: authorityKey)

        guard leaf.isTrusted(under: authority, at: notBefore) else {
            throw OpenSSLError(.callFailed, "verify certificate")
        }
        return try DevelopmentCertificate(
            authorityPEM: authority.pem(), certificatePEM: leaf.pem(),
            privateKeyPEM: leafKey.privatePEM())
    }
}

/// The time a certificate is valid, both ends included.
struct Validity {
    let notBefore: Int64
    let notAfter: Int64

    init(notBefore: Int64, days: Int) throws(OpenSSLError) {
        // The last second that X.509 can write is the end of the year 9999.
        let last: Int64 = 253_402_300_799
        guard (1...DevelopmentCertificate.longestLife).contains(days), notBefore >= 0,
            notBefore <= last - Int64(days) * 86_400
        else { throw OpenSSLError(.invalidParameters, "certificate validity") }
        self.notBefore = notBefore
        notAfter = notBefore + Int64(days) * 86_400 - 1
    }
}
