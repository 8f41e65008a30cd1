import Foundation

/// Where some tests write what an independent program reads, named by environment variables;
/// without them they are skipped.
enum OutsideWorld {
    /// The directory of `Tests/Peers/test_mail_peer.py`.
    static let mailExchange = ProcessInfo.processInfo.environment["GENKAN_MAIL_EXCHANGE"]

    static func write(_ lines: [String], to name: String, in directory: String) throws {
        let file = URL(fileURLWithPath: directory).appendingPathComponent(name)
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
    }
}
