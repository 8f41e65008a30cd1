import Genkan

/// The table of the keys of `genkan.yaml`: what is read, the names of the `GENKAN_…` variables, the
/// hints and the documentation are made from it.
enum ConfigurationKeys {
    static let table = KeyTable(
        places + server + desk + captcha + spam + scanner + mail + health + log + deadlines + limits
    )

    /// Variables with the same prefix that belong to the build and the tests, not to the program.
    static let foreignVariables: Set<String> = [
        "GENKAN_STRICT", "GENKAN_LONG", "GENKAN_ALL_FAULTS", "GENKAN_PROGRAM",
    ]

    private static let path = ValueType.text(1...1_000)
    private static let address = ValueType.text(2...45)

    private static let places: [KeyTable.Key] = [
        .optional(
            "data.directory", path, standard: "data", "The database, the house key and the lock."),
        .optional(
            "data.runtime_directory", path,
            "The runtime secret and the command socket, which must not outlive a reboot: "
                + "`/run/genkan` as a service. Without it, `run` inside `data.directory`."),
        .optional(
            "forms.directory", path, standard: "config/forms",
            "One file per form; `contact.yaml` is `/f/contact`."),
    ]

    private static let server: [KeyTable.Key] = [
        .optional(
            "server.address", address, standard: "127.0.0.1",
            "Where visitors and staff arrive, over TLS only; `0.0.0.0` and `::` are every address."),
        .optional("server.port", .integer(1...65_534), standard: "8443", "The TCP port."),
        .optional(
            "server.redirect_port", .integer(1...65_535),
            "A port in clear text that leads everybody to `server.public_url` and takes nothing. "
                + "Without it there is none."),
        .optional(
            "server.public_url", .text(1...300),
            "How the outside reaches this house. Without it, `https://localhost` and the port."),
        .optional(
            "server.certificate", path, standard: "certificates/localhost.pem",
            "PEM: the certificate, then its chain."),
        .optional(
            "server.private_key", path, standard: "certificates/localhost.key",
            "PEM: the certificate's private key."),
        .optional(
            "server.public_directory", path, standard: "public",
            "Styles and scripts, as they come with the program."),
        .optional(
            "server.trusted_proxies", .texts(0...100),
            "Reverse proxies whose `X-Forwarded-For` is believed: addresses or ranges."),
        .optional(
            "server.sample_website", .boolean, standard: "false",
            "A made-up organisation's website under `/sample/`. Never in a house at work."),
    ]

    private static let desk: [KeyTable.Key] = [
        .optional(
            "desk.map_url", .text(10...300),
            "The map that an answer's address links to, with `{address}` where it goes: whoever runs "
                + "the map learns the addresses that are clicked. Without it, no link.")
    ]

    private static let health: [KeyTable.Key] = [
        .optional(
            "health.address", address, standard: "127.0.0.1",
            "Where `/healthz` and `/readyz` are, without TLS; a loopback address."),
        .optional(
            "health.port", .integer(1...65_535),
            "Its TCP port. Without it, the one after `server.port`."),
    ]

    private static let log: [KeyTable.Key] = [
        .optional(
            "log.level",
            .word(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
            standard: "info", "Less than this is left out of the log.")
    ]

    private static let deadlines: [KeyTable.Key] = [
        .optional(
            "deadlines.handshake_seconds", .integer(1...120), standard: "10",
            "For the TLS handshake."),
        .optional(
            "deadlines.head_seconds", .integer(1...120), standard: "15",
            "For the head of the first request."),
        .optional(
            "deadlines.body_seconds", .integer(1...600), standard: "20",
            "For the body, besides what a slow but steady sender is allowed."),
        .optional(
            "deadlines.idle_seconds", .integer(1...600), standard: "60", "Between two requests."),
        .optional(
            "deadlines.stalled_write_seconds", .integer(1...600), standard: "30",
            "For an answer of which the client takes nothing."),
        .optional(
            "deadlines.shutdown_seconds", .integer(1...25), standard: "25",
            "For what is under way after SIGTERM."),
    ]

    private static let limits: [KeyTable.Key] = [
        .optional(
            "limits.connections", .integer(1...100_000), standard: "4096", "Connections in all."),
        .optional(
            "limits.connections_per_address", .integer(1...100_000), standard: "256",
            "Connections of one address (IPv4) or one /64 (IPv6)."),
        .optional(
            "limits.body_bytes", .integer(1_024...134_217_728), standard: "16777216",
            "The largest body; a form keeps no more than its fields and files can fill."),
        .optional(
            "limits.requests_at_once", .integer(1...1_000_000), standard: "600",
            "Requests of any kind that one address may make at once: an office is one address."),
        .optional(
            "limits.requests_per_minute", .integer(1...1_000_000), standard: "3600",
            "And in the long run."),
        .optional(
            "limits.unproven_at_once", .integer(1...100_000), standard: "10",
            "Submissions without a CAPTCHA token that one address may send at once."),
        .optional(
            "limits.unproven_per_minute", .integer(1...100_000), standard: "2",
            "And in the long run."),
        .optional(
            "limits.form_submissions_at_once", .integer(1...1_000_000), standard: "600",
            "Submissions to one form at once; above it each address has a share, three and then one "
                + "in 20 seconds."),
        .optional(
            "limits.form_submissions_per_minute", .integer(1...1_000_000), standard: "600",
            "And in the long run."),
        .optional(
            "limits.submissions_at_once", .integer(1...1_000_000), standard: "3000",
            "Submissions to all forms together at once, likewise."),
        .optional(
            "limits.submissions_per_minute", .integer(1...1_000_000), standard: "3000",
            "And in the long run."),
        .optional(
            "limits.file_bytes_at_once", .integer(1...1_000_000_000_000), standard: "134217728",
            "Bytes of files that one address may send at once."),
        .optional(
            "limits.file_bytes_per_minute", .integer(1...1_000_000_000_000), standard: "2097152",
            "And in the long run."),
        .optional(
            "limits.exempt_networks", .texts(0...100),
            "Addresses or ranges that no limit by address concerns, such as your own office; "
                + "except for `sign_ins`."),
        .optional(
            "limits.sign_ins_at_once", .integer(1...100_000), standard: "10",
            "Tries to sign in that one address may make at once, from browsers that are not known."),
        .optional(
            "limits.sign_ins_per_minute", .integer(1...100_000), standard: "6",
            "And in the long run."),
    ]
}
