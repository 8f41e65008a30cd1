import Foundation
import Testing

@Suite struct StartTests {
    @Test func `a house that is not set up is not served`() async throws {
        let house = try await RealHouse(setUp: false)
        let ended = try await house.run("serve")
        #expect(ended.status == 69)
        #expect(ended.text.contains("`genkan setup`"))
    }

    @Test func `everything wrong in all files is told at once, and nothing is served`()
        async throws
    {
        let house = try await RealHouse()
        try house.write(
            "server:\n  prot: 1\nlog:\n  level: loud\n", to: "config/genkan.yaml")
        try house.write("title: {ja: あ}\nfeilds: []\n", to: "config/forms/broken.yaml")
        for command in [["serve"], ["forms", "check"], ["doctor"]] {
            let ended = try await house.run(command, environment: ["GENKAN_DATA_DIRECTROY": "x"])
            #expect(ended.status == 78, "\(command)")
            for line in [
                "environment: GENKAN_DATA_DIRECTROY: is not a variable of Genkan; "
                    + "write GENKAN_DATA_DIRECTORY",
                "config/genkan.yaml:2: server.prot: is not a key here; write server.port",
                "config/genkan.yaml:4: log.level: is not one of its words (loud)",
                "config/forms/broken.yaml:2: feilds: is not a key here; write fields",
            ] {
                #expect(ended.text.contains(line), "\(ended.text)")
            }
        }
    }

    @Test func `the program finds its templates wherever it lies`() async throws {
        let house = try await RealHouse()
        let copy = house.directory.appending(path: "tmp/genkan-copy")
        try FileManager.default.copyItem(at: URL(filePath: Program.path), to: copy)
        let served = try await house.serve(program: copy.path)
        let visitor = Browser(house)
        #expect(try await visitor.get("/f/contact").text.contains("</form>"))
        #expect(try await visitor.get("/genkan.css").status == 200)
        #expect(try await visitor.get("/sample/").status == 404)
        try await visitor.close()
        served.signal(SIGINT)
        #expect(await served.status() == 0)
    }

    @Test func `SIGHUP takes the forms over all or none`() async throws {
        let house = try await RealHouse()
        let served = try await house.serve()
        let visitor = Browser(house)
        let form = "title: {ja: 新しい, en: Fresh}\nfields:\n  - {name: m, kind: text, "
        let label = "label: {ja: 内容, en: Message}}\n"
        try house.write(form + label, to: "config/forms/fresh.yaml")
        try house.write("title: nothing\n", to: "config/forms/broken.yaml")
        served.signal(SIGHUP)
        try await served.says("Forms not read again")
        #expect(try await visitor.get("/f/fresh").status == 404)
        #expect(try await visitor.get("/f/contact").status == 200)
        try FileManager.default.removeItem(
            at: house.directory.appending(path: "config/forms/broken.yaml"))
        served.signal(SIGHUP)
        try await served.says("\"Forms read again\"")
        #expect(try await visitor.get("/f/fresh").status == 200)
        #expect(try await visitor.submit(to: "fresh", ["m": "hello"]) != nil)
        try await visitor.close()
        served.signal(SIGTERM)
        #expect(await served.status() == 0)
    }

    @Test func `one process holds the house, and the other is told which`() async throws {
        let house = try await RealHouse()
        let served = try await house.serve()
        let second = try await house.run("serve")
        #expect(second.status == 69)
        #expect(second.text.contains("genkan serve, process \(served.number)"))
        let doctor = try await house.run("doctor")
        #expect(doctor.text.contains("the house is being served"))
        served.signal(SIGTERM)
        #expect(await served.status() == 0)
        #expect(try await house.run("doctor").text.contains("roster: signed"))
    }
}
