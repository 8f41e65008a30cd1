import Genkan
import GenkanWeb

extension HouseConfiguration {
    /// What is wrong with the files that a server reads at its start, at the places where they are
    /// named.
    func serverFileProblems() -> [ConfigurationProblem] {
        ServerFiles.faults(of: server, sample: sampleDirectory).map { fault in
            switch fault {
            case .certificate(let file):
                settings.problem(
                    "server.certificate", "names no certificate that can be read (\(file))",
                    "name the PEM file, readable by the user who serves; "
                        + "`genkan certificate` makes one for development")
            case .privateKey(let file):
                settings.problem(
                    "server.private_key", "names no private key that can be read (\(file))",
                    "name the PEM file, readable by the user who serves")
            case .mismatch:
                settings.problem(
                    "server.private_key", "is not the key of server.certificate",
                    "name the key that the certificate was made for")
            case .publicFile(let name):
                settings.problem(
                    "server.public_directory",
                    "holds no \(name) (\(server.publicDirectory ?? ""))",
                    "name the directory public that comes with the program")
            case .sampleWebsite(let directory):
                settings.problem(
                    "server.sample_website", "has no files (\(directory)/sample)",
                    "write false, or name the server.public_directory that comes with the program")
            }
        }
    }
}
