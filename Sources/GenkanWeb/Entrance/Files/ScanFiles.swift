import Genkan
import GenkanStorage
import Logging

/// Has the files of a submission looked at for viruses, where the house has a scanner.
struct ScanFiles {
    let scanner: (any FileScanner)?
    /// One for each submission that is looked at.
    let turns: LedgerHolding
    let logger: Logger

    /// How long a visitor waits for all files of a submission; no further one is looked at then.
    static let patience = Duration.seconds(30)

    /// The files with what was said of each. They are looked at one after the other, as the daemon's threads
    /// are few.
    func callAsFunction(_ files: [ReceivedFile]) async -> [ArrivingFile] {
        // Who sends many at once waits for no scanner: what is beyond is held for people to look at.
        let hasTurn = scanner == nil || files.isEmpty || turns.take(1)
        defer { turns.end() }
        let end = ContinuousClock.now + Self.patience
        var arriving: [ArrivingFile] = []
        for file in files {
            // One that cannot look is not waited for again.
            let isSilent = arriving.contains { $0.scan == .unscanned }
            let isLate = scanner != nil && ContinuousClock.now >= end
            let scan = !hasTurn || isSilent || isLate ? .unscanned : await scanner?.scan(file)
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
    /// Why it is held whatever else there is.
    var infected: HeldReason? {
        contains { if case .infected = $0.scan { true } else { false } } ? .infected : nil
    }

    /// Why it is held when there is no other reason, which would tell more.
    var unscanned: HeldReason? { contains { $0.scan == .unscanned } ? .unscanned : nil }
}
