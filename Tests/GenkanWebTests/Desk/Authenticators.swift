import Foundation
import Genkan
import GenkanTesting
import OpenSSL
import Proofs
import Synchronization
import Testing

/// What lies beside people's keyboards: their phones with the seeds they scanned, and their backup codes
/// on paper.
final class Authenticators: Sendable {
    private struct Phone {
        var seed: [UInt8]
        var lastStep: Int64
        var paper: [String]
    }

    private let clock: TestClock
    private let phones = Mutex<[String: Phone]>([:])
    /// The tokens of people who stay signed in past any browser.
    let tokens = Mutex<[String: String]>([:])

    init(_ clock: TestClock) { self.clock = clock }

    /// Takes what the page of a set-up shows into somebody's phone, in the place of what was there.
    func scan(_ page: Exchange, of name: String) throws {
        let text = try #require(
            page.body.firstMatch(of: /translate="no">([A-Z2-7 ]+)</)?.1, "no seed on the page")
        let seed = Self.decoded(String(text))
        phones.withLock { $0[name] = Phone(seed: seed, lastStep: 0, paper: []) }
    }

    /// Takes what a test has set up itself.
    func adopt(_ factor: SecondFactor, of name: String) throws {
        let seed = try factor.seed.withTypedText { text in
            Self.decoded(String(decoding: text.indices.map { text[$0] }, as: UTF8.self))
        }
        let paper = try (0..<BackupCodes.count).compactMap { place in
            try factor.backupCodes.withText(place) { text in
                String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
            }
        }
        phones.withLock { $0[name] = Phone(seed: seed, lastStep: 0, paper: paper) }
    }

    /// Keeps the codes of a page.
    func keepCodes(_ page: Exchange, of name: String) throws {
        let codes = page.body.matches(of: /<li>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})<\/li>/)
            .map { String($0.1) }
        try #require(codes.count == 10, "no codes on the page: \(page.body)")
        phones.withLock { $0[name]?.paper = codes }
    }

    /// A code that was not used yet: of the phone while the clock allows, else from the paper.
    func code(of name: String) throws -> String {
        let present = clock.now.seconds / 30
        var phone = try #require(phones.withLock { $0[name] }, "\(name) has no phone")
        defer { phones.withLock { [phone] in $0[name] = phone } }
        let step = max(phone.lastStep + 1, present - 1)
        guard step > present + 1 else {
            phone.lastStep = step
            return try Self.password(phone.seed, step)
        }
        let code = phone.paper.popLast()
        return try #require(code, "\(name) has used up every code")
    }

    /// What somebody's phone shows at a step, used or not.
    func password(of name: String, at step: Int64) throws -> String {
        let phone = try #require(phones.withLock { $0[name] })
        return try Self.password(phone.seed, step)
    }

    /// How many codes somebody has on paper.
    func paper(of name: String) -> [String] { phones.withLock { $0[name]?.paper ?? [] } }

    private static func password(_ seed: [UInt8], _ step: Int64) throws -> String {
        let counter = stride(from: 56, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: step >> $0)
        }
        let code = try HMACSHA1.code(for: counter.span, key: SecretBytes(copying: seed))
        let start = Int(code[19] & 15)
        let number = code[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return String(format: "%06d", (number & 0x7FFF_FFFF) % 1_000_000)
    }

    private static func decoded(_ text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var bytes: [UInt8] = [], bits = 0, held = 0
        for letter in text.utf8 {
            guard let value = alphabet.firstIndex(of: letter) else { continue }
            bits = (bits << 5 | value) & 0xFFFF
            held += 5
            guard held >= 8 else { continue }
            held -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> held))
        }
        return bytes
    }
}
