public import Genkan

/// How the web server listens and what it bears. A value; nothing here reads files or environment.
public struct ServerSettings: Sendable {
    /// The address to listen on, such as `0.0.0.0`, `::` or `127.0.0.1`.
    public var host: String
    /// The TCP port; 0 lets the system choose.
    public var port: Int
    /// The name the public knows this server by, such as `forms.example.jp`. No HSTS is sent for
    /// answers whose request named no host when this is a loopback name.
    public var publicHost: String
    /// The origin that the outside reaches this server by, when somebody has said: requests from its
    /// pages are from our own, also behind a proxy that writes another `Host`.
    public var publicOrigin: Origin?
    /// PEM file: the leaf certificate first, then the chain.
    public var certificateFile: String
    /// PEM file: the private key of the leaf.
    public var privateKeyFile: String
    /// Proxies whose `X-Forwarded-For` is believed; they are not held to ``Limits/connectionsPerAddress``.
    public var trustedProxies: [AddressRange]
    /// The directory of the static files; nil serves none.
    public var publicDirectory: String?
    /// How long a client may take.
    public var deadlines: Deadlines
    /// How much a client may send and hold.
    public var limits: Limits

    /// Makes settings; everything but the certificate has a default that suits one small server.
    public init(
        host: String = "127.0.0.1", port: Int = 8443, publicHost: String = "localhost",
        publicOrigin: Origin? = nil, certificateFile: String, privateKeyFile: String,
        trustedProxies: [AddressRange] = [], publicDirectory: String? = nil,
        deadlines: Deadlines = Deadlines(), limits: Limits = Limits()
    ) {
        self.host = host
        self.port = port
        self.publicHost = publicHost
        self.publicOrigin = publicOrigin
        self.certificateFile = certificateFile
        self.privateKeyFile = privateKeyFile
        self.trustedProxies = trustedProxies
        self.publicDirectory = publicDirectory
        self.deadlines = deadlines
        self.limits = limits
    }
}

/// How long a client may take for each part of an exchange. The connection is closed at the deadline;
/// over HTTP/2 a late body or a stalled answer ends its stream only.
public struct Deadlines: Sendable, Hashable {
    /// From the TCP connection to the end of the TLS handshake.
    public var handshake: Duration = .seconds(10)
    /// From the end of the handshake to the end of the first request's head.
    public var head: Duration = .seconds(15)
    /// From the end of an answer to the end of the next request's head.
    public var idle: Duration = .seconds(60)
    /// From the head to the end of the body, besides what ``bodyBytesPerSecond`` allows.
    public var body: Duration = .seconds(20)
    /// A body may go on for one more second per this many bytes that arrive, in its first MiB: what
    /// comes behind that are files, and has to come twice as fast.
    public var bodyBytesPerSecond = 2048
    /// The longest that a body may stand still, whatever it has brought: a telephone in a tunnel.
    public var stalledBody: Duration = .seconds(45)

    /// For how long an answer may wait without the client taking anything of it.
    public var stalledWrite: Duration = .seconds(30)
    /// For how long the rest of a refused body is read, so that the client can read the answer.
    public var linger: Duration = .seconds(5)
    /// From the signal to stop to the close of every connection, finished or not. Below the 30 seconds
    /// after which the process ends by force.
    public var shutdown: Duration = .seconds(25)

    /// The defaults.
    public init() {}

    /// How much longer a body may go on for bytes that arrive behind others.
    func earned(by bytes: Int, behind before: Int) -> Duration {
        let first = min(bytes, max(0, (1 << 20) - before))
        let perByte = Duration.seconds(1) / (2 * bodyBytesPerSecond)
        return perByte * (2 * first + bytes - first)
    }
}

/// How much clients may send and hold.
public struct Limits: Sendable, Hashable {
    /// Connections in all; further ones wait in the system's queue.
    public var connections = 4096
    /// Connections of one address (IPv4) or one /64 (IPv6); further ones are closed at once.
    public var connectionsPerAddress = 256
    /// The request's head, in bytes: 431 above it.
    public var headBytes = 32 * 1024
    /// Header fields of one request: 431 above it.
    public var headFields = 100
    /// Path and query, in bytes: 414 above it.
    public var targetBytes = 4096
    /// A body, whatever the route says, in bytes: 413 above it.
    public var bodyBytes = 16 * 1024 * 1024
    /// The bytes of all bodies that are being read at one time, besides the first 16 KiB of each
    /// subscriber: 503 above it.
    public var bodyBytesUnderWay = 256 * 1024 * 1024
    /// The bytes of one address (IPv4) or one /64 (IPv6). One body of ``bodyBytes`` is let in all the same.
    public var bodyBytesUnderWayPerAddress = 2 * 1024 * 1024
    /// How much of a refused body is read, in bytes.
    public var drainedBytes = 1024 * 1024
    /// How many requests one address (or /64) may make at once, and how many a second after that;
    /// nil for no limit. Routes may be stricter.
    public var requests: RequestRate? = RequestRate(burst: 600, perSecond: 60)
    /// How many PING, SETTINGS and PRIORITY frames one HTTP/2 connection may send within 30 seconds; it is
    /// closed with ENHANCE_YOUR_CALM above it.
    public var controlFrames = 1_000
    /// Likewise, how many of its streams it may reset.
    public var streamResets = 1_000

    /// Networks, such as the organisation's own, whose number of requests, connections, submissions and bytes
    /// nobody limits by address. Passwords and codes are tried no more often from there.
    public var exemptNetworks: [AddressRange] = []

    /// The defaults.
    public init() {}
}

/// A rate of requests.
public struct RequestRate: Sendable, Hashable {
    /// How many at once.
    public var burst: Double
    /// How many a second in the long run.
    public var perSecond: Double

    /// Makes a rate.
    public init(burst: Double, perSecond: Double) {
        self.burst = burst
        self.perSecond = perSecond
    }
}
