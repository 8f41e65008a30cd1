/// What a page shows, as a short word: an open page compares it with what the server has by now. It holds as
/// long as the process runs.
struct PageState {
    private var hasher = Hasher()

    mutating func add(_ shown: some Hashable) { hasher.combine(shown) }

    var text: String { String(UInt(bitPattern: hasher.finalize()), radix: 36) }
}
