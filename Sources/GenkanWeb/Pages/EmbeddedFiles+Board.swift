import Genkan

extension EmbeddedFiles {
    /// The board, its cards and their pages.
    static let board = EmbeddedFiles(
        templates: [
            "desk-assignee": PackageResources.desk_assignee_mustache,
            "desk-board": PackageResources.desk_board_mustache,
            "desk-bulk": PackageResources.desk_bulk_mustache,
            "desk-undo": PackageResources.desk_undo_mustache,
            "desk-card": PackageResources.desk_card_mustache,
            "desk-card-menu": PackageResources.desk_card_menu_mustache,
            "desk-cards": PackageResources.desk_cards_mustache,
            "desk-conflict": PackageResources.desk_conflict_mustache,
            "desk-delete": PackageResources.desk_delete_mustache,
            "desk-done": PackageResources.desk_done_mustache,
            "desk-list-keys": PackageResources.desk_list_keys_mustache,
            "desk-said": PackageResources.desk_said_mustache,
            "desk-filter": PackageResources.desk_filter_mustache,
            "desk-filter-field": PackageResources.desk_filter_field_mustache,
            "desk-filter-on": PackageResources.desk_filter_on_mustache,
            "desk-keys": PackageResources.desk_keys_mustache,
            "desk-labels": PackageResources.desk_labels_mustache,
            "desk-more": PackageResources.desk_more_mustache,
            "desk-submission": PackageResources.desk_submission_mustache,
        ],
        texts: [
            .ja: PackageResources.board_ja_yaml,
            .en: PackageResources.board_en_yaml,
        ])
}
