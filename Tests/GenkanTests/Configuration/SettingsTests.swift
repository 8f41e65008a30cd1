import Genkan
import Testing

struct SettingsTests {
    let table = KeyTable([
        .optional("data_directory", .text(1...4096), standard: "data", "Where the data lies."),
        .optional("server.address", .text(1...255), standard: "127.0.0.1", "The address."),
        .optional("server.port", .integer(1...65_535), standard: "8443", "The port."),
        .optional("server.public", .boolean, standard: "false", "Whether."),
        .optional("log.level", .word(["info", "debug"]), standard: "info", "How much."),
        .optional("proxies", .texts(0...3), "Whose word is taken."),
        .required("certificate", .text(1...4096), "The chain."),
    ])

    private func read(_ yaml: String, _ environment: [String: String] = [:]) throws -> Settings {
        let document = try YAMLDocument.read(bytes(yaml), file: "genkan.yaml").get()
        return try Settings.read(
            document, file: "genkan.yaml", environment: environment, table: table
        ).get()
    }

    private func problems(_ yaml: String, _ environment: [String: String] = [:]) -> [String] {
        do {
            _ = try read(yaml, environment)
            return []
        } catch let problems as ConfigurationProblems {
            return problems.list.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `defaults hold where nothing is written`() throws {
        let settings = try read("certificate: c.pem\nserver:\n")
        #expect(settings.text("data_directory") == "data")
        #expect(settings.integer("server.port") == 8443)
        #expect(settings.boolean("server.public") == false)
        #expect(settings.texts("proxies") == [])
        #expect(settings.text("nowhere") == nil)
    }

    @Test func `blocks are read, the environment goes above`() throws {
        let yaml = "certificate: c.pem\nserver:\n  port: 1\n  public: true\nproxies: [a, b]\n"
        let settings = try read(
            yaml, ["GENKAN_SERVER_PORT": "9", "GENKAN_PROXIES": "x, y", "HOME": "/", "PATH": ""])
        #expect(settings.integer("server.port") == 9)
        #expect(settings.boolean("server.public") == true)
        #expect(settings.texts("proxies") == ["x", "y"])
    }

    @Test func `a value of the environment stands for a required key and a wrong one in the file`()
    {
        #expect(problems("server:\n", ["GENKAN_CERTIFICATE": "c"]) == [])
        #expect(
            problems("certificate: c\nserver: { port: 0 }", ["GENKAN_SERVER_PORT": "1"]).count == 1)
    }

    @Test func `without a file the environment is enough`() throws {
        let settings = try Settings.read(
            nil, file: "-", environment: ["GENKAN_CERTIFICATE": "c"], table: table
        ).get()
        #expect(settings.text("certificate") == "c")
    }

    @Test func `everything wrong in file and environment is reported at once`() {
        let yaml = """
            dta_directory: x
            server:
              prt: 1
              port: 70000
              public: maybe
            log: info
            proxies: [a, b, c, d]
            """
        let environment = ["GENKAN_SERVER_PROT": "1", "GENKAN_LOG_LEVEL": "loud", "GENKAN_X": ""]
        #expect(
            problems(yaml, environment) == [
                "environment: GENKAN_LOG_LEVEL: is not one of its words (loud); write one of info, debug",
                "environment: GENKAN_SERVER_PROT: is not a variable of Genkan; write GENKAN_SERVER_PORT",
                "environment: GENKAN_X: is not a variable of Genkan; unset it",
                "genkan.yaml: certificate: is missing; write it in the file or set GENKAN_CERTIFICATE",
                "genkan.yaml:1: dta_directory: is not a key here; write data_directory",
                "genkan.yaml:3: server.prt: is not a key here; write server.port",
                "genkan.yaml:4: server.port: is out of range (70000); write a number from 1 to 65535",
                "genkan.yaml:5: server.public: is not a truth value; write true or false, without quotation marks",
                "genkan.yaml:6: log: is not a block of keys; write keys below it, indented",
                "genkan.yaml:7: proxies: is not a list of texts; write list of at most 3 texts",
            ])
    }

    @Test func `a fault found later is told at the place of the value`() throws {
        let settings = try read("certificate: c.pem\nserver: {}\n", ["GENKAN_SERVER_PORT": "1"])
        #expect(
            settings.problem("certificate", "is missing", "make one").description
                == "genkan.yaml:1: certificate: is missing; make one")
        #expect(
            settings.problem("server.port", "is taken", "choose another").description
                == "environment: GENKAN_SERVER_PORT: is taken; choose another")
        #expect(
            settings.problem("log.level", "is odd", "change it").description
                == "default: log.level: is odd; change it")
    }

    @Test func `a wrong value is quoted back, but not a page of it`() {
        let long = String(repeating: "x", count: 5000)
        let line = problems("certificate: c\nlog: { level: \(long) }").first
        #expect(line?.utf8.count ?? 9999 < 200)
        let escape = problems("certificate: c", ["GENKAN_LOG_LEVEL": "a\u{1B}[31m\nb"]).first
        #expect(escape?.utf8.allSatisfy { $0 >= 0x20 } == true)
    }
}
