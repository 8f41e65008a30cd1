import Genkan
public import GenkanStorage
import Synchronization

/// The forms that are served now, by name: read by every request, replaced as a whole by a reload.
///
/// A request takes its form once and keeps it to its end, so a reload never changes the rules in the
/// middle of a submission.
public final class FormBook: Sendable {
    private let current: Mutex<[String: RegisteredForm]>

    /// Takes the registered forms; of two with one name the later counts.
    public init(_ forms: [RegisteredForm] = []) {
        current = Mutex(Self.table(forms))
    }

    /// The form of that name, or nil.
    public subscript(name: String) -> RegisteredForm? {
        current.withLock { $0[name] }
    }

    /// Every form, in the order of their names.
    public var all: [RegisteredForm] {
        current.withLock { Array($0.values) }.sorted { $0.form.name < $1.form.name }
    }

    /// Serves these forms from now on and no others, all at one instant.
    public func replace(with forms: [RegisteredForm]) {
        let table = Self.table(forms)
        current.withLock { $0 = table }
    }

    private static func table(_ forms: [RegisteredForm]) -> [String: RegisteredForm] {
        Dictionary(forms.map { ($0.form.name, $0) }) { _, later in later }
    }
}
