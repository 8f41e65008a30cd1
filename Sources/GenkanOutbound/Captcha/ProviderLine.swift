import AsyncHTTPClient
import Genkan
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

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
    private let issuers: Issuers
    private var pinned: (at: ContinuousClock.Instant, to: String, client: HTTPClient)?

    /// Whose certificates count.
    typealias Issuers = MailServer.Issuers

    private static let lookUpAgain = Duration.seconds(60)

    init(to address: ProviderAddress, issuers: Issuers) {
        self.address = address
        self.issuers = issuers
    }

    /// Posts once.
    ///
    /// - Throws: a ``CaptchaTrouble``.
    func post(
        _ body: [UInt8], type: String, headers: [(String, String)], within time: Duration
    ) async throws -> Reply {
        let client = try await client()
        var request = HTTPClientRequest(url: address.text)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: type)
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "User-Agent", value: "Genkan")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: body))
        let deadline = NIODeadline.now() + TimeAmount(time)
        do {
            let response = try await client.execute(request, deadline: deadline)
            let body = try await response.body.collect(upTo: CaptchaReply.longest)
            return Reply(status: Int(response.status.code), body: Array(body.readableBytesView))
        } catch {
            let trouble = Self.trouble(error)
            // Another address may do better.
            if trouble == .connection { forget(client) }
            throw trouble
        }
    }

    /// Ends every connection. Nothing may be asked afterwards.
    func close() async {
        let last = pinned
        pinned = nil
        try? await last?.client.shutdown()
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
        let old = pinned?.client
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration(pinnedTo: found))
        pinned = (now, found, client)
        if let old { retire(old) }
        return client
    }

    private func lookUp() async throws(CaptchaTrouble) -> String {
        let (host, port) = (address.host, address.port)
        let found: SocketAddress
        do {
            found = try await NIOThreadPool.singleton.runIfActive {
                try SocketAddress.makeAddressResolvingHost(host, port: port)
            }
        } catch {
            throw .address
        }
        guard let text = found.ipAddress, let ip = ClientAddress(text),
            ip.isOfInternet || address.isLoopback && ip.isLoopback
        else { throw .address }
        return text
    }

    private func configuration(pinnedTo ip: String) -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .fullVerification
        tls.trustRoots =
            switch issuers {
            case .system: .default
            case .file(let path): .file(path)
            }
        tls.minimumTLSVersion = .tlsv12
        tls.renegotiationSupport = .none
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
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
    private nonisolated func retire(_ client: HTTPClient) {
        Task {
            try? await Task.sleep(for: Self.lookUpAgain)
            try? await client.shutdown()
        }
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
        if error is NIOTooManyBytesError || error is HTTPParserError { return .answer }
        if error is CancellationError { return .time }
        return .connection
    }
}
