import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

struct DownloadCSV: Sendable {
    let desk: Desk
    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        throw HTTPError(.notFound)
    }
}
