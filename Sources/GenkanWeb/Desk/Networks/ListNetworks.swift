import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `GET /desk/networks`: from where each role may use the desk.
struct ListNetworks: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        try await NetworksPage(desk: desk, context: context).response(NetworkWord(request))
    }
}

/// The page of all networks, with one's own address.
struct NetworksPage {
    /// What was typed and could not be taken, and the role it was typed for.
    struct Typed {
        let role: Role
        let text: String
    }

    static let path = "/desk/networks"

    let desk: Desk
    let context: DeskContext

    func response(_ word: NetworkWord?, _ typed: Typed? = nil) async throws -> Response {
        let networks = try await desk.networks.networks()
        let frame = try DeskFrame(desk: desk, context: context)
        let title = word?.refusal == nil ? "desk-networks-title" : "desk-networks-error-title"
        var values = frame.values(title: frame.texts[title])
        values["atPeople"] = true
        values["here"] = Self.path
        values["address"] = context.clientAddress?.description
        values["roles"] = Role.allCases.map { role in
            view(role, networks, frame, typed?.role == role ? typed : nil)
        }
        if let word {
            let said = frame.texts(
                word.text, ["address": context.clientAddress?.description ?? "–"])
            values[word.refusal == nil ? "notice" : "problem"] = said
        }
        return try desk.pages.response(
            "desk-networks", values, in: context.language, status: word?.refusal ?? .ok)
    }

    private func view(
        _ role: Role, _ networks: DeskNetworks, _ frame: DeskFrame, _ typed: Typed?
    ) -> [String: Any] {
        let listed = networks[role]
        var values: [String: Any] = [
            "role": role.rawValue, "label": role.label[frame.language],
            "me": role == context.person.role, "isEverywhere": listed.isEmpty,
            "networks": listed.map { network -> [String: Any] in
                [
                    "network": network.description,
                    "isHere": context.clientAddress.map(network.contains) ?? false,
                ]
            },
        ]
        values["typed"] = typed?.text
        return values
    }
}

/// What the page has to say about what was just asked of it. The address names only the word.
enum NetworkWord: String, CaseIterable {
    case allowed
    case listed
    case removed
    case absent
    /// What was typed is no network.
    case unreadable
    case lockout = "locks-out"
    case full

    /// How a refusal is answered; nil when things are now as they were asked to be.
    var refusal: HTTPResponse.Status? {
        switch self {
        case .allowed, .listed, .removed, .absent: nil
        case .unreadable: .unprocessableContent
        case .lockout, .full: .conflict
        }
    }

    init(_ outcome: NetworkStore.Outcome, adding: Bool) throws(HTTPError) {
        switch outcome {
        case .changed: self = adding ? .allowed : .removed
        case .same: self = adding ? .listed : .absent
        case .locksOut: self = .lockout
        case .full: self = .full
        case .notAllowed: throw HTTPError(.forbidden)
        }
    }

    /// The word of an address; a refusal never comes from there.
    init?(_ request: Request) {
        guard let text = request.uri.queryParameters["done"],
            let word = NetworkWord(rawValue: String(text)), word.refusal == nil
        else { return nil }
        self = word
    }

    /// The key of its sentence.
    var text: String { "desk-networks-said-\(rawValue)" }
}
