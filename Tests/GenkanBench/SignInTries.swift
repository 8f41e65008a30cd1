import Foundation
import Genkan
import Proofs
import Sealing

/// What a storm at the sign-in consists of: names nobody has, each with a proof of work that was made without
/// the work, so that as many wait in line as may.
struct SignInTries {
    private let altcha: AltchaIssuer

    /// - Parameter key: the house that is tried.
    init(key: HouseKey) throws { altcha = try key.altcha().forSignIn }

    /// Writes `count` bodies, one a line. They are good for five minutes.
    func write(_ count: Int, to path: String) throws {
        let lines = try (0..<count).map { number in
            let proof = try altcha.payloadWithoutWork(
                form: "sign-in", now: BenchHouse.now().seconds)
            let encoded = proof.replacing("+", with: "%2B").replacing("=", with: "%3D")
            return "name=nobody+\(number)&password=not+a+password+of+anybody&altcha=\(encoded)"
        }
        try Data((lines.joined(separator: "\n") + "\n").utf8)
            .write(to: URL(fileURLWithPath: path))
    }
}
