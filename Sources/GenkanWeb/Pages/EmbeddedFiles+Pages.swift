import Genkan

extension EmbeddedFiles {
    /// Cards as they are gathered: today, a list, what one person has sent; and the page on which one is
    /// written down.
    static let pages = EmbeddedFiles(
        templates: [
            "desk-earlier": PackageResources.desk_earlier_mustache,
            "desk-find": PackageResources.desk_find_mustache,
            "desk-entry": PackageResources.desk_entry_mustache,
            "desk-list": PackageResources.desk_list_mustache,
            "desk-list-head": PackageResources.desk_list_head_mustache,
            "desk-list-row": PackageResources.desk_list_row_mustache,
            "desk-today": PackageResources.desk_today_mustache,
        ],
        texts: [
            .ja: PackageResources.pages_ja_yaml,
            .en: PackageResources.pages_en_yaml,
        ])
}
