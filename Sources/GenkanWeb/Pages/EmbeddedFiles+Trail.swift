import Genkan

extension EmbeddedFiles {
    /// The page of the audit trail, and its events in words.
    static let trail = EmbeddedFiles(
        templates: ["desk-trail": PackageResources.desk_trail_mustache],
        texts: [
            .ja: PackageResources.trail_ja_yaml,
            .en: PackageResources.trail_en_yaml,
        ])
}
