import Genkan
import NIOSSL

extension HouseConfiguration {
    /// What is wrong with the files that sending mail needs, at the places where they are named.
    func mailFileProblems() -> [ConfigurationProblem] {
        guard let mail else { return [] }
        return [
            password(mail), issuersProblem("mail.certificate_authority", mail.authorityFile),
        ].compactMap(\.self)
    }

    private func password(_ mail: MailConfiguration) -> ConfigurationProblem? {
        guard let file = mail.passwordFile else { return nil }
        let key = "mail.password_file"
        do {
            let password = try SecretFile.password(file)
            guard password.isEmpty || password.contains(0) else { return nil }
            return settings.problem(
                key, "holds no password (\(file))", "write it there, in one line")
        } catch is Refusal {
            return settings.problem(
                key, "is not a secret of its owner (\(file))",
                "chmod 600 it; a password has at most \(SecretFile.limit) bytes")
        } catch {
            return settings.problem(
                key, "names no file that can be read (\(file))",
                "name one that belongs to the user who serves, mode 600")
        }
    }

    /// What is wrong with a file of issuers; nil without one.
    func issuersProblem(_ key: String, _ file: String?) -> ConfigurationProblem? {
        guard let file else { return nil }
        if let issuers = try? NIOSSLCertificate.fromPEMFile(file), !issuers.isEmpty { return nil }
        return settings.problem(
            key, "names no certificate that can be read (\(file))",
            "name the PEM file, or remove this if the system trusts the issuer")
    }
}
