import Genkan

/// The templates and texts of one part of the web floor, embedded in the executable.
///
/// `Bundle.module` looks beside the executable on Linux, so nothing is loaded from disk. Each part
/// lists its files by hand, because embedded files cannot be enumerated; a test compares the lists
/// with the folders.
struct EmbeddedFiles: Sendable {
    /// Templates by file name without `.mustache`.
    var templates: [String: [UInt8]]
    /// One flat YAML file per language.
    var texts: [Language: [UInt8]]

    /// Every part, in no order that matters: names and keys are unique over all of them.
    static let all: [EmbeddedFiles] = [.common, .entrance, .desk, .board, .pages, .trail, .mail]

    static let common = EmbeddedFiles(
        templates: [
            "layout": PackageResources.layout_mustache,
            "error": PackageResources.error_mustache,
        ],
        texts: [
            .ja: PackageResources.common_ja_yaml,
            .en: PackageResources.common_en_yaml,
        ])
}
