import Yams

/// Reads one YAML file into nodes with line numbers.
///
/// The files are small and written by people, so that less is allowed than YAML has: UTF-8 of at
/// most 256 KiB, one document, 32 levels, no anchors, aliases and tags, no duplicate keys, keys
/// that are scalars.
public enum YAMLDocument {
    /// The most bytes of a file.
    public static let maximumBytes = 262_144

    /// Reads the document. The first thing that makes the text no YAML is the only one reported.
    public static func read(
        _ bytes: [UInt8], file: String
    ) -> Result<YAMLNode, ConfigurationProblem> {
        do {
            return .success(try compose(bytes, file: file))
        } catch {
            return .failure(error)
        }
    }

    private static func compose(
        _ bytes: [UInt8], file: String
    ) throws(ConfigurationProblem) -> YAMLNode {
        let text = try YAMLText.checked(bytes, file: file)
        let parser: Parser
        let root: Node?
        do {
            parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            root = try parser.singleRoot()
        } catch {
            throw YAMLFault.problem(error, in: text, file: file)
        }
        guard let root else {
            throw ConfigurationProblem(
                file: file, line: 1, key: "", what: "is empty",
                remedy: "write at least the required keys")
        }
        // Yams holds anchors weakly: they can be seen only while their parser lives.
        return try withExtendedLifetime(parser) { () throws(ConfigurationProblem) in
            try YAMLConversion(file: file).node(root, depth: 0)
        }
    }
}
