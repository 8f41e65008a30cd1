import Genkan
import GenkanOutbound

/// Looks at who looks at files for viruses.
struct ScannerExamination {
    let configuration: HouseConfiguration

    private static let subject = "scanner"

    /// What is to be said; nothing where no form takes files and there is no scanner.
    func findings() async -> [Finding] {
        let forms = configuration.forms.filter(\.asksForFiles).map(\.name)
        guard let socket = configuration.scannerSocket else {
            guard !forms.isEmpty else { return [] }
            return [
                .warning(
                    Self.subject, "nobody looks at the files of \(forms.joined(separator: ", "))",
                    remedy: "install clamav-daemon and set scanner.clamd_socket")
            ]
        }
        guard await ClamdScanner(socket: socket).isThere() else {
            return [
                .ill(
                    Self.subject, "clamd does not answer at \(socket)",
                    remedy: "start clamav-daemon, and let this user reach its socket; until then "
                        + "submissions with files are held")
            ]
        }
        return [.well(Self.subject, "clamd answers at \(socket)")]
    }
}
