import Foundation
import Genkan
import Proofs
import Sealing

/// The bodies that the load consists of: what a browser sends for the hosted form, each with an id,
/// a form token and a solved CAPTCHA token of its own, because each is good for one submission.
struct Bodies {
    private let form: String
    private let altcha: AltchaIssuer
    private let tokenKey: ProofKey

    /// - Parameters:
    ///   - form: the id of the form they are for.
    ///   - key: the house that will accept them.
    init(form: String, key: HouseKey) throws {
        self.form = form
        altcha = try key.altcha()
        tokenKey = try key.tokenKey()
    }

    /// Writes `count` bodies, one a line.
    func write(_ count: Int, to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw BenchError("cannot write \(path)") }
        defer { try? file.close() }
        var lines = ""
        for number in 0..<count {
            let seconds = BenchHouse.now().seconds
            let proof = try altcha.payloadWithoutWork(form: form, now: seconds)
            let token = try FormToken.make(form: form, now: seconds, key: tokenKey)
            lines += Self.body(
                Self.answers(number) + [
                    ("_homepage", ""), ("_submission", Self.name()), ("_token", token),
                    ("_language", "ja"), ("altcha", proof),
                ])
            lines += "\n"
            guard number % 256 == 255 || number == count - 1 else { continue }
            try file.write(contentsOf: Data(lines.utf8))
            lines = ""
        }
    }

    /// What a visitor types; about 250 characters of Japanese, different each time.
    static func answers(_ number: Int) -> [(name: String, value: String)] {
        [
            ("name", "玄関 花子"), ("kana", "げんかん はなこ"),
            ("email", "hanako.\(number)@example.jp"), ("phone", "03-1234-5678"),
            ("postal_code", "123-4567"), ("topic", "order"),
            ("message", "注文番号 \(number) についてお尋ねします。\n" + sentence + sentence + sentence),
            ("privacy", "on"),
        ]
    }

    private static let sentence =
        "先日お願いした品物がまだ届いておりません。発送の予定日と、お届け先を変更できるかどうかを教えていただけますでしょうか。お忙しいところ恐れ入りますが、よろしくお願いいたします。"

    private static func body(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { $0.name + "=" + encoded($0.value) }.joined(separator: "&")
    }

    /// 128 random bits as the hosted form names a submission.
    private static func name() -> String {
        UUID().uuidString.lowercased()
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._")
}
