import Foundation
import Logging
import NIOCore
import NIOHTTP2
import NIOSSL
import Synchronization

/// The certificate of the public listener, as its files have it: replaced while connections go on.
///
/// Whoever has a connection keeps what it was made with; the next one gets what is there now. Two files are
/// never replaced at the same instant, so what has changed is taken once it has stayed the same from one look to the
/// next, and only when both fit together. Until then, and if they never do, the ones before stay.
final class ServerCertificate: Sendable {
    /// How often it is looked whether the files are others.
    static let interval = Duration.seconds(5)

    /// What a look has found.
    enum Finding: Equatable {
        /// Nothing that has to be told.
        case nothing
        /// There is another certificate from now on; when it ends, in seconds since 1970.
        case renewed(until: Int64?)
        /// The files are others and cannot be used.
        case refused(ServerTLS.Failure)
    }

    private struct State {
        var context: NIOSSLContext
        /// The files that the context was made of.
        var used: Stamp
        /// The files as they were at the last look.
        var seen: Stamp
        /// Those of which it was told that they cannot be used.
        var refused: Stamp?
    }

    private let settings: ServerSettings
    private let state: Mutex<State>

    /// Reads the files.
    ///
    /// - Throws: ``ServerTLS/Failure``.
    init(_ settings: ServerSettings) throws {
        self.settings = settings
        let stamp = Stamp(settings)
        let context = try Self.context(settings).context
        state = Mutex(State(context: context, used: stamp, seen: stamp))
    }

    /// What the next connection is made with.
    var context: NIOSSLContext { state.withLock { $0.context } }

    /// Looks at the files, and takes what they are if they have become others.
    func look() -> Finding {
        state.withLock { state in
            let stamp = Stamp(settings)
            defer { state.seen = stamp }
            guard stamp != state.used, stamp == state.seen else { return .nothing }
            do {
                let (context, end) = try Self.context(settings)
                // They may have been replaced while they were read.
                guard Stamp(settings) == stamp else { return .nothing }
                state.context = context
                state.used = stamp
                state.refused = nil
                return .renewed(until: end)
            } catch {
                // Tried again at each look, since whose a file is may be mended; told once.
                guard stamp != state.refused else { return .nothing }
                state.refused = stamp
                return (error as? ServerTLS.Failure).map { .refused($0) } ?? .nothing
            }
        }
    }

    /// Looks again and again, until the task is cancelled.
    func watch(_ logger: Logger) async {
        while (try? await Task.sleep(for: Self.interval)) != nil {
            switch look() {
            case .nothing: break
            case .renewed(let end):
                let until = end.map {
                    Date(timeIntervalSince1970: Double($0)).formatted(.iso8601)
                }
                logger.notice(
                    "The certificate was replaced", metadata: ["until": .string(until ?? "")])
            case .refused(let failure):
                logger.error(
                    "The new certificate cannot be used; the one before stays",
                    metadata: ["reason": .string("\(failure)")])
            }
        }
    }

    private static func context(
        _ settings: ServerSettings
    ) throws(ServerTLS.Failure) -> (context: NIOSSLContext, end: Int64?) {
        var tls = try ServerTLS.configuration(settings)
        tls.applicationProtocols = NIOHTTP2SupportedALPNProtocols
        var end: Int64?
        if case .certificate(let leaf)? = tls.certificateChain.first {
            end = Int64(leaf.notValidAfter)
        }
        do { return (try NIOSSLContext(configuration: tls), end) } catch { throw .mismatch }
    }

    /// By what it is told that a file is another one; nothing of what is in it.
    private struct Stamp: Hashable {
        private struct File: Hashable {
            let number: Int
            let size: Int
            let changed: Date
        }

        private let files: [File?]

        init(_ settings: ServerSettings) {
            files = [settings.certificateFile, settings.privateKeyFile].map { path in
                // What a link leads to: a renewal replaces the link.
                let target = URL(filePath: path).resolvingSymlinksInPath().path
                guard let found = try? FileManager.default.attributesOfItem(atPath: target),
                    let number = found[.systemFileNumber] as? NSNumber,
                    let size = found[.size] as? NSNumber,
                    let changed = found[.modificationDate] as? Date
                else { return nil }
                return File(number: number.intValue, size: size.intValue, changed: changed)
            }
        }
    }
}
