import Foundation
import Genkan
import GenkanTesting
import GenkanWeb
import Testing

@testable import GenkanCommand

@Suite struct ConfigurationTests {
    /// Reads a file with that text; everything wrong, one line each, or nothing.
    private func problems(
        _ text: String, environment: [String: String] = [:]
    ) throws -> [String] {
        do {
            _ = try configuration(text, environment: environment)
            return []
        } catch let problems as ConfigurationProblems {
            return problems.list.map { $0.description.replacing(/^.*genkan.yaml:/, with: "") }
        }
    }

    private func configuration(
        _ text: String, environment: [String: String] = [:]
    ) throws -> HouseConfiguration {
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "genkan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appending(path: "genkan.yaml")
        try Data(text.utf8).write(to: file)
        return try ConfigurationReader(file: file.path, environment: environment)
            .read(withForms: false)
    }

    @Test func `the file that comes with the program works as it stands`() throws {
        let file = Repository.file("config/genkan.yaml")
        let configuration = try ConfigurationReader(file: file.path, environment: [:])
            .read(withForms: false)
        #expect(configuration.dataDirectory == "data")
        #expect(configuration.runtimeDirectory == "data/run")
        #expect(configuration.server.port == 8443)
        #expect(configuration.healthPort == 8444)
        #expect(configuration.publicURL == "https://localhost:8443")
        #expect(configuration.sampleDirectory == nil)
    }

    @Test func `every problem is reported at once, by line, with what to write instead`() throws {
        let text = """
            data:
              directry: data
            servr:
              port: 1
            server:
              port: 99999
              address: localhost
              trusted_proxies: [10.0.0.0/33]
              sample_website: yes
              public_url: http://forms.example.jp
            health:
              address: 0.0.0.0
            log:
              level: warn
            deadlines:
              body_seconds: 20s
            desk: {map_url: "http://map.example.jp/{address}"}
            """
        #expect(
            try problems(text) == [
                "2: data.directry: is not a key here; write data.directory",
                "3: servr: is not a key here; write server",
                "6: server.port: is out of range (99999); write a number from 1 to 65534",
                "7: server.address: is no IP address; write one, such as 0.0.0.0, :: or 127.0.0.1",
                "8: server.trusted_proxies: holds no address or range (10.0.0.0/33); "
                    + "write addresses or ranges, such as [10.0.0.0/8, 2001:db8::1]",
                "9: server.sample_website: is not a truth value; "
                    + "write true or false, without quotation marks",
                "10: server.public_url: is no address of a house; "
                    + "write https:// and the host, such as https://forms.example.jp, without a path",
                "12: health.address: is reachable from outside; "
                    + "write a loopback address: 127.0.0.1 or ::1",
                "14: log.level: is not one of its words (warn); write warning",
                "16: deadlines.body_seconds: is not a whole number; "
                    + "write a number from 1 to 600, in digits and without quotation marks",
                "17: desk.map_url: is no address of a map; "
                    + "write https://, and {address} once where the address goes, such as "
                    + "https://www.openstreetmap.org/search?query={address}",
            ])
    }

    @Test func `two listeners cannot have one port`() throws {
        let text = "server:\n  port: 9000\nhealth:\n  port: 9000\n"
        #expect(
            try problems(text) == [
                "4: health.port: is that of server.port, too (9000); write another, such as 9001"
            ])
    }

    @Test func `what a server reads at its start is looked at with everything else`() throws {
        let directory = try TemporaryDirectory()
        let text = """
            server:
              certificate: nowhere.pem
              public_directory: \(directory.path)
            log:
              level: loud
            """
        let file = try directory.write(text, to: "genkan.yaml")
        let reader = ConfigurationReader(file: file, environment: [:])
        let problems = #expect(throws: ConfigurationProblems.self) {
            try reader.read(withForms: false, withServerFiles: true)
        }
        #expect(
            problems?.list.map(\.key)
                == ["server.certificate", "server.public_directory", "log.level"])
        #expect(problems?.list.map(\.line) == [2, 3, 5])
    }

    @Test func `the environment wins over the file`() throws {
        let configuration = try configuration(
            "server:\n  port: 9000\n  trusted_proxies: [10.0.0.1]\n",
            environment: [
                "GENKAN_SERVER_PORT": "9443", "GENKAN_DATA_DIRECTORY": "/srv/genkan",
                "GENKAN_SERVER_TRUSTED_PROXIES": "10.0.0.0/8, ::1", "PATH": "/bin",
                "GENKAN_STRICT": "1",
            ])
        #expect(configuration.server.port == 9443)
        #expect(configuration.healthPort == 9444)
        #expect(configuration.houseKeyFile == "/srv/genkan/house.key")
        #expect(configuration.server.trustedProxies.count == 2)
    }

    @Test func `an unknown variable is refused with the nearest known one`() throws {
        let found = try problems(
            "data:\n",
            environment: ["GENKAN_SERVER_PROT": "1", "GENKAN_ZZZ": "1", "GENKAN_SERVER_PORT": "x"])
        #expect(
            found == [
                "environment: GENKAN_SERVER_PORT: is not a whole number; "
                    + "write a number from 1 to 65534, in digits and without quotation marks",
                "environment: GENKAN_SERVER_PROT: is not a variable of Genkan; "
                    + "write GENKAN_SERVER_PORT",
                "environment: GENKAN_ZZZ: is not a variable of Genkan; unset it",
            ])
    }

    @Test func `a form that needs a larger body than the server reads is named`() throws {
        let environment = [
            "GENKAN_FORMS_DIRECTORY": Repository.file("config/forms").path,
            "GENKAN_LIMITS_BODY_BYTES": "20000",
        ]
        let reader = ConfigurationReader(
            file: Repository.file("config/genkan.yaml").path, environment: environment)
        let problems = #expect(throws: ConfigurationProblems.self) {
            try reader.read(withForms: true)
        }
        let lines = problems?.list.map(\.description) ?? []
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.contains("more than limits.body_bytes (20000)") })
    }

    @Test func `an empty value is the default`() throws {
        #expect(try configuration("server:\n  port:\n").server.port == 8443)
    }

    @Test func `a missing file says how to name one`() throws {
        let reader = ConfigurationReader(file: "nowhere.yaml", environment: [:])
        let problems = #expect(throws: ConfigurationProblems.self) {
            try reader.read(withForms: false)
        }
        #expect(problems?.list.first?.description.contains("--configuration") == true)
    }
}
