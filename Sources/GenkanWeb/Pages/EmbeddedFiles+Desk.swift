import Genkan

extension EmbeddedFiles {
    static let desk = EmbeddedFiles(
        templates: [
            "desk-again": PackageResources.desk_again_mustache,
            "desk-assignee": PackageResources.desk_assignee_mustache,
            "desk-backup-codes": PackageResources.desk_backup_codes_mustache,
            "desk-bar": PackageResources.desk_bar_mustache,
            "desk-board": PackageResources.desk_board_mustache,
            "desk-card": PackageResources.desk_card_mustache,
            "desk-change": PackageResources.desk_change_mustache,
            "desk-code": PackageResources.desk_code_mustache,
            "desk-conflict": PackageResources.desk_conflict_mustache,
            "desk-download": PackageResources.desk_download_mustache,
            "desk-factor": PackageResources.desk_factor_mustache,
            "desk-factor-steps": PackageResources.desk_factor_steps_mustache,
            "desk-form-boxes": PackageResources.desk_form_boxes_mustache,
            "desk-forms": PackageResources.desk_forms_mustache,
            "desk-invite": PackageResources.desk_invite_mustache,
            "desk-invited": PackageResources.desk_invited_mustache,
            "desk-join": PackageResources.desk_join_mustache,
            "desk-join-accept": PackageResources.desk_join_accept_mustache,
            "desk-joined": PackageResources.desk_joined_mustache,
            "desk-languages": PackageResources.desk_languages_mustache,
            "desk-newcomer": PackageResources.desk_newcomer_mustache,
            "desk-own-factor": PackageResources.desk_own_factor_mustache,
            "desk-own-password": PackageResources.desk_own_password_mustache,
            "desk-people": PackageResources.desk_people_mustache,
            "desk-person": PackageResources.desk_person_mustache,
            "desk-profile": PackageResources.desk_profile_mustache,
            "desk-roles": PackageResources.desk_roles_mustache,
            "desk-sessions": PackageResources.desk_sessions_mustache,
            "desk-sign-in": PackageResources.desk_sign_in_mustache,
            "desk-submission": PackageResources.desk_submission_mustache,
            "desk-tasks": PackageResources.desk_tasks_mustache,
            "desk-unreadable": PackageResources.desk_unreadable_mustache,
            "desk-waiting-grant": PackageResources.desk_waiting_grant_mustache,
        ],
        texts: [
            .ja: PackageResources.desk_ja_yaml,
            .en: PackageResources.desk_en_yaml,
        ])
}
