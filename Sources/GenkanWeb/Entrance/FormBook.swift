import Genkan
public import GenkanStorage
import Synchronization

/// The forms that are served now, by name: read by every request, replaced as a whole by a reload.
///
/// A request takes its form once and keeps it to its end, so a reload never changes the rules in the
/// middle of a submission.
public final class FormBook: Sendable {
    private struct Shelf {
        var now: [String: RegisteredForm]
        /// Of a form that a reload changed, the version before; kept for retries.
        var before: [String: RegisteredForm] = [:]
    }

    private let shelf: Mutex<Shelf>

    /// Takes the registered forms; of two with one name the later counts.
    public init(_ forms: [RegisteredForm] = []) {
        shelf = Mutex(Shelf(now: Self.table(forms)))
    }

    /// The form of that name, or nil.
    public subscript(name: String) -> RegisteredForm? {
        shelf.withLock { $0.now[name] }
    }

    /// Every form, in the order of their names.
    public var all: [RegisteredForm] {
        shelf.withLock { Array($0.now.values) }.sorted { $0.form.name < $1.form.name }
    }

    /// Serves these forms from now on and no others, all at one instant.
    public func replace(with forms: [RegisteredForm]) {
        let table = Self.table(forms)
        shelf.withLock { shelf in
            for (name, old) in shelf.now {
                guard let new = table[name], new.id == old.id, new.version != old.version else {
                    continue
                }
                shelf.before[name] = old
            }
            shelf.now = table
        }
    }

    /// The version of a form that was served before this one; nil when no reload changed it.
    func before(_ form: RegisteredForm) -> RegisteredForm? {
        shelf.withLock { $0.before[form.form.name] }.flatMap { $0.id == form.id ? $0 : nil }
    }

    private static func table(_ forms: [RegisteredForm]) -> [String: RegisteredForm] {
        Dictionary(forms.map { ($0.form.name, $0) }) { _, later in later }
    }
}
