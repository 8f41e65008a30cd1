import Genkan
import Logging

extension Logger {
    /// Warns of every form to which anything may be sent, whenever forms are taken over.
    func warn(of forms: [Form], hasScanner: Bool) {
        for form in forms where form.captcha == .none {
            warning(
                "A form has no CAPTCHA: anything may be sent to it",
                metadata: ["form": .string(form.name)])
        }
        guard !hasScanner else { return }
        for form in forms where form.asksForFiles {
            warning(
                "A form takes files that nobody checks for viruses: scanner.clamd_socket is not set",
                metadata: ["form": .string(form.name)])
        }
    }
}
