import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import NIOCore
import Sealing

/// `GET /f/{form}/receipt?proof=…`: the signed receipt as a file to keep (`application/jose`, RFC 7515
/// § 9.2.1). 404 for a proof that is none of this house's, or of another form.
struct GiveReceipt {
    let entrance: Entrance

    func callAsFunction(_ request: Request, _ context: GenkanRequestContext) throws -> Response {
        let form = try entrance.form(context)
        guard let proof = request.uri.queryParameters["proof"].map({ String($0) }),
            let given = GivenReceipt(proof: proof, of: form, entrance.receipts)
        else { throw HTTPError(.notFound) }
        let signed = try given.signed(by: context.publicOrigin)
        var response = Response(
            status: .ok,
            headers: [
                .contentType: "application/jose",
                .contentDisposition:
                    "attachment; filename=\"\(form.form.name)-\(given.receipt.code.text).jws\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: signed + "\n")))
        response.apply(.download)
        return response
    }
}

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
