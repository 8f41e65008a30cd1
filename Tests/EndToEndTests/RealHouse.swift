import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

/// A house on disk, set up and served by the real program from a directory of its own.
///
/// anna is the administrator, set up from files; the configuration and the forms are the
/// repository's.
final class RealHouse: Sendable {
    static let password = "a walk by the river at dusk"

    let directory: URL
    let port: Int
    let healthPort: Int

    var data: URL { directory.appending(path: "data") }
    var log: URL { directory.appending(path: "log/genkan.log") }
    var authority: URL { directory.appending(path: "certificates/authority.pem") }

    /// Makes the directory, the certificate and, unless told otherwise, the house.
    init(setUp: Bool = true) async throws {
        directory = FileManager.default.temporaryDirectory
            .appending(path: "genkan-\(UUID().uuidString.prefix(8))")
        port = try await Self.freePort()
        healthPort = try await Self.freePort()
        for name in ["", "tmp", "log", "secrets"] {
            try FileManager.default.createDirectory(
                at: directory.appending(path: name), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
        for name in ["config", "public"] {
            try FileManager.default.copyItem(
                at: Program.repository.appending(path: name), to: directory.appending(path: name))
        }
        try write(Self.password, to: "secrets/anna")
        try #require(await run("certificate").status == 0)
        guard setUp else { return }
        let ended = try await run(
            "setup", "--name", "anna", "--password-file", "secrets/anna", "--recovery-code-file",
            "secrets/recovery")
        try #require(ended.status == 0, "\(ended.text)")
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// What the program sees: nothing of the test's own environment but the path.
    var environment: [String: String] {
        [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "TMPDIR": directory.appending(path: "tmp").path,
            "GENKAN_SERVER_PORT": "\(port)",
            "GENKAN_HEALTH_PORT": "\(healthPort)",
            "GENKAN_LIMITS_UNPROVEN_AT_ONCE": "1000",
        ]
    }

    /// Whether a file is there.
    func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: directory.appending(path: path).path)
    }

    /// Runs one command to its end.
    func run(_ arguments: String...) async throws -> (status: Int32?, text: String) {
        try await run(arguments)
    }

    /// Runs one command to its end, with more in its environment, or without a terminal.
    func run(
        _ arguments: [String], environment more: [String: String] = [:], detached: Bool = false
    ) async throws -> (status: Int32?, text: String) {
        let output = directory.appending(path: "log/\(UUID().uuidString).txt")
        let process = try RunningProcess(
            (detached ? ["/usr/bin/setsid", "--wait"] : []) + [Program.path] + arguments,
            in: directory,
            environment: environment.merging(more) { $1 }, output: output)
        return (await process.status(), process.text)
    }

    /// Starts `genkan serve` and waits until it is ready.
    func serve(program: String = Program.path) async throws -> RunningProcess {
        let process = try RunningProcess(
            [program, "serve"], in: directory, environment: environment, output: log)
        let deadline = ContinuousClock.now + Program.patience
        while await !isReady() {
            guard process.isRunning, ContinuousClock.now < deadline else {
                throw NotServing(log: process.text)
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return process
    }

    /// Writes a file that its owner alone may read.
    func write(_ text: String, to path: String) throws {
        let file = directory.appending(path: path)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }

    private func isReady() async -> Bool {
        let ready = HTTPClientRequest(url: "http://127.0.0.1:\(healthPort)/readyz")
        let answer = try? await HTTPClient.shared.execute(ready, timeout: .seconds(5))
        return answer?.status == .ok
    }

    private static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        defer { channel.close(promise: nil) }
        return try #require(channel.localAddress?.port)
    }
}

/// The program ended, or was never ready.
struct NotServing: Error, CustomStringConvertible {
    let log: String
    var description: String { "the program does not serve; its log:\n\(log)" }
}
