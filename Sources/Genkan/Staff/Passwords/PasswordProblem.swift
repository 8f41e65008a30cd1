/// Why a password will not do.
public enum PasswordProblem: Hashable, Sendable {
    /// It has this many Unicode scalars, fewer than ``PasswordRule/shortest``.
    case tooShort(Int)
    /// It has more than ``PasswordRule/longest`` bytes.
    case tooLong
    /// Too little is left of it when what is easily guessed counts as one character; most of that was
    /// of this kind.
    case guessable(PasswordPattern)

    /// What to do about it, in one or two sentences.
    public var text: LocalizedText {
        switch self {
        case .tooShort(let count):
            LocalizedText(
                ja: "パスワードは\(PasswordRule.shortest)文字以上にしてください（いまは\(count)文字です）。",
                en: "Use at least \(PasswordRule.shortest) characters; this has \(count).")
        case .tooLong:
            LocalizedText(
                ja: "パスワードが長すぎます。\(PasswordRule.longest)バイト以内にしてください。",
                en: "That is too long: use at most \(PasswordRule.longest) bytes.")
        case .guessable(let pattern):
            LocalizedText(
                ja: pattern.text.ja + "関係のない言葉をいくつか足してください。",
                en: pattern.text.en + " Add some words that have nothing to do with it.")
        }
    }
}

/// What whoever guesses passwords tries first.
public enum PasswordPattern: CaseIterable, Hashable, Sendable {
    /// A part of four characters or more that came before.
    case repetition
    /// Four characters or more in a row, in the alphabet, in numbers or on the keyboard.
    case row
    /// The person's name, the house's or the product's.
    case name
    /// A word that many passwords are made of.
    case word
    /// A year from 1900 to 2099.
    case year

    /// What is said of it.
    fileprivate var text: LocalizedText {
        switch self {
        case .repetition:
            LocalizedText(ja: "同じ部分の繰り返しは数に入りません。", en: "Repeated parts do not count.")
        case .row:
            LocalizedText(
                ja: "「12345」や「qwerty」のような並びは1文字と数えます。",
                en: "Rows such as “12345” or “qwerty” count as one character.")
        case .name:
            LocalizedText(
                ja: "自分の名前やこのサイトの名前は1文字と数えます。",
                en: "Your own name and this site's count as one character.")
        case .word:
            LocalizedText(
                ja: "パスワードによく使われる言葉は1文字と数えます。",
                en: "Words that many passwords are made of count as one character.")
        case .year:
            LocalizedText(ja: "西暦の年は1文字と数えます。", en: "A year counts as one character.")
        }
    }
}
