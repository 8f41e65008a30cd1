import Testing

@testable import Genkan
@testable import GenkanStorage

/// What happened since a mark: what a page that is open is told.
@Suite struct CardNewsTests {
    @Test func `what came and changed since a mark is told, each card once, and nothing else`()
        async throws
    {
        let world = try await CardChangeTests.World(cards: 3)
        let board = try world.board
        let mark = try await board.page(world.form.id, for: world.anna).mark
        func news(since mark: ChangeMark) async throws -> CardNews {
            try await board.changes(of: world.form.id, since: mark, for: world.anna)
        }
        #expect(
            try await news(since: mark)
                == CardNews(mark: mark, cards: [], arrived: [], isWhole: true))
        _ = try await world.change(world.cards[2].id, .take, 1)
        _ = try await world.change(world.cards[0].id, .take, 1)
        _ = try await world.change(world.cards[2].id, .move(to: "done"), 2)
        _ = try await board.open(world.cards[1].id, for: world.anna, now: world.house.clock.now)
        let told = try await news(since: mark)
        #expect(told.cards == [world.cards[2].id, world.cards[0].id] && told.isWhole)
        #expect(try await news(since: told.mark).cards.isEmpty && told.arrived.isEmpty)
        // A board is told of what its reader has looked at elsewhere, and of nobody else's looks.
        let looked = try await board.changes(
            of: world.form.id, since: mark, for: world.anna, withLooks: true)
        #expect(Set(looked.cards) == Set(world.cards.map(\.id)))
        try await world.house.send(Contact.arrival(world.form, name: "New"))
        let arrived = try await news(since: told.mark)
        #expect(arrived.cards.count == 1 && arrived.arrived == arrived.cards)
    }

    @Test func `what waits too long is told when it turns, and when it turns again`() async throws {
        let house = try await StorageHouse.founded()
        let form = try #require(
            try await house.storage.forms.register(
                [Contact.form(answerWithin: 1)], now: house.clock.now
            ).first)
        let began = house.clock.now, hour = Duration.seconds(3_600)
        for name in ["Vera", "Willi"] { try await house.send(Contact.arrival(form, name: name)) }
        let anna = try await house.signIn(), board = try house.storage.board
        let cards = try await board.page(form.id, for: anna).columns[1].cards.map(\.id)
        func turned(_ from: Duration, _ to: Duration) async throws -> Set<SubmissionID> {
            Set(
                try await board.turned(
                    of: form, from: began.advanced(by: from), to: began.advanced(by: to),
                    for: anna))
        }
        #expect(try await turned(.zero, hour - .seconds(1)).isEmpty)
        #expect(try await turned(hour - .seconds(1), hour) == Set(cards))
        #expect(try await turned(hour, hour * 2 - .seconds(1)).isEmpty)
        // Nobody waits for what is done.
        _ = try await board.change(
            cards[0], .move(to: "done"), expecting: 1, for: anna, now: house.clock.now)
        #expect(try await turned(hour * 2 - .seconds(1), hour * 2) == [cards[1]])
        #expect(try await turned(hour * 2, hour * 9).isEmpty)
        // By its day, and what is held as well.
        let today = try #require(form.form.zone.day(of: began))
        _ = try await board.change(
            cards[1], .schedule(today), expecting: 1, for: anna, now: began)
        #expect(try await turned(hour * 9, hour * 10).isEmpty)
        #expect(try await turned(hour * 9, hour * 9 + .seconds(86_400)) == [cards[1]])
        try await house.send(Contact.arrival(form, name: "Held", held: .honeypot))
        #expect(try await turned(.zero, hour).count == 2)
    }

    @Test(arguments: [Int64.min, -1, Int64.max])
    func `a mark that was never given out is answered with the page anew`(number: Int64)
        async throws
    {
        let world = try await CardChangeTests.World(cards: 1)
        let news = try await world.board.changes(
            of: world.form.id, since: ChangeMark(number: number), for: world.anna)
        #expect(news.cards.isEmpty && !news.isWhole)
    }

    @Test func `another form's cards are not told, and who lost the form is told nothing`()
        async throws
    {
        let world = try await GrantHouse()
        let anna = try await world.house.signIn(), ben = try await world.house.signIn("ben")
        let other = try #require(
            try await world.house.storage.forms.register(
                [world.form.form, Contact.form(named: "jobs")], now: world.house.clock.now
            ).first { $0.form.name == "jobs" })
        let board = try world.house.storage.board
        let mark = try await board.page(world.form.id, for: anna).mark
        try await world.house.send(Contact.arrival(other, name: "Elsewhere"))
        let news = try await board.changes(of: world.form.id, since: mark, for: anna)
        #expect(news.cards.isEmpty && news.mark > mark)
        _ = try await world.revoke(from: world.ben.id, by: anna)
        let bens = try await world.house.resumedBen(ben)
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await board.changes(of: world.form.id, since: mark, for: bens)
        }
    }

    @Test
    func `after another form, another label, or a trail that was put back the page is read anew`()
        async throws
    {
        let world = try await CardChangeTests.World()
        let board = try world.board
        let mark = try await board.page(world.form.id, for: world.anna).mark
        _ = try await world.label("urgent")
        #expect(
            try await !board.changes(of: world.form.id, since: mark, for: world.anna).isWhole)
        let ahead = ChangeMark(number: mark.number + 1_000_000)
        #expect(
            try await !board.changes(of: world.form.id, since: ahead, for: world.anna).isWhole)
    }

    @Test func `whoever watches is woken by a commit, once for several, and not after the end`()
        async throws
    {
        let world = try await CardChangeTests.World()
        let board = try world.board
        var watching = board.commits().makeAsyncIterator()
        _ = try await world.change(world.cards[0].id, .take, 1)
        _ = try await world.change(world.cards[0].id, .move(to: "done"), 2)
        #expect(await watching.next() != nil)
        try await world.house.close()
        var rest = 0
        while await watching.next() != nil { rest += 1 }
        #expect(rest <= 1)
    }
}

extension StorageHouse {
    /// ben's session as of now.
    fileprivate func resumedBen(_ session: LiveSession) async throws -> LiveSession {
        try await signIn("ben")
    }
}
