/// Parts of a multipart body as browsers write them, with the boundary `----x`.
enum MultipartParts {
    static let type = "Content-Type: multipart/form-data; boundary=----x"
    static let end = Array("------x--\r\n".utf8)

    static func text(_ name: String, _ value: String) -> [UInt8] {
        Array(
            "------x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }

    /// A file of the field `photo`.
    static func file(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        let head =
            "------x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"\(name)\"\r\n\r\n"
        return Array(head.utf8) + bytes + Array("\r\n".utf8)
    }
}
