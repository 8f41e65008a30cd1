import Foundation
import Genkan
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
            return problems.list.map(\.description)
        }
    }

    private func configuration(
        _ text: String, environment: [String: String] = [:]
    ) throws -> HouseConfiguration {
        var given = GivenValues()
        switch YAMLDocument.read(Array(text.utf8), file: "genkan.yaml") {
        case .success(let node): given.take(node, file: "genkan.yaml")
        case .failure(let problem): throw try #require(ConfigurationProblems([problem]))
        }
        given.take(environment: environment)
        var values = TypedValues(given)
        let configuration = HouseConfiguration(&values)
        if let problems = ConfigurationProblems(values.problems) { throw problems }
        return configuration
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
              body: 20
            limits: many
            """
        #expect(
            try problems(text) == [
                "genkan.yaml:2: data.directry: is no key of Genkan; write data.directory",
                "genkan.yaml:3: servr: is no section of Genkan; write server",
                "genkan.yaml:6: server.port: does not fit: 99999; write a whole number from 1 to 65535",
                "genkan.yaml:7: server.address: does not fit: localhost; "
                    + "write an IP address, such as 0.0.0.0, :: or 127.0.0.1",
                "genkan.yaml:8: server.trusted_proxies: does not fit: 10.0.0.0/33; "
                    + "write addresses or ranges, such as [10.0.0.0/8, 2001:db8::1]",
                "genkan.yaml:9: server.sample_website: does not fit: yes; write true or false",
                "genkan.yaml:10: server.public_url: does not fit: http://forms.example.jp; "
                    + "write https:// and the host, such as https://forms.example.jp",
                "genkan.yaml:12: health.address: does not fit: 0.0.0.0; "
                    + "write a loopback address, 127.0.0.1 or ::1",
                "genkan.yaml:14: log.level: does not fit: warn; write warning",
                "genkan.yaml:16: deadlines.body: does not fit: 20; write 1s to 600s, with the unit",
                "genkan.yaml:17: limits: is a section; "
                    + "write its keys on lines of their own, indented below",
            ])
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
                "environment: GENKAN_SERVER_PORT: does not fit: x; write a whole number from 1 to 65535",
                "environment: GENKAN_SERVER_PROT: is no variable of Genkan; write GENKAN_SERVER_PORT",
                "environment: GENKAN_ZZZ: is no variable of Genkan; "
                    + "remove it, or see the commented genkan.yaml",
            ])
    }

    @Test(arguments: [
        ("- a\n", "genkan.yaml:1: holds no sections"),
        ("data:\n  directory: [a, b]\n", "does not fit: a, b; write one value"),
        ("data:\n  directory: {a: b}\n", "holds keys or lists of its own"),
        ("data:\n  directory: a\n  directory: b\n", "stands twice"),
        ("server:\n  trusted_proxies: [[a]]\n", "holds keys or lists of its own"),
    ])
    func `what has the wrong shape is refused`(text: String, said: String) throws {
        let found = try problems(text)
        #expect(found.count == 1 && found[0].contains(said), "\(found)")
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
