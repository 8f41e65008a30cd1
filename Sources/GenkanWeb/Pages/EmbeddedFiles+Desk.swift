import Genkan

extension EmbeddedFiles {
    static let desk = EmbeddedFiles(
        templates: [
            "desk-assignee": PackageResources.desk_assignee_mustache,
            "desk-bar": PackageResources.desk_bar_mustache,
            "desk-board": PackageResources.desk_board_mustache,
            "desk-card": PackageResources.desk_card_mustache,
            "desk-change": PackageResources.desk_change_mustache,
            "desk-conflict": PackageResources.desk_conflict_mustache,
            "desk-forms": PackageResources.desk_forms_mustache,
            "desk-languages": PackageResources.desk_languages_mustache,
            "desk-link": PackageResources.desk_link_mustache,
            "desk-sign-in": PackageResources.desk_sign_in_mustache,
            "desk-submission": PackageResources.desk_submission_mustache,
            "desk-unreadable": PackageResources.desk_unreadable_mustache,
        ],
        texts: [
            .ja: PackageResources.desk_ja_yaml,
            .en: PackageResources.desk_en_yaml,
        ])
}
