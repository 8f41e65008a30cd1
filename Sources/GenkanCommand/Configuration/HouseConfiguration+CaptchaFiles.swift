import Genkan
import GenkanWeb

extension HouseConfiguration {
    /// What is wrong with the secrets of CAPTCHA providers, at the places where they are named.
    func captchaFileProblems() -> [ConfigurationProblem] {
        let secrets = captcha.secretFiles.sorted { $0.key.rawValue < $1.key.rawValue }
        return
            (secrets.map { secret($0.value, of: $0.key) } + [
                issuersProblem("captcha.certificate_authority", captcha.authorityFile)
            ])
            .compactMap(\.self)
    }

    private func secret(
        _ file: String, of provider: CaptchaProvider
    ) -> ConfigurationProblem? {
        let key = provider.settingsBlock + ".secret_file"
        do {
            let secret = try SecretFile.captcha(file)
            // With one of these everybody gets in, or nobody.
            guard provider.isDummy(secret: secret), !settings.isForItselfAlone else { return nil }
            return settings.problem(
                key,
                "holds the secret that \(provider.name) publishes for trying things out (\(file))",
                "write your own, or serve on 127.0.0.1 alone while you try things out")
        } catch is Refusal {
            return settings.problem(
                key, "is not a secret of its owner (\(file))",
                "write the key there in one line, and chmod 600 it")
        } catch {
            return settings.problem(
                key, "names no file that can be read (\(file))",
                "name one that belongs to the user who serves, mode 600")
        }
    }
}
