import Foundation
import Testing

@testable import Genkan

/// The Swift half of `Tests/Peers/test_password_peer.py`, which runs it with `GENKAN_PASSWORD_EXCHANGE`
/// naming a directory: of the lines of `candidates.txt`, those that would be accepted go to
/// `accepted.txt`; `suggestions.txt` gets what we suggest.
@Suite(.enabled(if: OutsideWorld.passwordExchange != nil))
struct PasswordPeerTests {
    @Test func `candidates of the peer are judged, and suggestions written for it`() throws {
        let place = URL(fileURLWithPath: try #require(OutsideWorld.passwordExchange))
        let anna = try #require(StaffName("anna"))
        let rule = PasswordRule(host: "forms.example.jp")
        let text = try String(
            contentsOf: place.appendingPathComponent("candidates.txt"), encoding: .utf8)
        let accepted = text.split(separator: "\n").filter {
            rule.problem(with: String($0), of: anna) == nil
        }
        try Data(accepted.joined(separator: "\n").utf8)
            .write(to: place.appendingPathComponent("accepted.txt"))
        var random = SystemRandomNumberGenerator()
        let suggestions = try (0..<2_000).map { _ in
            try PasswordSuggestion.draw { count in
                (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            }
        }
        try Data(suggestions.joined(separator: "\n").utf8)
            .write(to: place.appendingPathComponent("suggestions.txt"))
    }
}

/// Where tests meet an independent program, named by environment variables; without them they are
/// skipped.
enum OutsideWorld {
    /// The directory of `Tests/Peers/test_password_peer.py`.
    static let passwordExchange = ProcessInfo.processInfo.environment["GENKAN_PASSWORD_EXCHANGE"]
}
