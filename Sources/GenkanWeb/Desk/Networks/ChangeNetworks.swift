import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `POST /desk/networks/{allow,remove}`: a network more or less for a role. A change by which the acting
/// person could not go on from where they are is refused, and so is what is no network; the page says so.
struct ChangeNetworks: Sendable {
    let desk: Desk

    func allow(_ request: Request, _ context: DeskContext) async throws -> Response {
        try await change(request, context, adding: true) { .allow([$0]) }
    }

    func remove(_ request: Request, _ context: DeskContext) async throws -> Response {
        try await change(request, context, adding: false) { .remove($0) }
    }

    private func change(
        _ request: Request, _ context: DeskContext, adding: Bool,
        _ change: (AddressRange) -> NetworkChange
    ) async throws -> Response {
        let post = try await DeskPost(request, context)
        let page = NetworksPage(desk: desk, context: context)
        let text = post["network"] ?? "", role = post["role"].flatMap { Role(rawValue: $0) }
        let typed = role.map { NetworksPage.Typed(role: $0, text: String(text.prefix(64))) }
        guard let role, let network = AddressRange(text.withoutBlanks) else {
            return try await page.response(.unreadable, typed)
        }
        let outcome = try await desk.networks.change(
            change(network), for: role,
            by: .person(context.person, from: context.clientAddress), now: desk.now())
        let word = try NetworkWord(outcome, adding: adding)
        guard word.refusal == nil else {
            return try await page.response(word, adding ? typed : nil)
        }
        return .redirect(to: "\(NetworksPage.path)?done=\(word.rawValue)", type: .normal)
    }
}

extension String {
    /// Without the blanks that a copied address brings along.
    fileprivate var withoutBlanks: String {
        String(unicodeScalars.filter { !$0.properties.isWhitespace })
    }
}
