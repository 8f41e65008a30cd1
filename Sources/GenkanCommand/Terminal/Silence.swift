import Foundation
import Synchronization

/// A terminal that does not show what is typed, until this ends; also when a signal ends the
/// process meanwhile (Ctrl-C, a closed window), so that the shell is left as it was.
struct Silence {
    /// The terminal that is silent now; -1 for none.
    fileprivate static let terminal = Atomic<Int32>(-1)

    private typealias Handler = @convention(c) (Int32) -> Void

    private let number: Int32
    private let before: termios
    private let handlers: [(Int32, Handler?)]

    /// Begins it on the terminal with this number, which stays open until the end. There is one at
    /// a time.
    init(_ number: Int32) throws {
        var settings = termios()
        guard unsafe tcgetattr(number, &settings) == 0 else { throw SystemError("tcgetattr") }
        self.number = number
        before = settings
        Self.terminal.store(number, ordering: .sequentiallyConsistent)
        var handlers: [(Int32, Handler?)] = []
        for name in [SIGINT, SIGTERM, SIGQUIT, SIGHUP] {
            handlers.append((name, signal(name, showAndEnd)))
        }
        // A shell that has stopped the program would be left with a silent terminal.
        handlers.append((SIGTSTP, signal(SIGTSTP, SIG_IGN)))
        self.handlers = handlers
        settings.c_lflag &= ~tcflag_t(ECHO)
        guard unsafe tcsetattr(number, TCSAFLUSH, &settings) == 0 else {
            let failure = SystemError("tcsetattr")
            end()
            throw failure
        }
    }

    /// Shows again what is typed.
    func end() {
        var settings = before
        _ = unsafe tcsetattr(number, TCSAFLUSH, &settings)
        for (name, handler) in handlers { signal(name, handler) }
        Self.terminal.store(-1, ordering: .sequentiallyConsistent)
    }
}

/// Runs inside a signal: nothing here may take a lock or ask for memory.
private func showAndEnd(_ name: Int32) {
    let terminal = Silence.terminal.load(ordering: .sequentiallyConsistent)
    var settings = termios()
    if terminal >= 0, unsafe tcgetattr(terminal, &settings) == 0 {
        settings.c_lflag |= tcflag_t(ECHO)
        _ = unsafe tcsetattr(terminal, TCSANOW, &settings)
    }
    signal(name, SIG_DFL)
    // Comes when this returns.
    raise(name)
}
