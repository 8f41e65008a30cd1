import Foundation
import Genkan
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A value as JSON: keys sorted, so that equal values are equal bytes.
    static func json(
        _ value: some Encodable, status: HTTPResponse.Status, type: String = "application/json",
        in language: Language
    ) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts, numbers and dictionaries of them: nothing that JSON cannot say.
        let bytes = (try? encoder.encode(value)) ?? Data("{}".utf8)
        var response = Response(
            status: status,
            headers: [.contentType: type, .contentLanguage: language.rawValue],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        response.apply(.json)
        return response
    }
}
