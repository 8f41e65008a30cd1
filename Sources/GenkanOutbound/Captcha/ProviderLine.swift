import AsyncHTTPClient
import Genkan
import NIOCore
import NIOHTTP1
import NIOPosix

/// The way to one provider: HTTPS to its name at an address that was looked at before, the certificate and
/// its name verified, no redirects followed, nothing read beyond a limit.
///
/// The address is looked up once a minute. It has to be one of the internet, so that no name leads to the
/// inside, unless the house's configuration itself names this machine.
actor ProviderLine {
    /// An answer, as it came.
    struct Reply: Sendable {
        let status: Int
        let body: [UInt8]
    }

    private let address: ProviderAddress
    private let issuers: TrustedIssuers
    private var pinned: (at: ContinuousClock.Instant, to: String, client: HTTPClient)?
    /// One lookup at a time, however many wait for it and however long it takes.
    private var lookup: Task<String, any Error>?
    /// Clients that are not asked any more and finish what is under way.
    private var retired: [HTTPClient] = []

    private static let lookUpAgain = Duration.seconds(60)
    /// Names are looked up by threads of their own: a name server that says nothing holds one for long.
    private static let resolvers: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: CaptchaProvider.allCases.count)
        pool.start()
        return pool
    }()

    init(to address: ProviderAddress, issuers: TrustedIssuers) {
        self.address = address
        self.issuers = issuers
    }

    /// Posts once, and waits for no longer than it is told: for the name, the connection and the whole
    /// answer together.
    ///
    /// - Throws: a ``CaptchaTrouble``.
    func post(
        _ body: [UInt8], type: String, headers: [(String, String)], within time: Duration
    ) async throws -> Reply {
        try await within(time, orThrow: CaptchaTrouble.time) { [self] in
            let client = try await client()
            do {
                return try await Self.reply(
                    of: client, to: request(body, type: type, headers), within: time)
            } catch {
                let trouble = Self.trouble(error)
                // Another address may do better.
                if trouble == .connection { await forget(client) }
                throw trouble
            }
        }
    }

    /// Ends every connection. Nothing may be asked afterwards.
    func close() async {
        let clients = retired + (pinned.map { [$0.client] } ?? [])
        pinned = nil
        retired = []
        for client in clients { try? await client.shutdown() }
    }

    private nonisolated func request(
        _ body: [UInt8], type: String, _ headers: [(String, String)]
    ) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address.text)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: type)
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "User-Agent", value: "Genkan")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: body))
        return request
    }

    private static func reply(
        of client: HTTPClient, to request: HTTPClientRequest, within time: Duration
    ) async throws -> Reply {
        let deadline = NIODeadline.now() + TimeAmount(time)
        let response = try await client.execute(request, deadline: deadline)
        let body = try await response.body.collect(upTo: CaptchaReply.longest)
        return Reply(status: Int(response.status.code), body: Array(body.readableBytesView))
    }

}

extension ProviderLine {
    /// What connects to the pinned address; made anew when the name leads elsewhere.
    private func client() async throws(CaptchaTrouble) -> HTTPClient {
        let now = ContinuousClock.now
        if let pinned, now < pinned.at + Self.lookUpAgain { return pinned.client }
        let found = try await lookUp()
        // Somebody else may have been here meanwhile.
        if let pinned, pinned.to == found {
            self.pinned?.at = now
            return pinned.client
        }
        if let old = pinned?.client { retire(old) }
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration(pinnedTo: found))
        pinned = (now, found, client)
        return client
    }

    private func lookUp() async throws(CaptchaTrouble) -> String {
        let task = lookup ?? Self.lookUp(address)
        lookup = task
        let found = await task.result
        if lookup == task { lookup = nil }
        guard case .success(let text) = found, let ip = ClientAddress(text),
            ip.isOfInternet || address.isLoopback && ip.isLoopback
        else { throw .address }
        return text
    }

    private static func lookUp(_ address: ProviderAddress) -> Task<String, any Error> {
        Task {
            let found = try await resolvers.runIfActive {
                try SocketAddress.makeAddressResolvingHost(address.host, port: address.port)
            }
            guard let text = found.ipAddress else { throw CaptchaTrouble.address }
            return text
        }
    }

    private func configuration(pinnedTo ip: String) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: OutboundTLS.configuration(issuers), redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(3)), decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.idleTimeout = .seconds(30)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.dnsOverride = [address.host: ip]
        return configuration
    }

    private func forget(_ client: HTTPClient) {
        guard pinned?.client === client else { return }
        pinned = nil
        retire(client)
    }

    /// Ends a client once what is under way has had its time.
    private func retire(_ client: HTTPClient) {
        retired.append(client)
        Task { [self] in
            try? await Task.sleep(for: Self.lookUpAgain)
            await end(client)
        }
    }

    private func end(_ client: HTTPClient) async {
        guard retired.contains(where: { $0 === client }) else { return }
        retired.removeAll { $0 === client }
        try? await client.shutdown()
    }

    private static func trouble(_ error: any Error) -> CaptchaTrouble {
        if let error = error as? HTTPClientError {
            let late: [HTTPClientError] = [
                .deadlineExceeded, .readTimeout, .writeTimeout, .connectTimeout,
                .tlsHandshakeTimeout, .getConnectionFromPoolTimeout,
            ]
            if late.contains(error) { return .time }
            return error == .remoteConnectionClosed ? .connection : .answer
        }
        // An answer that breaks off is no answer; the question may not have been seen either.
        if let error = error as? HTTPParserError, error == .invalidEOFState { return .connection }
        if error is NIOTooManyBytesError || error is HTTPParserError { return .answer }
        if let trouble = error as? CaptchaTrouble { return trouble }
        if error is CancellationError { return .time }
        return .connection
    }
}
