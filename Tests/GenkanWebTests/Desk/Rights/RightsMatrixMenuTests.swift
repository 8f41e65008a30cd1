import Genkan
import GenkanStorage
import GenkanTesting
import HTTPTypes
import Testing

@testable import GenkanWeb

/// What the pages offer, page after page from the first.
@Suite struct RightsMatrixMenuTests {
    @Test(arguments: Role.allCases)
    func `whatever a page offers the role may do, and every link leads to a page`(
        role: Role
    ) async throws {
        try await RightsHouse.run(role) { rights in
            try await rights.furnish()
            let browser = try await rights.carolsBrowser()
            var seen: Set<String> = [], offered: Set<String> = []
            var waiting = ["/desk"]
            while let address = waiting.popLast(), seen.count < 300 {
                guard seen.insert(Self.kind(of: address)).inserted else { continue }
                let page = try await browser.get(address)
                if address == "/desk", let board = page["location"] {
                    // Who may open one form only is led to its board.
                    waiting.append(board)
                    continue
                }
                #expect(page.status == 200, "\(role): \(address)")
                for offer in Offer.all(on: page) {
                    let name = "\(role): \(offer.method) \(offer.path) on \(address)"
                    guard let route = rights.route(of: offer) else {
                        #expect(RightsMatrixRoutesTests.door.contains(offer.text), "\(name)")
                        continue
                    }
                    #expect(role.may(route.right), "\(name)")
                    offered.insert(route.path)
                    if offer.method == "GET" { waiting.append(offer.address) }
                }
            }
            #expect(waiting.isEmpty, "there is no end of pages")
            rights.expectOffers(offered)
        }
    }

    /// The path and what the query says something of: a page that is filtered or sorted in one way stands
    /// for all others.
    private static func kind(of address: String) -> String {
        let parts = address.split(separator: "?", maxSplits: 1)
        let names = parts.dropFirst().flatMap { $0.split(separator: "&") }
            .compactMap { $0.split(separator: "=").first.map(String.init) }
        return parts[0] + "?" + Set(names).sorted().joined(separator: "&")
    }

    @Test func `the pages of a viewer offer nothing that a viewer may not do`() async throws {
        try await RightsHouse.run(.viewer) { rights in
            try await rights.furnish()
            let card = try await rights.newCard(of: rights.house.form)
            let browser = try await rights.carolsBrowser()
            for path in ["/desk/forms/contact/board", "/desk/submissions/\(card.id)"] {
                let page = try await browser.get(path)
                #expect(page.status == 200 && page.body.contains("Vera"))
                for word in ["export.csv", "/take", "/assign", "/move"] {
                    #expect(!page.body.contains(word), "\(path): \(word)")
                }
                #expect(page.body.contains("Viewer"))
            }
        }
    }
}

/// A link or a button of a page.
private struct Offer {
    let method: String
    /// With what stands behind the question mark.
    let address: String

    var path: String { String(address.prefix { $0 != "?" }) }
    var text: String { "\(method) \(path)" }

    /// Every one of the desk's. A form is a POST unless it says that it only asks.
    static func all(on page: Exchange) -> [Offer] {
        guard page["content-type"]?.hasPrefix("text/html") == true else { return [] }
        let body = page.body.replacing("method=\"get\" action=", with: "href=")
        let attributes = body.matches(
            of: /\s(href|action|formaction|data-options)="([^"#]*)/)
        return attributes.map { found in
            Offer(
                method: found.output.1 == "href" ? "GET" : "POST",
                address: String(found.output.2).replacing("&amp;", with: "&"))
        }
        .filter { $0.path == "/desk" || $0.path.hasPrefix("/desk/") }
    }
}

extension RightsHouse {
    /// Something for every page: cards, one of them held, and people who wait.
    fileprivate func furnish() async throws {
        _ = try await things(of: house.form)
        _ = try await things(of: jobs)
        try await house.send(["name": "Vera"], held: .honeypot)
    }

    /// The route that an offer leads to: of two the one that says more.
    fileprivate func route(of offer: Offer) -> DeskRoute? {
        let parts = offer.path.split(separator: "/").dropFirst()
        let matching = routes.filter { route in
            let own = route.path.split(separator: "/")
            return route.method.rawValue == offer.method && own.count == parts.count
                && zip(own, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        return matching.min { Self.placeCount($0) < Self.placeCount($1) }
    }

    private static func placeCount(_ route: DeskRoute) -> Int {
        route.path.utf8.count { $0 == UInt8(ascii: "{") }
    }

    /// What a role may do is offered somewhere.
    fileprivate func expectOffers(_ offered: Set<String>) {
        let menu: [(String, Right)] = [
            ("forms/{form}/board", .read), ("submissions/{submission}", .read),
            ("submissions/{submission}/take", .work), ("submissions/{submission}/assign", .work),
            ("submissions/{submission}/move", .work), ("forms/{form}/export.csv", .export),
            ("today", .enter), ("forms/{form}/list", .read), ("forms/{form}/new", .work),
            ("submissions/{submission}/earlier", .read),
            ("forms/{form}/access", .grant), ("forms/{form}/access/grant", .grant),
            ("forms/{form}/access/revoke", .grant), ("tasks/{person}/{form}/grant", .grant),
            ("tasks/{person}/{form}/decline", .grant), ("people/invite", .people),
            ("people/{person}/leave", .people), ("networks/allow", .people),
            ("people/invitations/{invitation}/confirm", .people), ("profile", .enter),
            ("sessions", .enter), ("passkeys/options", .enter), ("second-factor/codes", .enter),
        ]
        for (path, right) in menu {
            #expect(offered.contains(path) == role.may(right), "\(role): \(path)")
        }
    }
}
