import Genkan

extension EmbeddedFiles {
    static let entrance = EmbeddedFiles(templates: [:], texts: [:])
}
