import Genkan

extension ConfigurationKeys {
    private static let path = ValueType.text(1...1_000)

    /// How the staff who asked for it are told by mail.
    static let mail: [KeyTable.Key] = [
        .optional(
            "mail.host", .text(1...253),
            "The mail server that takes the house's mail: a name or an address. "
                + "Without it nobody is told anything by mail."),
        .optional(
            "mail.port", .integer(1...65_535),
            "Its TCP port. Without it, 587 for `starttls`, 465 for `tls`, 25 for `none`."),
        .optional(
            "mail.security", .word(["starttls", "tls", "none"]), standard: "starttls",
            "How the connection is protected; `none` only to a server on this machine."),
        .optional("mail.user", .text(1...255), "The name to sign in with, if the server asks."),
        .optional(
            "mail.password_file", path,
            "The file with the password, for its owner alone (mode 600); read at each sign-in."),
        .optional(
            "mail.from", .text(3...254), "The address that the house's mail comes from."),
        .optional(
            "mail.from_name", .text(1...100), standard: "Genkan", "The name beside that address."),
        .optional(
            "mail.certificate_authority", path,
            "PEM: the issuers of the server's certificate that count. "
                + "Without it, those that the system trusts."),
        .optional(
            "mail.first_retry_seconds", .integer(1...3_600), standard: "60",
            "After the first failure; then 2, 5, 15, 30 and 60 times that, at most an hour."),
        .optional(
            "mail.gather_seconds", .integer(0...3_600), standard: "60",
            "After a mail, what else is to be told the same person of the same form is gathered for "
                + "so long."),
    ]
}
