import OpenSSL

@testable import Proofs

/// The seed of the vectors in RFC 4226, Appendix D, and RFC 6238, Appendix B.
func publishedSeed() throws -> TOTPSeed {
    try TOTPSeed(SecretBytes(copying: utf8("12345678901234567890")))
}

/// The ten codes of the tests: in each, one letter twelve times, from `2` on.
func plainCodes() throws -> BackupCodes {
    var place: UInt8 = 0
    return try BackupCodes.create { () throws(OpenSSLError) in
        defer { place += 1 }
        return place / 12
    }
}

/// anna's second factor: the published seed and the plain codes, nothing used.
func annasFactor(lastStep: Int64 = 0) throws -> SecondFactor {
    try SecondFactor(seed: publishedSeed(), backupCodes: plainCodes(), lastStep: lastStep)
}

extension TOTPSeed {
    /// What anna's telephone shows at a time.
    func shown(at time: Int64) throws -> String {
        String(decoding: try password(at: time / TOTPSeed.period), as: UTF8.self)
    }
}
