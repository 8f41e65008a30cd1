import ArgumentParser

/// The program will not go on, and says why and what to do about it.
struct Refusal: Error, CustomStringConvertible {
    /// How the process ends (sysexits.h).
    enum Status: Int32 {
        /// The arguments do not fit.
        case usage = 64
        /// What was given as data does not fit.
        case data = 65
        /// A thing that must be there is not: no house, no running process.
        case unavailable = 69
        /// The machine or the disk could not do it.
        case system = 71
        /// The credential is not the right one, or a file is open to others.
        case noPermission = 77
        /// The configuration is wrong.
        case configuration = 78
    }

    let status: Status
    /// One line or several, for the terminal; never a secret.
    let text: String

    init(_ status: Status, _ text: String) {
        self.status = status
        self.text = text
    }

    var description: String { text }
}
