import OpenSSL
import Testing

@testable import Proofs

/// The Swift half of `Tests/Peers/test_totp_peer.py`, which runs it with `GENKAN_TOTP_EXCHANGE`
/// naming a directory. `addresses.txt`: an address and the seed in hexadecimal. `passwords.txt`: the
/// same seed, a time, and our password for it.
@Suite(.enabled(if: OutsideWorld.totpExchange != nil))
struct TOTPPeerTests {
    @Test func `our addresses and passwords are written for the peer`() throws {
        let directory = try #require(OutsideWorld.totpExchange)
        var (addresses, passwords): ([String], [String]) = ([], [])
        let names = [("Genkan", "anna"), ("玄関 & 受付", "山田 太郎"), ("a=b?c#d%", "a+b@example.org")]
        for (issuer, account) in names {
            let seed = try TOTPSeed.create()
            let secret = Hex.text(exposed(seed.secret))
            let address = try seed.withAddress(issuer: issuer, account: account) { text($0) }
            addresses.append("\(address) \(secret)")
            for count: Int64 in 0..<100 {
                let time = noon + count * 86_399 * 37
                passwords.append("\(secret) \(time) \(try seed.shown(at: time))")
            }
        }
        try OutsideWorld.write(addresses, to: "addresses.txt", in: directory)
        try OutsideWorld.write(passwords, to: "passwords.txt", in: directory)
    }
}
