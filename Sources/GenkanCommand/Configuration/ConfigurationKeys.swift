/// The table of keys.
enum ConfigurationKeys {
    /// How the environment variables begin.
    static let prefix = "GENKAN_"

    /// Variables with the same prefix that belong to the build and the tests, not to the program.
    static let foreignVariables: Set<String> = ["GENKAN_STRICT", "GENKAN_LONG"]

    /// Every key, in the order in which the file explains them.
    static let all: [ConfigurationKey] = places + server + health + log + deadlines + limits

    private static let places: [ConfigurationKey] = [
        .init(
            "data.directory", .path, "data",
            "The database, the house key and the lock."),
        .init(
            "data.runtime_directory", .path, nil,
            "The runtime secret and the command socket, which must not outlive a reboot: /run/genkan as "
                + "a service. Default: the directory run inside data.directory."),
        .init(
            "forms.directory", .path, "config/forms",
            "One file per form; contact.yaml is /f/contact."),
    ]

    private static let server: [ConfigurationKey] = [
        .init(
            "server.address", .address, "127.0.0.1",
            "Where visitors and staff arrive, over TLS only; 0.0.0.0 and :: are every address."),
        .init("server.port", .number(1...65_535), "8443", "The TCP port."),
        .init(
            "server.public_url", .origin, nil,
            "How the outside reaches this house. Default: https://localhost and the port."),
        .init(
            "server.certificate", .path, "certificates/localhost.pem",
            "PEM: the certificate, then its chain."),
        .init(
            "server.private_key", .path, "certificates/localhost.key",
            "PEM: the certificate's private key."),
        .init(
            "server.public_directory", .path, "public",
            "Styles and scripts, as they come with the program."),
        .init(
            "server.trusted_proxies", .addressRanges, "[]",
            "Reverse proxies whose X-Forwarded-For is believed."),
        .init(
            "server.sample_website", .boolean, "false",
            "A made-up organisation's website under /sample/. Never in a house at work."),
    ]

    private static let health: [ConfigurationKey] = [
        .init(
            "health.address", .address, "127.0.0.1",
            "Where /healthz and /readyz are, without TLS; a loopback address."),
        .init(
            "health.port", .number(1...65_535), nil,
            "Its TCP port. Default: the one after server.port."),
    ]

    private static let log: [ConfigurationKey] = [
        .init(
            "log.level", .word(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
            "info", "Less than this is left out of the log.")
    ]

    private static let deadlines: [ConfigurationKey] = [
        .init("deadlines.handshake", .duration(1...120), "10s", "For the TLS handshake."),
        .init("deadlines.head", .duration(1...120), "15s", "For the head of the first request."),
        .init(
            "deadlines.body", .duration(1...600), "20s",
            "For the body, besides what a slow but steady sender is allowed."),
        .init("deadlines.idle", .duration(1...600), "60s", "Between two requests."),
        .init(
            "deadlines.stalled_write", .duration(1...600), "30s",
            "For an answer of which the client takes nothing."),
        .init(
            "deadlines.shutdown", .duration(1...25), "25s",
            "For what is under way after SIGTERM."),
    ]

    private static let limits: [ConfigurationKey] = [
        .init("limits.connections", .number(1...100_000), "4096", "Connections in all."),
        .init(
            "limits.connections_per_address", .number(1...100_000), "256",
            "Connections of one address (IPv4) or one /64 (IPv6)."),
        .init(
            "limits.body_bytes", .number(1024...67_108_864), "1048576",
            "The largest body in bytes; a form may ask for less."),
        .init(
            "limits.unproven_at_once", .number(1...100_000), "10",
            "Submissions without a CAPTCHA token that one address may send at once."),
        .init(
            "limits.unproven_per_minute", .number(1...100_000), "2", "And in the long run."),
        .init(
            "limits.sign_ins_at_once", .number(1...100_000), "10",
            "Tries to sign in that one address may make at once."),
        .init(
            "limits.sign_ins_per_minute", .number(1...100_000), "6", "And in the long run."),
    ]
}
