import HTTPTypes
import Hummingbird
import NIOCore
import Proofs

/// `GET /desk/sign-in/challenge`: work for the browser of somebody who wants to sign in while it is crowded.
struct IssueSignInChallenge: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DoorContext) throws -> Response {
        let challenge = try desk.signInGuard.challenge()
        var response = Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: challenge.json)))
        response.apply(.json)
        return response
    }
}
