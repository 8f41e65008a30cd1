import Foundation
import Sealing

/// What it takes to open the stored envelopes of a few pages, in milliseconds for each page: the
/// bare reference of what the desk takes for them.
///
/// A keychain opens them as it does for the desk: the header compared, the commitment and the key
/// derived, the seal and the padding checked. It has opened their data keys before, as that of
/// somebody who was on the board has; what is inside is not read.
struct OpeningCosts: Encodable {
    let openings_ms: [Double]

    private static let runs = 21

    /// - Parameters:
    ///   - pages: the envelopes of each page.
    ///   - keychain: of somebody who may open them.
    static func measured(
        _ pages: [[EnvelopeRow]], with keychain: Keychain
    ) throws -> OpeningCosts {
        OpeningCosts(openings_ms: try pages.map { try median($0, keychain) })
    }

    private static func median(_ rows: [EnvelopeRow], _ keychain: Keychain) throws -> Double {
        let stored = try rows.map { row in
            (bytes: [UInt8](row.bytes), header: try row.header(), key: try row.key())
        }
        let clock = ContinuousClock()
        let times = try (0..<runs).map { _ in
            try clock.measure {
                for row in stored {
                    _ = try keychain.open(row.bytes, expecting: row.header, under: row.key)
                }
            }
        }
        return times.sorted()[runs / 2] / .milliseconds(1)
    }
}
