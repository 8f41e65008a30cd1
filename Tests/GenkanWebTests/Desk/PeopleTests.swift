import Foundation
import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct PeopleTests {
    /// Somebody who has come in and was never at the desk.
    private func pageOfCarol(
        _ house: DeskHouse, letInBy annas: DeskBrowser
    ) async throws -> String {
        let slip = try await house.invite("carol", annas)
        _ = try await house.join(slip.code, as: "carol", house.browser())
        let carol = try #require(try await house.confirm(slip.code, annas)["location"])
        return String(carol.prefix { $0 != "?" })
    }

    @Test func `carol is invited at the desk, joins at the door, and works the board`() async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let annas = try await house.annasBrowser()
            let page = try await annas.get("/desk/people/invite")
            #expect(page.body.contains("You cannot open it yourself") == false)
            let slip = try await house.invite("carol", forms: [house.form.id], annas)
            #expect(slip.page["cache-control"] == "no-store")
            #expect(slip.page.body.contains("https://\(TestCertificate.host)/desk/join"))
            // Asked for again there is nothing of it.
            #expect(try await !annas.get("/desk/people").body.contains(slip.code))
            #expect(try await annas.get("/desk/people").body.contains("invited by anna"))

            let carols = house.browser()
            let joined = try await house.join(slip.code, as: "carol", carols)
            #expect(joined.status == 200 && joined.body.contains("Almost there"))
            #expect(try await annas.get("/desk/forms").body.contains(">1<span"))
            let confirmed = try await house.confirm(slip.code, annas)
            let path = try #require(confirmed["location"])
            #expect(path.hasSuffix("?done=confirmed"))
            let person = try await annas.get(path)
            #expect(person.body.contains("They can sign in now."))
            #expect(person.body.contains("Contact"))

            try await carols.signIn("carol", DeskHouse.carolsPassword)
            #expect(try await carols.get("/desk/forms/contact/board").body.contains("Vera"))
            #expect(try await carols.get("/desk/people").status == 403)
        }
    }

    @Test func `the code stands in no address, no log line and nothing that is stored`()
        async throws
    {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            let slip = try await house.invite("carol", annas)
            #expect(slip.page["location"] == nil)
            let page = try await house.browser().get("/desk/join?code=\(slip.code)")
            #expect(page.status == 200 && !page.body.contains("Welcome"))
            // As it is shown, without its hyphens, and so in lower case.
            _ = try await house.browser().post("/desk/join", ["code": slip.code])
            let bare = slip.code.replacing("-", with: "")
            let forms = [slip.code, bare, bare.lowercased()]
            let lines = house.server.log.lines
            #expect(!lines.isEmpty)
            for line in lines { #expect(!forms.contains { line.contains($0) }, "\(line)") }
            let names = try #require(FileManager.default.subpaths(atPath: house.directory))
            let files = names.compactMap {
                FileManager.default.contents(atPath: house.directory + "/" + $0)
            }
            // The name of the invited stands there, in the invitation.
            #expect(files.contains { $0.range(of: Data("carol".utf8)) != nil })
            for file in files {
                #expect(!forms.contains { file.range(of: Data($0.utf8)) != nil })
            }
        }
    }

    @Test func `every refusal at the invitation keeps what was typed, never the password`()
        async throws
    {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            let right = TestHouse.annasPassword
            for (name, role, password, word) in [
                ("carol", "staff", "not anna's", "Your password is wrong"),
                ("carol", "staff", "", "Type your password"),
                ("ANNA", "manager", right, "has that name already"),
                ("", "staff", right, "1 to 64 characters"),
                ("carol", "king", right, "choose a role"),
                ("carol", "", right, "choose a role"),
            ] {
                let csrf = try await annas.get("/desk/people/invite").field("csrf")
                let answer = try await annas.post(
                    "/desk/people/invite",
                    ["csrf": csrf, "name": name, "role": role, "password": password])
                #expect(answer.status == 422, "\(name) \(role)")
                #expect(answer.body.contains(word), "\(word)")
                #expect(name.isEmpty || answer.body.contains("value=\"\(name)\""), "\(name)")
                #expect(password.isEmpty || !answer.body.contains(password))
                #expect(answer.body.contains("<title>Error: Invite"))
            }
            _ = try await house.invite("carol", annas)
            let csrf = try await annas.get("/desk/people/invite").field("csrf")
            let again = try await annas.post(
                "/desk/people/invite",
                ["csrf": csrf, "name": "Carol", "role": "staff", "password": right])
            #expect(again.status == 422 && again.body.contains("is invited already"))
        }
    }

    @Test func `wrong passwords of somebody signed in are slowed down, right ones are not`()
        async throws
    {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            for number in 0..<8 { _ = try await house.invite("person\(number)", annas) }
            let csrf = try await annas.get("/desk/people/invite").field("csrf")
            let fields = ["csrf": csrf, "name": "carol", "role": "staff", "password": "wrong"]
            for _ in 0..<5 {
                #expect(try await annas.post("/desk/people/invite", fields).status == 422)
            }
            let answer = try await annas.post("/desk/people/invite", fields)
            #expect(answer.status == 429 && answer["retry-after"] != nil)
            #expect(answer.body.contains("Too many attempts"))
        }
    }

    @Test func `an id that is none, or of nobody, is not there`() async throws {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            let nobody = "01234567-89ab-7def-8123-456789abcdef"
            for id in ["x", nobody] {
                #expect(try await annas.get("/desk/people/\(id)").status == 404)
                let csrf = try await annas.get("/desk/people").field("csrf")
                let gone = try await annas.post(
                    "/desk/people/invitations/\(id)/withdraw", ["csrf": csrf])
                #expect(gone.status == (id == "x" ? 404 : 303))
                #expect(id == "x" || gone["location"] == "/desk/people?done=gone")
            }
        }
    }

    @Test func `an invitation made again tells when its code has expired`() async throws {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            let path = "/desk/people/\(house.ben.id)"
            _ = try await annas.post(
                path + "/invite",
                [
                    "csrf": annas.get(path).field("csrf"), "password": TestHouse.annasPassword,
                    "forms": house.form.id.description,
                ])
            #expect(try await annas.get(path).body.contains("the code is valid until"))
            house.clock.advance(by: .seconds(72 * 3_600 + 1))
            let later = try await house.annasBrowser().get(path).body
            #expect(later.contains("the code has expired"))
            #expect(!later.contains("the code is valid until"))
        }
    }

    @Test func `right codes of invitations are no guesses, and what was set up is kept`()
        async throws
    {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            let slip = try await house.invite("carol", annas)
            let browser = house.browser()
            let page = try await browser.post("/desk/join", ["code": slip.code])
            let typed = [
                "code": slip.code, "draft": try page.field("draft"), "first": "000000",
                "password": DeskHouse.carolsPassword, "again": "another one altogether",
            ]
            for _ in 0..<25 {
                let answer = try await browser.post("/desk/join/accept", typed)
                #expect(answer.status == 422 && answer.body.contains("Welcome, "))
            }
            #expect(try await house.join(slip.code, as: "carol", browser).status == 200)
            var last = 0
            for _ in 0..<25 {
                last = try await browser.post("/desk/join", ["code": "not one"]).status
            }
            #expect(last == 429)
        }
    }

    @Test func `what is sent for a form or a person and is none changes nothing`() async throws {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            let path = try await pageOfCarol(house, letInBy: annas)
            let proof = [
                "csrf": try await annas.get(path).field("csrf"),
                "password": TestHouse.annasPassword,
            ]
            let newcomer = proof.adding("name", "dave").adding("role", "staff")
            for (path, fields) in [
                (path + "/leave", proof.adding("cards", "x")),
                (path + "/invite", proof.adding("forms", "x")),
                ("/desk/people/invite", newcomer.adding("forms", "x")),
            ] {
                #expect(try await annas.post(path, fields).status == 400, "\(path)")
            }
            let people = try await annas.get("/desk/people").body
            #expect(people.contains("carol") && !people.contains("dave"))
            let invited = try await annas.get(path).body.contains("Invited again")
            #expect(!invited)
        }
    }

    @Test func `a rise begins with a new sign-in, and stepping down counts at the next click`()
        async throws
    {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser(), bens = try await house.bensBrowser()
            #expect(try await bens.get("/desk/people").status == 403)
            let changed = try await house.post(
                "change", ["name": "ben", "role": "administrator"], about: house.ben.id, annas)
            #expect(changed["location"] == "/desk/people/\(house.ben.id)?done=changed")
            // No token of before has the new rights.
            let ended = try await bens.get("/desk/people")
            #expect(ended["location"] == "/desk/sign-in?return=/desk/people&over=lost")
            try await bens.signIn("ben", TestHouse.bensPassword)
            #expect(try await bens.get("/desk/people").status == 200)
            let stepped = try await house.post(
                "change", ["name": "anna", "role": "staff"], about: house.anna.id, annas)
            #expect(stepped["location"] == "/desk/profile?done=changed")
            #expect(try await annas.get("/desk/people").status == 403)
            let last = try await house.post(
                "change", ["name": "ben", "role": "staff"], about: house.ben.id, bens,
                password: TestHouse.bensPassword)
            #expect(last.status == 409 && last.body.contains("The last administrator cannot"))
        }
    }

    @Test func `leaving ends the sessions, hands the cards over, and the history keeps the name`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let annas = try await house.annasBrowser(), bens = try await house.bensBrowser()
            let board = try await bens.get("/desk/forms/contact/board")
            let card = try #require(board.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
            _ = try await bens.post(
                "/desk/submissions/\(card)/take",
                [
                    "csrf": board.field("csrf"), "version": "1",
                    "form": "contact",
                ])
            let page = try await annas.get("/desk/people/\(house.ben.id)")
            #expect(page.body.contains("Open cards (1) go to"))
            let left = try await house.post(
                "leave", ["cards": house.anna.id.description], about: house.ben.id, annas)
            #expect(left["location"] == "/desk/people?done=left")
            let thrown = try await bens.get("/desk/forms")
            #expect(thrown["location"]?.hasPrefix("/desk/sign-in") == true)
            #expect(thrown["clear-site-data"] == #""cache", "storage""#)
            let file = try await annas.get("/desk/submissions/\(card)")
            #expect(file.body.contains("ben (left) took it"))
            #expect(
                file.body.contains("anna assigned it to anna") || file.body.contains("anna took it")
            )
            #expect(try await annas.get("/desk/people/\(house.ben.id)").status == 404)
        }
    }

    @Test func `the last administrator cannot leave, and is told before and after asking`()
        async throws
    {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            let page = try await annas.get("/desk/people/\(house.anna.id)")
            #expect(page.body.contains("The only administrator cannot leave."))
            #expect(try await annas.get("/desk/people").body.contains("only one administrator"))
            let answer = try await house.post("leave", [:], about: house.anna.id, annas)
            #expect(answer.status == 409 && answer.body.contains("The last administrator cannot"))
            #expect(try await annas.get("/desk/people").status == 200)
        }
    }

    @Test func `who leaves oneself is signed out`() async throws {
        try await DeskHouse.run { house in
            try await house.add("dora", .administrator, DeskHouse.carolsPassword)
            let doras = house.browser()
            try await doras.signIn("dora", DeskHouse.carolsPassword)
            let dora = try #require(
                try await house.storage.staff.people().first { $0.name.text == "dora" })
            let answer = try await house.post(
                "leave", [:], about: dora.id, doras, password: DeskHouse.carolsPassword)
            #expect(answer["location"] == "/desk/sign-in?ended=yes")
            #expect(doras.cookies["__Host-genkan"] == nil)
        }
    }

    @Test func `all sessions of a person are ended at once`() async throws {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser(), bens = try await house.bensBrowser()
            let csrf = try await annas.get("/desk/people/\(house.ben.id)").field("csrf")
            let ended = try await annas.post(
                "/desk/people/\(house.ben.id)/sessions", ["csrf": csrf])
            #expect(ended["location"] == "/desk/people/\(house.ben.id)?done=ended")
            #expect(try await bens.get("/desk/forms").status == 303)
            try await bens.signIn("ben", TestHouse.bensPassword)
        }
    }

    @Test func `somebody who never came is asked about, too`() async throws {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            let path = try await pageOfCarol(house, letInBy: annas)
            #expect(try await annas.get(path).body.contains("not yet"))
            #expect(try await !annas.get(path).body.contains("person-long\">not yet"))
            house.clock.advance(by: .seconds(90 * 86_400))
            try await annas.signIn("anna", TestHouse.annasPassword)
            #expect(try await annas.get(path).body.contains("person-long\">not yet"))
            #expect(try await annas.get("/desk/people").body.contains("Is access still needed?"))
        }
    }

    @Test func `somebody long away is asked about`() async throws {
        try await DeskHouse.run { house in
            _ = try await house.bensBrowser()
            house.clock.advance(by: .seconds(3 * 86_400))
            let annas = try await house.annasBrowser()
            #expect(try await annas.get("/desk/people").body.contains("3 d ago"))
            house.clock.advance(by: .seconds(87 * 86_400))
            try await annas.signIn("anna", TestHouse.annasPassword)
            let page = try await annas.get("/desk/people")
            #expect(page.body.contains("over 90 days ago"))
            #expect(page.body.contains("Is access still needed?"))
        }
    }

    @Test
    func `the profile says what the role may do, and the language follows to the next browser`()
        async throws
    {
        try await DeskHouse.run { house in
            let bens = try await house.bensBrowser()
            let page = try await bens.get("/desk/profile")
            #expect(page.body.contains("Take, assign and move cards"))
            #expect(page.body.contains("Contact"))
            #expect(page.body.matches(of: /class="may-not"/).count == 5)
            let csrf = try page.field("csrf")
            let saved = try await bens.post("/desk/profile", ["csrf": csrf, "language": "ja"])
            #expect(saved["location"] == "/desk/profile?done=saved")
            #expect(try await bens.get("/desk/profile").body.contains("<html lang=\"ja\">"))
            #expect(
                try await bens.post("/desk/profile", ["csrf": csrf, "language": "xx"]).status == 400
            )
            let other = try await house.bensBrowser()
            #expect(try await other.get("/desk/forms").body.contains("<html lang=\"ja\">"))
        }
    }

    @Test func `every right has words on the profile, and every refusal its own`() throws {
        for language in Language.allCases {
            let texts = try Pages().texts(language)
            for right in Right.allCases {
                #expect(texts.keys.contains("desk-may-\(right.rawValue)"), "\(right)")
            }
            for refusal in PeopleRefusal.allCases {
                let key = "desk-people-refused-\(refusal.rawValue)"
                #expect(texts.keys.contains(key), "\(key)")
            }
            for notice in PeopleNotice.allCases {
                #expect(texts.keys.contains("desk-people-done-\(notice.rawValue)"))
            }
        }
    }
}
