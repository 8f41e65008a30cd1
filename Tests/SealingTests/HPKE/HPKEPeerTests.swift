import Foundation
import OpenSSL
import Testing

@testable import Sealing

/// The Swift half of `Tests/Peers/test_hpke_peer.py`, which runs it with `GENKAN_HPKE_EXCHANGE`
/// naming a directory. Each line of a file there is one box: the recipient's private key, label,
/// aad, box, plaintext; hexadecimal (but the label), with one space between.
@Suite(.enabled(if: OutsideWorld.hpkeExchange != nil))
struct HPKEPeerTests {
    private static let labels: [Label] = [.person, .personSigning, .grant, .dataKey, .house]

    @Test func `what the peer sealed opens`() throws {
        let file = try file("peer.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        try #require(!lines.isEmpty)
        for line in lines {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(
                String.init)
            try #require(parts.count == 5)
            let recipient = try KeyPair(privateBytes: SecretBytes(hex: parts[0]))
            let label = try #require(Label(rawValue: parts[1]))
            let opened = try HPKE.open(
                Hex.bytes(parts[3]), with: recipient, info: label, aad: Hex.bytes(parts[2]))
            try #require(Hex.text(opened.exposed()) == parts[4])
        }
        try Data("\(lines.count)".utf8).write(to: self.file("opened.txt"))
    }

    @Test func `our boxes are written for the peer`() throws {
        var lines: [String] = []
        for count in 0..<50 {
            let recipient = try KeyPair()
            let label = Self.labels[count % Self.labels.count]
            let aad = try SecureRandom.bytes(count * 3)
            let text = try SecureRandom.bytes(count + 1)
            let box = try HPKE.seal(
                SecretBytes(copying: text), to: recipient.publicKey, info: label, aad: aad)
            lines.append(
                [
                    Hex.text(try recipient.privateBytes().exposed()), label.rawValue,
                    Hex.text(aad), Hex.text(box), Hex.text(text),
                ].joined(separator: " "))
        }
        try Data(lines.joined(separator: "\n").utf8).write(to: file("ours.txt"))
    }

    private func file(_ name: String) throws -> URL {
        URL(fileURLWithPath: try #require(OutsideWorld.hpkeExchange)).appendingPathComponent(name)
    }
}
