import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension Exchange {
    /// The same over HTTP/2, by a well-behaved client that follows no redirects.
    ///
    /// - Parameter body: sent without a length, as a client does that does not know it yet.
    public static func overHTTP2(
        _ method: String, _ path: String, _ headers: [(String, String)] = [],
        body: [UInt8]? = nil, to server: TestServer
    ) async throws -> Exchange {
        var configuration = HTTPClient.Configuration(tlsConfiguration: server.client)
        configuration.dnsOverride = [TestCertificate.host: "127.0.0.1"]
        configuration.redirectConfiguration = .disallow
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            var request = HTTPClientRequest(
                url: "https://\(TestCertificate.host):\(server.port)\(path)")
            request.method = HTTPMethod(rawValue: method)
            request.headers = HTTPHeaders(headers)
            if let body { request.body = .bytes(body, length: .unknown) }
            let response = try await client.execute(request, timeout: .seconds(60))
            guard response.version == .http2 else {
                throw Unreadable(text: "it came over \(response.version)")
            }
            let content = try await response.body.collect(upTo: 1 << 20)
            try await client.shutdown()
            return Exchange(
                status: Int(response.status.code),
                headers: response.headers.map { (name: $0.name.lowercased(), value: $0.value) },
                body: String(buffer: content))
        } catch {
            try? await client.shutdown()
            throw error
        }
    }
}
