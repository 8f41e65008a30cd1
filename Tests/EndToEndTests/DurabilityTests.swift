import Foundation
import Testing

@Suite struct DurabilityTests {
    @Test(.enabled(if: Strace.isPermitted, "strace is missing, or ptrace is not permitted here"))
    func `the WAL is synced to the disk before each receipt is handed out`() async throws {
        let house = try await RealHouse()
        let trace = house.directory.appending(path: "log/strace.txt")
        let served = try await house.serve(
            under: [
                Strace.path, "-f", "-y", "-ttt", "-T", "-e", "trace=fdatasync,fsync", "-o",
                trace.path,
            ])
        let visitor = Browser(house)
        var sent: [(from: Double, to: Double)] = []
        for number in 1...10 {
            let from = Date().timeIntervalSince1970
            let receipt = try await visitor.submit(to: "contact", Inquiry.from("vera \(number)"))
            try #require(receipt != nil)
            sent.append((from, Date().timeIntervalSince1970))
        }
        try await visitor.close()
        served.signal(SIGTERM)
        _ = await served.status()
        let syncs = try Strace.ends(of: "genkan.sqlite-wal", in: trace)
        for (number, time) in sent.enumerated() {
            #expect(
                syncs.contains { time.from < $0 && $0 < time.to },
                "submission \(number) was acknowledged without a sync")
        }
    }
}

/// The system call tracer.
enum Strace {
    static let path = "/usr/bin/strace"

    /// Whether a process of ours may be traced.
    static let isPermitted: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = ["-f", "-o", "/dev/null", "/bin/true"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// When each successful sync of `file` ended, in seconds since 1970.
    ///
    /// A call that another thread interrupts in the trace is two lines: `fdatasync(7</path> <unfinished …>`
    /// and `<… fdatasync resumed>) = 0 <0.000123>`, joined by the thread's number.
    static func ends(of file: String, in trace: URL) throws -> [Double] {
        var begun: [Substring: Double] = [:]
        var ends: [Double] = []
        for line in try String(contentsOf: trace, encoding: .utf8).split(separator: "\n") {
            let parts = line.split(separator: " ", omittingEmptySubsequences: true)
            guard parts.count > 2, let time = Double(parts[1]) else { continue }
            if parts[2].hasPrefix("f"), line.contains("/\(file)>") { begun[parts[0]] = time }
            guard line.contains(" = 0 <"), let start = begun.removeValue(forKey: parts[0]),
                let length = Double(parts.last?.dropFirst().dropLast() ?? "")
            else { continue }
            ends.append(start + length)
        }
        return ends
    }
}
