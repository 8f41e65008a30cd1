/// One static file that is served under its own name.
struct StaticFile: Sendable {
    /// The name under `public/`, and the path below `/`.
    let name: String
    /// Whether pages of other sites may load it.
    var crossOrigin = false

    /// Everything that is served. A test compares this with the directory.
    static let all: [StaticFile] = [
        StaticFile(name: "genkan.css"),
        StaticFile(name: "controls.css"),
        StaticFile(name: "entrance.css"),
        StaticFile(name: "captcha.js", crossOrigin: true),
        StaticFile(name: "recaptcha.js"),
        StaticFile(name: "files.js"),
        StaticFile(name: "desk.css"),
        StaticFile(name: "board.css"),
        StaticFile(name: "card.css"),
        StaticFile(name: "submission.css"),
        StaticFile(name: "clash.css"),
        StaticFile(name: "access.css"),
        StaticFile(name: "desk.js"),
        StaticFile(name: "door.css"),
        StaticFile(name: "forms.css"),
        StaticFile(name: "networks.css"),
        StaticFile(name: "people.css"),
        StaticFile(name: "today.css"),
        StaticFile(name: "list.css"),
        StaticFile(name: "earlier.css"),
        StaticFile(name: "entry.css"),
        StaticFile(name: "filter.css"),
        StaticFile(name: "labels.css"),
        StaticFile(name: "marks.css"),
        StaticFile(name: "notes.css"),
        StaticFile(name: "files.css"),
        StaticFile(name: "find.css"),
        StaticFile(name: "trail.css"),
        StaticFile(name: "dialog.css"),
        StaticFile(name: "session.js"),
        StaticFile(name: "page.js"),
        StaticFile(name: "line.js"),
        StaticFile(name: "kept.js"),
        StaticFile(name: "draft.js"),
        StaticFile(name: "entry.js"),
        StaticFile(name: "toast.js"),
        StaticFile(name: "cards.js"),
        StaticFile(name: "board.js"),
        StaticFile(name: "drag.js"),
        StaticFile(name: "menu.js"),
        StaticFile(name: "moves.js"),
        StaticFile(name: "deeds.js"),
        StaticFile(name: "notify.js"),
        StaticFile(name: "bulk.js"),
        StaticFile(name: "keys.js"),
        StaticFile(name: "place.js"),
        StaticFile(name: "live.js"),
        StaticFile(name: "stream.js"),
        StaticFile(name: "swap.js"),
        StaticFile(name: "list.js"),
        StaticFile(name: "today.js"),
        StaticFile(name: "submission.js"),
        StaticFile(name: "passkey.js"),
        StaticFile(name: "icon.svg"),
        StaticFile(name: "chevron.svg"),
        StaticFile(name: "desk-new.svg"),
        StaticFile(name: "desk-active.svg"),
        StaticFile(name: "desk-final.svg"),
        StaticFile(name: "desk-gone.svg"),
        StaticFile(name: "desk-held.svg"),
        StaticFile(name: "desk-spam.svg"),
        StaticFile(name: "desk-more.svg"),
        StaticFile(name: "desk-key.svg"),
        StaticFile(name: "desk-note.svg"),
        StaticFile(name: "desk-file.svg"),
        StaticFile(name: "desk-copy.svg"),
    ]

    /// The media type, by the ending of the name.
    var type: String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml; charset=utf-8"
        case "html": "text/html; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
