import Genkan
import GenkanStorage
import GenkanWeb
import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the forms again on SIGHUP: all of them, or none when one has a mistake.
struct FormReload: Service {
    let files: FormFiles
    let storage: Storage
    let book: FormBook
    /// Whether anybody looks at files for viruses.
    let hasScanner: Bool
    /// SIGHUP, kept since before the forms were read.
    let signals: UnixSignalsSequence
    let logger: Logger

    func run() async throws {
        for await _ in signals.cancelOnGracefulShutdown() { await reload() }
    }

    private func reload() async {
        do {
            let forms = try files.read()
            book.replace(with: try await storage.forms.register(forms, now: Clock.now()))
            logger.warn(of: forms, hasScanner: hasScanner)
            logger.notice("Forms read again", metadata: ["forms": .stringConvertible(forms.count)])
        } catch let problems as ConfigurationProblems {
            logger.error(
                "Forms not read again; the ones before stay",
                metadata: ["problems": .array(problems.list.map { .string("\($0)") })])
        } catch {
            logger.error("Forms not read again; the ones before stay", error: error)
        }
    }
}
