import Genkan
import GenkanOutbound
import OpenSSL

/// The CAPTCHA providers that the house has keys for.
struct CaptchaConfiguration: Sendable {
    /// How each one is asked.
    let terms: [CaptchaService.Terms]
    /// The files with their secrets.
    let secretFiles: [CaptchaProvider: String]
    /// The file with the issuers that count, if there is one.
    let authorityFile: String?

    /// Those that are named at all: what is wrong with one is told once, and not again by every form.
    let providers: Set<CaptchaProvider>

    /// What does not fit is among the problems of `settings` then.
    init(_ settings: inout CheckedSettings) {
        authorityFile = settings.settings.text("captcha.certificate_authority")
        var terms: [CaptchaService.Terms] = []
        var files: [CaptchaProvider: String] = [:]
        for provider in CaptchaProvider.allCases {
            guard let (found, file) = settings.captcha(provider, authority: authorityFile) else {
                continue
            }
            terms.append(found)
            files[provider] = file
        }
        providers = settings.namedProviders
        self.terms = terms
        secretFiles = files
    }
}

extension CheckedSettings {
    fileprivate var namedProviders: Set<CaptchaProvider> {
        Set(
            CaptchaProvider.allCases.filter { provider in
                [".site_key", ".secret_file"].contains {
                    settings.text(provider.settingsBlock + $0) != nil
                }
            })
    }

    /// The terms of one provider and the file of its secret; nil without keys.
    fileprivate mutating func captcha(
        _ provider: CaptchaProvider, authority: String?
    ) -> (CaptchaService.Terms, String)? {
        let block = provider.settingsBlock
        let (key, file) = (
            settings.text(block + ".site_key"), settings.text(block + ".secret_file")
        )
        guard key != nil || file != nil else { return nil }
        guard let key else {
            refuse(block + ".secret_file", "has no public key", "write \(block).site_key as well")
            return nil
        }
        guard let file else {
            refuse(block + ".site_key", "has no secret", "write \(block).secret_file as well")
            return nil
        }
        guard key.utf8.allSatisfy(Self.isOfKey) else {
            refuse(
                block + ".site_key", "is no public key (\(key))",
                "write it as \(provider.name) shows it: letters, digits, - _ and .")
            return nil
        }
        let url = text(block + ".verify_url")
        guard let address = ProviderAddress(url) else {
            refuse(
                block + ".verify_url", "is no address of a provider (\(url))",
                "write https://, a host and a path, or remove this")
            return nil
        }
        let isAlone = settings.isForItselfAlone
        return (
            CaptchaService.Terms(
                provider: provider, siteKey: key,
                secret: { try SecretFile.captcha(file, of: provider, mayBeDummy: isAlone) },
                address: address, issuers: authority.map { .file($0) } ?? .system,
                bound: bound(of: provider), tellsAddress: flag("captcha.send_address")), file
        )
    }

    private func bound(of provider: CaptchaProvider) -> Int? {
        switch provider {
        case .recaptchaV3: settings.integer("captcha.recaptcha_v3.lowest_score")
        case .hcaptcha: settings.integer("captcha.hcaptcha.highest_risk")
        case .recaptchaV2, .turnstile, .friendlyCaptcha: nil
        }
    }

    private static func isOfKey(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }
}

extension Settings {
    /// Whether nobody else can come: it listens on this machine alone, says no address to the outside, and no proxy
    /// stands before it.
    var isForItselfAlone: Bool {
        let own = text("server.public_url").flatMap { Origin($0)?.host }
        let isNamedOutside = own.map { $0 != "localhost" && ClientAddress($0)?.isLoopback != true }
        let host = text("server.address").flatMap { ClientAddress($0) }
        return host?.isLoopback == true && isNamedOutside != true
            && texts("server.trusted_proxies").isEmpty
    }
}

extension SecretFile {
    /// The secret key of a provider as it is asked with; never one that lets everybody in, unless nobody else can come.
    fileprivate static func captcha(
        _ path: String, of provider: CaptchaProvider, mayBeDummy: Bool
    ) throws -> String {
        let secret = try captcha(path)
        guard mayBeDummy || !provider.isDummy(secret: secret) else {
            throw Refusal(.data, "\(path): holds a secret that is published")
        }
        return secret
    }

    /// The secret key of a provider: visible ASCII.
    ///
    /// - Throws: `Refusal` for a file of others, for none, and for what is no key.
    static func captcha(_ path: String) throws -> String {
        let bytes = try readLine(path).withBytes { bytes in bytes.indices.map { bytes[$0] } }
        guard !bytes.isEmpty, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Refusal(.data, "\(path): holds no secret key in one line")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
