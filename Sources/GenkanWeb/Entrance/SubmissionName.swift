/// The hidden id of one opening of the hosted form: whoever sends it twice is stored once.
enum SubmissionName {
    /// 128 random bits of the system as 22 characters of base64url.
    static func fresh() -> String {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".unicodeScalars)
        // 22 characters of six bits each are 132 bits.
        return String(
            String.UnicodeScalarView(
                (0..<22).map { _ in alphabet[Int(random.next(upperBound: UInt(alphabet.count)))] }))
    }
}
