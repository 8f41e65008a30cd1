extension FieldProblem.Code {
    /// The word for the problem in JSON answers; stable.
    public var word: String {
        switch self {
        case .required, .choiceRequired: "required"
        case .consentRequired: "consent-required"
        case .tooLong: "too-long"
        case .tooShort: "too-short"
        case .lineBreak: "line-break"
        case .controlCharacter: "control-character"
        case .notEmail: "not-email"
        case .notKana: "not-kana"
        case .notPhone: "not-phone"
        case .notPostalCode: "not-postal-code"
        case .notAnOption: "not-an-option"
        case .repeated: "repeated"
        case .file(let fault): fault.word
        case .nothing: "nothing"
        }
    }

    /// The limit that was not kept: Unicode scalars, files, or the bytes of one file.
    public var limit: Int? {
        switch self {
        case .tooLong(let limit), .tooShort(let limit): limit
        case .file(.tooMany(let limit)), .file(.tooLarge(let limit)): limit
        default: nil
        }
    }
}

extension FieldProblem {
    /// What the visitor has to do, as a sentence with the field's label in it.
    public func text(in language: Language, label: String) -> String {
        switch language {
        case .ja: japanese("「\(label)」")
        case .en: english("“\(label)”")
        }
    }

    private func japanese(_ label: String) -> String {
        switch code {
        case .required: "\(label)を入力してください。"
        case .choiceRequired: "\(label)を選択してください。"
        case .consentRequired: "\(label)をお読みのうえ、チェックを入れてください。"
        case .tooLong(let limit): "\(label)は\(limit)文字以内で入力してください。"
        case .tooShort(let limit): "\(label)は\(limit)文字以上で入力してください。"
        case .lineBreak: "\(label)は改行せず、1行で入力してください。"
        case .controlCharacter: "\(label)に使えない文字が含まれています。貼り付けた文字を入力し直してください。"
        case .notEmail: "\(label)は name@example.jp のように、半角のメールアドレスで入力してください。"
        case .notKana: "\(label)はカタカナで入力してください。"
        case .notPhone: "\(label)は 03-1234-5678 のように市外局番から入力してください。海外の番号は + から始めてください。"
        case .notPostalCode: "\(label)は 123-4567 のように7桁の数字で入力してください。"
        case .notAnOption: "\(label)は表示されている項目から選んでください。"
        case .repeated: "\(label)は1つだけ答えてください。"
        case .file(let fault): fault.japanese(label)
        case .nothing: "\(label)など、分かる項目を1つ以上入力してください。"
        }
    }

    private func english(_ label: String) -> String {
        switch code {
        case .required: "Please fill in \(label)."
        case .choiceRequired: "Please choose an option for \(label)."
        case .consentRequired: "Please read \(label) and tick the box."
        case .tooLong(let limit): "Please shorten \(label) to \(limit) characters or fewer."
        case .tooShort(let limit): "Please write at least \(limit) characters in \(label)."
        case .lineBreak: "Please write \(label) on one line, without line breaks."
        case .controlCharacter:
            "\(label) contains characters that cannot be used. Please type again what was pasted."
        case .notEmail: "Please write \(label) as an e-mail address, such as name@example.jp."
        case .notKana: "Please write \(label) in katakana."
        case .notPhone:
            """
            Please write \(label) with its area code, such as 03-1234-5678, or from abroad \
            with a leading +.
            """
        case .notPostalCode: "Please write \(label) as seven digits, such as 123-4567."
        case .notAnOption: "Please choose one of the options shown for \(label)."
        case .repeated: "Please give one answer only to \(label)."
        case .file(let fault): fault.english(label)
        case .nothing: "Please fill in what is known, such as \(label)."
        }
    }
}
