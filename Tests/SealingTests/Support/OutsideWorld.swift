import Foundation

/// What some tests need from outside, named by environment variables; without them they are skipped.
enum OutsideWorld {
    /// The published HPKE vectors: `HPKE/test-vectors.json` of `cryptography-vectors`.
    static let hpkeVectors = ProcessInfo.processInfo.environment["GENKAN_HPKE_VECTORS"]
    /// The directory in which `Tests/Peers/test_hpke_peer.py` exchanges boxes with us.
    static let hpkeExchange = ProcessInfo.processInfo.environment["GENKAN_HPKE_EXCHANGE"]
}
