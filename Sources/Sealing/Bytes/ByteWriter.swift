/// Appends values in the one way every format of this house writes them: fixed widths, big-endian,
/// no delimiters.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    mutating func append(_ value: some FixedWidthInteger & UnsignedInteger) {
        for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func append(_ value: Int64) {
        append(UInt64(bitPattern: value))
    }

    mutating func append(_ id: ObjectID) {
        append(id.high)
        append(id.low)
    }

    mutating func append(_ more: [UInt8]) {
        bytes += more
    }

    mutating func append(_ label: Label) {
        bytes += label.separated
    }
}
