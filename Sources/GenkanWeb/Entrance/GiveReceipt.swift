import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import NIOCore

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
