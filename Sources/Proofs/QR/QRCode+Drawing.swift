extension QRCode {
    /// What the attribute `viewBox` of an `svg` must be for ``path``: the modules, one unit each,
    /// and the quiet zone of four around them (ISO/IEC 18004 § 6.3.8).
    public var viewBox: String { "-4 -4 \(side + 8) \(side + 8)" }

    /// What the attribute `d` of one SVG `path` must be: every run of dark modules in a row as
    /// `M{x} {y}h{length}v1h-{length}z`. Digits, letters, blanks and minus signs only; fill it with
    /// a dark colour on a light ground.
    public var path: String {
        var path: [UInt8] = []
        for y in 0..<side {
            var x = 0
            while x < side {
                let start = x
                while x < side, self[x, y] { x += 1 }
                if x > start { path += "M\(start) \(y)h\(x - start)v1h-\(x - start)z".utf8 }
                x += 1
            }
        }
        return String(decoding: path, as: UTF8.self)
    }
}
