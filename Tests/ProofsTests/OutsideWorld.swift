import Foundation

/// Where some tests write what an independent program reads, named by environment variables;
/// without them they are skipped.
enum OutsideWorld {
    /// The directory of `Tests/Peers/test_qr_peer.py`.
    static let qrExchange = ProcessInfo.processInfo.environment["GENKAN_QR_EXCHANGE"]
    /// The directory of `Tests/Peers/test_totp_peer.py`.
    static let totpExchange = ProcessInfo.processInfo.environment["GENKAN_TOTP_EXCHANGE"]

    static func write(_ lines: [String], to name: String, in directory: String) throws {
        let file = URL(fileURLWithPath: directory).appendingPathComponent(name)
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
    }
}
