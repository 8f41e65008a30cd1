import Genkan
import HTTPTypes
public import Hummingbird

extension Request {
    /// Whether the client would rather have JSON than HTML (`Accept`, RFC 9110 § 12.5.1). A client that
    /// names neither gets what it sent: JSON for a JSON body, HTML otherwise.
    public var prefersJSON: Bool {
        AcceptedTypes.preferJSON(headers[values: .accept], contentType: headers[.contentType])
    }
}
