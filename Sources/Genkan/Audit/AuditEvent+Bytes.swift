extension CountedWriter {
    mutating func append(_ more: [UInt8]) {
        bytes.append(contentsOf: more)
    }

    mutating func append(fixed number: Int64) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    mutating func append<Subject>(_ id: ID<Subject>) {
        append(fixed: Int64(bitPattern: id.high))
        append(fixed: Int64(bitPattern: id.low))
    }

    mutating func append<Subject>(optional id: ID<Subject>?) {
        bytes.append(id == nil ? 0 : 1)
        if let id { append(id) }
    }

    mutating func append(_ actor: AuditActor) {
        switch actor {
        case .person(let id):
            bytes.append(0)
            append(id)
        case .command: bytes.append(1)
        case .house: bytes.append(2)
        case .visitor: bytes.append(3)
        }
    }

    mutating func append(_ details: [AuditDetail]) {
        append(count: details.count)
        for detail in details { append(detail) }
    }

    mutating func append(_ detail: AuditDetail) {
        append(text: detail.key.rawValue)
        switch detail.value {
        case .number(let number):
            append([0])
            append(fixed: number)
        case .word(let word):
            append([1])
            append(text: word.text)
        case .id(let id):
            append([2])
            append(id)
        }
    }
}

extension CountedReader {
    mutating func fixedBytes(_ count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        for _ in 0..<count {
            guard let byte = byte() else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    mutating func detail() -> AuditDetail? {
        guard let key = text(upTo: 64).flatMap(AuditDetail.Key.init(rawValue:)) else { return nil }
        switch byte() {
        case 0:
            guard let bytes = fixedBytes(8) else { return nil }
            let pattern = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return AuditDetail(key: key, value: .number(Int64(bitPattern: pattern)))
        case 1:
            guard let text = text(upTo: 64), case let word = AuditDetail.Word(text),
                word.text.hasSameBytes(as: text)
            else { return nil }
            return AuditDetail(key: key, value: .word(word))
        case 2:
            return fixedBytes(16).map { AuditDetail(key: key, value: .id($0)) }
        default:
            return nil
        }
    }
}
