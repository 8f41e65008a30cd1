/// Reads back what `ByteWriter` wrote. Every read throws `Refusal` at the end of the bytes, and
/// `finish` throws when any are left: a format has one length.
struct ByteReader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func read(_ count: Int) throws(Refusal) -> [UInt8] {
        guard count >= 0, bytes.count - offset >= count else { throw .refused }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    mutating func integer<Value: FixedWidthInteger & UnsignedInteger>(
        _ type: Value.Type
    ) throws(Refusal) -> Value {
        try read(type.bitWidth / 8).reduce(0) { $0 << 8 | Value($1) }
    }

    mutating func time() throws(Refusal) -> Int64 {
        Int64(bitPattern: try integer(UInt64.self))
    }

    mutating func id() throws(Refusal) -> ObjectID {
        guard let id = ObjectID(bytes: try read(ObjectID.byteCount)) else { throw .refused }
        return id
    }

    mutating func expect(_ constant: [UInt8]) throws(Refusal) {
        guard try read(constant.count) == constant else { throw .refused }
    }

    func finish() throws(Refusal) {
        guard offset == bytes.count else { throw .refused }
    }
}
