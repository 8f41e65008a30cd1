import Genkan
import GenkanOutbound
import GenkanStorage

/// Looks at how the house sends mail: the settings here, what the outbox tells with the database.
struct MailExamination {
    let configuration: HouseConfiguration

    private static let subject = "mail"

    /// What is to be said of the settings; nothing where no mail is sent.
    func findings() -> [Finding] {
        guard let mail = configuration.mail else { return [] }
        let problems = configuration.mailFileProblems()
        guard problems.isEmpty else {
            return problems.map { problem in
                .ill(Self.subject, "\(problem.key) \(problem.what)", remedy: problem.remedy)
            }
        }
        return [security(mail), link].compactMap(\.self)
    }

    private func security(_ mail: MailConfiguration) -> Finding {
        let place = "\(mail.server.host) port \(mail.server.port)"
        switch mail.server.security {
        case .none:
            return .warning(
                Self.subject, "it goes in clear to \(place), on this machine",
                remedy: "see that this server passes it on over TLS")
        case .startTLS, .tls:
            let who = mail.user == nil ? "without a sign-in" : "signed in"
            let how = mail.server.security == .tls ? "TLS" : "STARTTLS"
            return .well(Self.subject, "\(place) with \(how), \(who), from \(mail.sender.text)")
        }
    }

    private var link: Finding? {
        guard configuration.settings.text("server.public_url") == nil else { return nil }
        return .warning(
            Self.subject, "its links lead to \(configuration.publicURL)",
            remedy: "set server.public_url to the address that the staff use")
    }

    /// What is to be said of how delivery goes.
    func findings(_ delivery: MailDelivery) -> [Finding] {
        guard configuration.mail != nil else { return [] }
        let found = [failing(delivery), givenUp(delivery), refused(delivery), silence(delivery)]
            .compactMap(\.self)
        guard found.isEmpty else { return found }
        let state = "\(delivery.listeners) ask for them; waiting: \(delivery.waiting)"
        return [.well("notices", state)]
    }

    private func failing(_ delivery: MailDelivery) -> Finding? {
        guard let since = delivery.failingSince else { return nil }
        return .ill(
            "notices",
            "not delivered since \(since); waiting: \(delivery.waiting); "
                + "reason: \(delivery.problem ?? "unknown")",
            remedy: "look at the mail server and at mail.* in genkan.yaml; "
                + "what waits is sent by itself (see Operations, Mail)")
    }

    private func givenUp(_ delivery: MailDelivery) -> Finding? {
        guard delivery.givenUp > 0 else { return nil }
        return .ill(
            "notices", "given up within seven days, after five days of trying: \(delivery.givenUp)",
            remedy: "mend the mail server; nothing but the notices was lost")
    }

    private func refused(_ delivery: MailDelivery) -> Finding? {
        guard !delivery.refused.isEmpty else { return nil }
        let names = delivery.refused.map { "\($0.person.name) (\($0.refusal.problem))" }
        return .warning(
            "notices", "addresses that the mail server refuses: \(names.joined(separator: ", "))",
            remedy: "they should check the address in their profile")
    }

    private func silence(_ delivery: MailDelivery) -> Finding? {
        guard delivery.listeners == 0 else { return nil }
        return .warning(
            "notices", "nobody has asked to be told of anything",
            remedy: "everybody chooses for themselves, in the profile at the desk")
    }
}
