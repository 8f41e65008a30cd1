import Genkan

extension EmbeddedFiles {
    /// Being told by mail: what is chosen, what is said on the desk, and the words of the mails.
    static let mail = EmbeddedFiles(
        templates: [
            "desk-mail-choices": PackageResources.desk_mail_choices_mustache,
            "desk-mail-notice": PackageResources.desk_mail_notice_mustache,
        ],
        texts: [
            .ja: PackageResources.mail_ja_yaml,
            .en: PackageResources.mail_en_yaml,
        ])
}
