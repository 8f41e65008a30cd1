import Genkan
import GenkanWeb

/// Looks at what the configuration allows.
struct SettingsExamination {
    let configuration: HouseConfiguration

    func findings() -> [Finding] {
        configuration.forms.map(form) + [sampleWebsite].compactMap { $0 }
    }

    private func form(_ form: Form) -> Finding {
        form.captcha == .none
            ? .warning(
                "form \(form.name)", "it has no CAPTCHA: anything may be sent to it",
                remedy: "remove `captcha: none`, unless that is what you want")
            : .well("form \(form.name)", "\(form.fields.count) fields")
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
