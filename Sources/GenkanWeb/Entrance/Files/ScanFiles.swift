import Genkan
import GenkanStorage
import Logging

/// Has the files of a submission looked at for viruses, where the house has a scanner.
struct ScanFiles {
    let scanner: (any FileScanner)?
    let logger: Logger

    /// The files with what was said of each. They are looked at one after the other, as the daemon's threads
    /// are few.
    func callAsFunction(_ files: [ReceivedFile]) async -> [ArrivingFile] {
        var arriving: [ArrivingFile] = []
        for file in files {
            // One that cannot look is not waited for again.
            let isSilent = arriving.contains { $0.scan == .unscanned }
            let scan = isSilent ? .unscanned : await scanner?.scan(file)
            if scan == .unscanned {
                logger.warning(
                    "A file could not be checked for viruses: its submission is held")
            }
            arriving.append(ArrivingFile(field: file.field, file: file.file, scan: scan))
        }
        return arriving
    }
}

extension [ArrivingFile] {
    /// Why a person of the staff has to decide; nil when nothing was found.
    var held: HeldReason? {
        let scans = compactMap(\.scan)
        if scans.contains(where: { if case .infected = $0 { true } else { false } }) {
            return .infected
        }
        return scans.contains(.unscanned) ? .unscanned : nil
    }
}
