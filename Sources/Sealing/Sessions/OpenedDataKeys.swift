/// A bounded store of opened data keys, first in, first out. The whole row is the key: a row that
/// was changed in the database meanwhile is opened, and refused, again.
struct OpenedDataKeys {
    private let limit: Int
    private var opened: [DataKeyRecord: OpenedDataKey] = [:]
    private var order: [DataKeyRecord] = []
    private var oldest = 0

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { opened.count }

    subscript(record: DataKeyRecord) -> OpenedDataKey? {
        get { opened[record] }
        set {
            guard let newValue, opened.updateValue(newValue, forKey: record) == nil else { return }
            guard order.count == limit else { return order.append(record) }
            opened[order[oldest]] = nil
            order[oldest] = record
            oldest = (oldest + 1) % limit
        }
    }
}
