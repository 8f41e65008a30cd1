/// The settings of a program: one table with dotted keys (`server.port`), read from a file of
/// nested blocks and overridden by the environment (`GENKAN_SERVER_PORT`).
public struct Settings: Sendable {
    private let values: [String: ScalarValue]
    private let places: [String: ConfigurationProblem]

    /// Reads file and environment against the table and reports everything wrong at once: unknown
    /// keys and unknown `GENKAN_…` variables with the nearest known one, wrong values, missing
    /// required keys.
    ///
    /// - Parameters:
    ///   - document: the root of the file; nil for no file.
    ///   - file: its name, for the problems.
    ///   - environment: all variables; those without the prefix `GENKAN_` are passed over.
    ///   - table: the keys; scalars and lists of texts.
    public static func read(
        _ document: YAMLNode?, file: String, environment: [String: String], table: KeyTable
    ) -> Result<Settings, ConfigurationProblems> {
        let (settings, problems) = readAll(
            document, file: file, environment: environment, table: table)
        if let problems = ConfigurationProblems(problems) { return .failure(problems) }
        return .success(settings)
    }

    /// The same for a program that has more to check: what fits, and everything that is wrong so
    /// far. A key with a wrong value has none.
    public static func readAll(
        _ document: YAMLNode?, file: String, environment: [String: String], table: KeyTable
    ) -> (settings: Settings, problems: [ConfigurationProblem]) {
        let reader = SettingsReader(table: table, file: file)
        if let document, !document.isEmpty { reader.read(document, path: "") }
        reader.read(environment)
        reader.fillIn()
        return (Settings(values: reader.values, places: reader.places), reader.problems.all)
    }

    init(values: [String: ScalarValue], places: [String: ConfigurationProblem]) {
        self.values = values
        self.places = places
    }

    /// The text or word under a key; nil when it has no value.
    public func text(_ key: String) -> String? {
        guard case .text(let text) = values[key] else { return nil }
        return text
    }

    /// The number under a key; nil when it has no value.
    public func integer(_ key: String) -> Int? {
        guard case .integer(let number) = values[key] else { return nil }
        return number
    }

    /// The truth value under a key; nil when it has no value.
    public func boolean(_ key: String) -> Bool? {
        guard case .boolean(let flag) = values[key] else { return nil }
        return flag
    }

    /// The texts under a key; none when it has no value.
    public func texts(_ key: String) -> [String] {
        guard case .texts(let texts) = values[key] else { return [] }
        return texts
    }

    /// A problem that only the program can find, at the place where the value came from (a file
    /// that is missing, a port that is taken).
    public func problem(_ key: String, _ what: String, _ remedy: String) -> ConfigurationProblem {
        let place = places[key]
        return ConfigurationProblem(
            file: place?.file ?? "default", line: place?.line ?? 0, key: place?.key ?? key,
            what: what, remedy: remedy)
    }
}
