import ArgumentParser
import Genkan
import OpenSSL

/// `genkan doctor`: finds what is wrong and says what to do.
struct Doctor: HouseCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find what is wrong with the house, and say what to do about it.",
        discussion: """
            Looks at the configuration, the forms, the files, the certificate, the mail, the ports \
            and the database: migrations, roster, audit trail and outbox. Changes nothing, and works while the \
            house is served and while it is not; the database is opened for reading alone. Lines \
            with WARN may be meant so. Ends with 69 when something is ILL.
            """)

    static let readsForms = true

    @OptionGroup var house: HouseOptions

    func run(in configuration: HouseConfiguration, terminal: Terminal) async throws {
        var findings = [try memory()]
        findings += SettingsExamination(configuration: configuration).findings()
        findings += FileExamination(configuration: configuration).findings()
        findings +=
            CertificateExamination(configuration: configuration, now: Clock.now()).findings()
        findings += MailExamination(configuration: configuration).findings()
        findings += await ScannerExamination(configuration: configuration).findings()
        findings += await ProcessExamination(configuration: configuration).findings()
        findings += await DatabaseExamination(configuration: configuration).findings()
        for finding in findings { terminal.show(finding.text) }
        let ill = findings.count { $0.weight == .ill }
        guard ill == 0 else {
            throw Refusal(.unavailable, ill == 1 ? "one thing is wrong" : "\(ill) things are wrong")
        }
    }

    private func memory() throws -> Finding {
        switch try Hardening.apply() {
        case .locked: .well("memory", "secrets are locked into it")
        case .unlocked:
            .ill(
                "memory",
                "the kernel does not let secrets be locked into it; they may reach the swap",
                remedy: "allow \(Hardening.secureHeapBytes >> 10) KiB: LimitMEMLOCK= or `ulimit -l`"
            )
        }
    }
}
