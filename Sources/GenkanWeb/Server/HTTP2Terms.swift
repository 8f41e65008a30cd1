import NIOCore
import NIOHTTP2

/// What an HTTP/2 client may do with a connection besides sending requests (RFC 9113). Whoever does more is
/// sent away with GOAWAY and ENHANCE_YOUR_CALM.
struct HTTP2Terms {
    /// RFC 9218 § 2.1: no priorities of RFC 7540, which are obsolete and which nothing here uses. A browser
    /// sends a handful for each page otherwise.
    private static let noPriorities = HTTP2Setting(
        parameter: HTTP2SettingsParameter(extensionSetting: 9), value: 1)

    /// Connections end by ``ConnectionDeadlines``; here only GOAWAY is said before.
    static let lifetime = NIOHTTP2ServerConnectionManagementHandler.Configuration(
        maxIdleTime: nil, maxAge: nil, maxGraceTime: nil, keepalive: nil)

    private let limits: Limits

    init(_ limits: Limits) { self.limits = limits }

    var configuration: NIOHTTP2Handler.Configuration {
        var configuration = NIOHTTP2Handler.Configuration()
        configuration.connection.initialSettings.append(Self.noPriorities)
        // A browser sends a PING before a request when nothing came for ten seconds.
        configuration.connection.controlFrameRateLimit.maximumCount = limits.controlFrames
        configuration.connection.controlFrameRateLimit.windowLength = .seconds(30)
        // Whoever leaves a page resets what was under way for it: the stream of what happens on a board, and files
        // that have not come yet.
        configuration.stream.streamResetFrameRateLimit.maximumCount = limits.streamResets
        configuration.stream.streamResetFrameRateLimit.windowLength = .seconds(30)
        return configuration
    }
}
