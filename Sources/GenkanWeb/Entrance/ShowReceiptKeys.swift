import HTTPTypes
import Hummingbird
import NIOCore
import Sealing

/// `GET /.well-known/jwks.json`: the public key with which anybody checks a receipt (RFC 7517).
struct ShowReceiptKeys {
    let entrance: Entrance

    func callAsFunction(_ request: Request, _ context: GenkanRequestContext) throws -> Response {
        var response = Response(
            status: .ok, headers: [.contentType: "application/jwk-set+json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: entrance.receipts.signer.keySet)))
        response.apply(.asset(crossOrigin: true))
        return response
    }
}
