import Foundation
import Testing

@testable import GenkanCommand

@Suite struct SettingsExaminationTests {
    private func finding(_ exempt: String, proxies: String = "") throws -> Finding? {
        var environment = ["GENKAN_LIMITS_EXEMPT_NETWORKS": exempt]
        if !proxies.isEmpty { environment["GENKAN_SERVER_TRUSTED_PROXIES"] = proxies }
        let configuration = try ConfigurationReader(
            file: Repository.file("config/genkan.yaml").path, environment: environment
        ).read(withForms: false)
        return SettingsExamination(configuration: configuration).findings()
            .first { $0.subject == "exempt networks" }
    }

    @Test(arguments: [
        ("0.0.0.0/0", ""), ("::/0", ""), ("127.0.0.0/8", ""), ("10.0.0.0/8", "10.1.2.3"),
        ("10.1.2.3", "10.0.0.0/8"), ("192.0.2.0/24, ::1", ""),
    ])
    func `a range in which visitors may stand is a warning`(
        _ exempt: String, proxies: String
    ) throws {
        #expect(try finding(exempt, proxies: proxies)?.weight == .warning)
    }

    @Test func `an office is none`() throws {
        #expect(try finding("192.0.2.0/24, 2001:db8:1::/48", proxies: "10.0.0.1") == nil)
    }
}
