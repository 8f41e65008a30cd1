import Genkan
import GenkanWeb

/// Looks at what the configuration allows.
struct SettingsExamination {
    let configuration: HouseConfiguration

    func findings() -> [Finding] {
        configuration.forms.map(form) + publishedSecrets
            + [sampleWebsite, exemptNetworks].compactMap { $0 }
    }

    private func form(_ form: Form) -> Finding {
        form.captcha == .none
            ? .warning(
                "form \(form.name)", "it has no CAPTCHA: anything may be sent to it",
                remedy: "remove `captcha: none`, unless that is what you want")
            : .well("form \(form.name)", "\(form.fields.count) fields")
    }

    /// A range in which a proxy stands makes visitors exempt whom the proxy does not name, and a range of all
    /// addresses everybody.
    private var exemptNetworks: Finding? {
        let exempt = configuration.server.limits.exemptNetworks
        let proxies = configuration.server.trustedProxies
        let loose = exempt.filter { range in
            range.bits == 0 || proxies.contains { $0.overlaps(range) }
                || ["127.0.0.1", "::1"].compactMap { AddressRange($0) }.contains(
                    where: range.overlaps)
        }
        guard !loose.isEmpty else { return nil }
        return .warning(
            "exempt networks",
            "\(loose.map(\.description).joined(separator: ", ")): visitors may come from there, too",
            remedy: "name your own office alone in limits.exempt_networks, and no proxy")
    }

    /// They are taken where nobody else can come; whether a proxy stands there nobody has to have said.
    private var publishedSecrets: [Finding] {
        let files = configuration.captcha.secretFiles.sorted { $0.key.rawValue < $1.key.rawValue }
        return files.compactMap { provider, file in
            guard let secret = try? SecretFile.captcha(file), provider.isDummy(secret: secret)
            else { return nil }
            return .warning(
                "captcha \(provider.name)", "its secret is a published one, which lets anybody in",
                remedy: "write your own into \(file) before anybody else can come")
        }
    }

    private var sampleWebsite: Finding? {
        let host = configuration.server.host
        guard configuration.hasSampleWebsite, ClientAddress(host)?.isLoopback != true else {
            return nil
        }
        return .ill(
            "sample website", "it is served to everybody (server.address is \(host))",
            remedy: "server.sample_website: false; it is for looking around on one's own machine")
    }
}
