import Genkan

extension EmbeddedFiles {
    static let entrance = EmbeddedFiles(
        templates: [
            "entrance-bar": PackageResources.entrance_bar_mustache,
            "entrance-field": PackageResources.entrance_field_mustache,
            "entrance-form": PackageResources.entrance_form_mustache,
            "entrance-mark": PackageResources.entrance_mark_mustache,
            "entrance-message": PackageResources.entrance_message_mustache,
            "entrance-notice": PackageResources.entrance_notice_mustache,
            "entrance-owner": PackageResources.entrance_owner_mustache,
            "entrance-thanks": PackageResources.entrance_thanks_mustache,
        ],
        texts: [
            .ja: PackageResources.entrance_ja_yaml,
            .en: PackageResources.entrance_en_yaml,
        ])
}
