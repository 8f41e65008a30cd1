/// The files that a server needs, looked at before anything listens.
public enum ServerFiles {
    /// What is wrong with one of them. Says which, never what is in it.
    public enum Fault: Hashable, Sendable {
        /// The file holds no certificate that can be read.
        case certificate(file: String)
        /// The file holds no private key that can be read.
        case privateKey(file: String)
        /// The private key is not the certificate's.
        case mismatch
        /// A style or script of the program is missing from the public directory.
        case publicFile(name: String)
        /// The sample website is missing from its directory.
        case sampleWebsite(directory: String)
    }

    /// Everything that is wrong; nothing when the server can be made.
    ///
    /// - Parameter sample: the directory of the sample website, when it is to be served.
    public static func faults(of settings: ServerSettings, sample: String? = nil) -> [Fault] {
        var faults: [Fault] = []
        if let fault = certificate(settings) { faults.append(fault) }
        if let directory = settings.publicDirectory, let fault = publicFiles(directory) {
            faults.append(fault)
        }
        if let sample, (try? SampleWebsite(directory: sample)) == nil {
            faults.append(.sampleWebsite(directory: sample))
        }
        return faults
    }

    private static func certificate(_ settings: ServerSettings) -> Fault? {
        do {
            _ = try ServerTLS.configuration(settings)
            return nil
        } catch {
            switch error {
            case .certificate(let file): return .certificate(file: file)
            case .privateKey(let file): return .privateKey(file: file)
            case .mismatch: return .mismatch
            }
        }
    }

    private static func publicFiles(_ directory: String) -> Fault? {
        do {
            _ = try StaticFiles(directory: directory)
            return nil
        } catch {
            switch error {
            case .unreadable(let file): return .publicFile(name: file)
            }
        }
    }
}
