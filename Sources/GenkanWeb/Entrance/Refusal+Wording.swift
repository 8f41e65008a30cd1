import Genkan

/// What the visitor and the owner of the website read about a refusal.
struct Wording {
    /// One line.
    var heading: String
    /// What happened to the text, and what to do.
    var text: String
    /// For the owner of the website that sent it.
    var owner: Owner?

    /// What the owner of the website can do about it.
    struct Owner {
        /// Why, and where to change it.
        var explanation: String
        /// Lines to paste.
        var setting: String?
    }
}

extension Refusal {
    /// The words for this refusal, in the language of `texts`.
    func wording(_ texts: Texts) -> Wording {
        switch self {
        case .origin(let sender): said("origin", texts, owner: Self.advice(for: sender, texts))
        case .answers(let problems): said(problems, texts)
        case .captcha(let refusal): said(Self.stem(of: refusal), texts)
        case .sentBefore: said("repeated", texts)
        case .tooMany(let seconds): said("often", texts, ["seconds": String(seconds)])
        case .tooManyFileBytes(let seconds):
            said("file-bytes", texts, ["minutes": String((seconds + 59) / 60)])
        case .busy(let seconds): said("busy", texts, ["seconds": String(seconds)])
        case .noRoomForFiles: said("room", texts)
        case .key: said("unreadable", texts, owner: "entrance-key-owner")
        case .mediaType(isText: true):
            said("unreadable", texts, owner: "entrance-plain-owner")
        case .mediaType(isText: false):
            said("unreadable", texts, owner: "entrance-unreadable-owner")
        case .body(let error) where error.code == .fileNotAsked:
            said("file", texts, owner: "entrance-file-owner")
        case .body(let error) where !error.isTooLarge:
            said("unreadable", texts, owner: "entrance-unreadable-owner")
        case .encoding:
            said(
                "encoding", texts,
                owner: Wording.Owner(
                    explanation: texts["entrance-encoding-owner"],
                    setting: #"<form accept-charset="utf-8" action="…" method="post">"#))
        case .body, .tooLarge: said("large", texts)
        }
    }

    private func said(
        _ stem: String, _ texts: Texts, _ parameters: [String: String] = [:],
        owner: Wording.Owner? = nil
    ) -> Wording {
        Wording(
            heading: texts("entrance-\(stem)-heading", parameters),
            text: texts("entrance-\(stem)-text", parameters), owner: owner)
    }

    private func said(_ problems: [FieldProblem], _ texts: Texts) -> Wording {
        // The visitor chose a file: it is the page that does not send it.
        let owner = Wording.Owner(
            explanation: texts["entrance-enctype-owner"],
            setting: #"<form enctype="multipart/form-data" action="…" method="post">"#)
        return said(
            "problems", texts, ["count": String(problems.count)],
            owner: problems.contains { $0.code == .file(.notSent) } ? owner : nil)
    }

    private func said(_ stem: String, _ texts: Texts, owner key: String) -> Wording {
        said(stem, texts, owner: Wording.Owner(explanation: texts(key, ["reason": code])))
    }

    private static func stem(of refusal: CaptchaRefusal) -> String {
        switch refusal {
        case .missing: "captcha-missing"
        case .expired: "captcha-expired"
        case .replayed: "captcha-used"
        case .invalid, .foreign, .elsewhere: "captcha-refused"
        }
    }

    private static func advice(for sender: SenderOrigin, _ texts: Texts) -> Wording.Owner {
        guard case .foreign(let origin) = sender else {
            return Wording.Owner(explanation: texts["entrance-owner-null"])
        }
        return Wording.Owner(
            explanation: texts("entrance-owner-origin", ["origin": origin.description]),
            setting: "allowed_origins:\n  - \(origin.description)")
    }
}
