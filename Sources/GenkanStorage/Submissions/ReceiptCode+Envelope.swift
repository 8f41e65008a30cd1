import Genkan
import Sealing

extension ReceiptCode {
    /// The receipt of a submission follows from its sealed answers, so that nobody can exchange two
    /// visitors' receipts in the database: from SHA-256(`genkan/v1/receipt`, a zero byte, the
    /// envelope), which holds a random nonce and says nothing about the answers.
    init(of envelope: [UInt8]) throws {
        let label = Array("genkan/v1/receipt".utf8) + [0]
        self.init(random: try Fingerprint.sha256((label + envelope).span))
    }
}
