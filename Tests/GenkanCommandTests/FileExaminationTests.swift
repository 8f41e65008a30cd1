import Foundation
import GenkanTesting
import Testing

@testable import GenkanCommand

@Suite struct FileExaminationTests {
    private func finding(_ subject: String, _ data: String) throws -> Finding? {
        let configuration = try ConfigurationReader(
            file: Repository.file("config/genkan.yaml").path,
            environment: ["GENKAN_DATA_DIRECTORY": data]
        ).read(withForms: false)
        return FileExamination(configuration: configuration).findings()
            .first { $0.subject == subject }
    }

    private func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }

    @Test func `behind a link, the mode of the file counts`() throws {
        let directory = try TemporaryDirectory()
        let key = try directory.write("a key", to: "secret")
        let volume = directory.path + "/volume"
        try PrivateDirectory.make(volume)
        try link(volume + "/house.key", to: key)
        try link(directory.path + "/data", to: volume)
        let found = try finding("data directory", directory.path + "/data")
        #expect(found?.weight == .well)
        let modes: [(Int, Finding.Weight)] = [(0o600, .well), (0o640, .ill)]
        for (mode, weight) in modes {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: key)
            let found = try finding("house key", directory.path + "/data")
            #expect(found?.weight == weight)
        }
    }
}
