import Genkan

extension EmbeddedFiles {
    static let desk = EmbeddedFiles(templates: [:], texts: [:])
}
