public import Genkan
public import Hummingbird
import Logging
import NIOCore

/// What every request carries through middleware and routes.
public struct GenkanRequestContext: RequestContext {
    /// Hummingbird's own part: logger, route template, path parameters.
    public var coreContext: CoreRequestContextStorage
    /// The address the request came from: the peer's, or the one a trusted proxy names.
    /// Set by ``ClientFacts``; nil before it, and for a peer that is no IP address.
    public var clientAddress: ClientAddress?
    /// Whether the address is of a network that no limit on its number or bytes concerns; set by ``ClientFacts``.
    var isExempt = false
    /// Whether the head says that the body is larger than any that is read; set by ``RequestGate`` where its beginning
    /// is read all the same.
    var isBodyTooLarge = false
    /// What was brought of the body; set by ``LimitBodies``.
    var reading: BodyReading?
    /// The language the reader prefers; set by ``ClientFacts``.
    public var language: Language = .ja
    /// The house's origin as the outside knows it, which a reverse proxy may hide from us by writing
    /// another `Host`; nil when nobody has said. Set by ``ClientFacts``.
    var publicOrigin: Origin?
    /// Which HTTP the request came over.
    public let httpVersion: HTTPVersion

    /// The connection (HTTP/1.1) or stream (HTTP/2) the answer goes to.
    let channel: any Channel

    /// The address by which requests and bytes are counted; nil when nobody counts them.
    var countedAddress: ClientAddress? { isExempt ? nil : clientAddress }

    /// A short id of this request, in every log line of it and on error pages. Not a secret.
    public var requestID: String { id }

    /// The versions that are served.
    public enum HTTPVersion: String, Sendable {
        /// HTTP/1.1 (RFC 9112).
        case http1 = "1.1"
        /// HTTP/2 (RFC 9113).
        case http2 = "2"
    }

    /// Made by Hummingbird for each request.
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        // A stream's parent is a connection, whose parent is the listener.
        httpVersion = source.channel.parent?.parent == nil ? .http1 : .http2
    }
}
