import Genkan
import Testing

struct KanaTests {
    @Test(arguments: [
        ("ゲンカン ハナコ", "ゲンカン ハナコ"), ("げんかん はなこ", "ゲンカン ハナコ"),
        ("ｹﾞﾝｶﾝ ﾊﾅｺ", "ゲンカン ハナコ"), ("ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ", "パピプペポ"), ("ｳﾞｧｲｵﾘﾝ", "ヴァイオリン"),
        ("か\u{3099}", "ガ"), ("か゛", "ガ"), ("は゜", "パ"), ("ゔ", "ヴ"), ("すゞき", "スヾキ"),
        ("マリ-", "マリー"), ("マリ－", "マリー"), ("マリ—", "マリー"), ("ﾏﾘｰ", "マリー"),
        ("マリー・ルイーズ", "マリー・ルイーズ"), ("ﾏﾘｰ･ﾙｲｰｽﾞ", "マリー・ルイーズ"),
        ("マリー＝ルイーズ", "マリー＝ルイーズ"), ("ゲンカン\u{3000}ハナコ", "ゲンカン\u{3000}ハナコ"),
        ("\u{202A}ハナコ\u{202C}", "ハナコ"), ("っゃゅょゎ", "ッャュョヮ"), ("ゐゑを", "ヰヱヲ"),
    ])
    func `a reading becomes katakana`(typed: String, stored: String) throws {
        let value = try #require(try TestForms.form(kind: "kana").stored(typed)?.first)
        #expect(Array(value.utf8) == Array(stored.utf8))
    }

    @Test(arguments: [
        "花子", "Hanako", "ハナ子", "ハナコ1", "-", "ー", "・", "ハナコ！", "ア゛゛", "-ハナコ", "ア\u{301}",
        "ハナコ@", "ﾊﾅｺｱﾞﾞ", "ハナコ😀",
    ])
    func `what is not a reading is refused`(typed: String) throws {
        #expect(try TestForms.form(kind: "kana").code(typed) == .notKana)
    }

    @Test func `every hiragana has its katakana`() throws {
        let form = try TestForms.form(kind: "kana")
        for value in UInt32(0x3041)...0x3096 {
            let typed = String(try #require(Unicode.Scalar(value)))
            let stored = String(try #require(Unicode.Scalar(value + 0x60)))
            #expect(form.stored(typed) == [stored])
        }
    }
}
