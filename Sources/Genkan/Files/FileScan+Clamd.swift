extension FileScan {
    /// What an answer of clamd to `INSTREAM` says: `stream: OK`, `stream: name FOUND`; everything else is that it
    /// could not look.
    public init(clamdAnswer answer: [UInt8]) {
        let text = String(decoding: answer, as: UTF8.self)
        let prefix = "stream: ", found = " FOUND"
        guard text.hasPrefix(prefix) else {
            self = .unscanned
            return
        }
        let said = text.dropFirst(prefix.count)
        if said == "OK" {
            self = .clean
        } else if said.hasSuffix(found) {
            self = .infected(Finding(String(said.dropLast(found.count))))
        } else {
            self = .unscanned
        }
    }
}
