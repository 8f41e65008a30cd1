import Genkan
import Testing

struct IdempotencyKeyTests {
    @Test(arguments: [
        "8e03978e-40d5-43e8-bc93-6894a57f9324", "8E03978E40D543E8BC936894A57F9324",
        "\"8e03978e-40d5-43e8-bc93-6894a57f9324\"", "AbCdEfGhIjKlMnOpQrStUv",
        "0Y-3vX_9dE7pQwLkZs2HmA", String(repeating: "abcdefghij", count: 25),
    ])
    func `a key of 128 bits is one`(text: String) {
        #expect(IdempotencyKey(text) != nil)
    }

    @Test(arguments: [
        "", "1", "8e03978e-40d5-43e8-bc93-6894a57f932", "8e03978e40d543e8bc93",
        "AbCdEfGhIjKlMnOpQrStU", "00000000-0000-0000-0000-000000000000",
        String(repeating: "ab", count: 40), "8e03978e-40d5-43e8-bc93-6894a57f9324 ",
        "8e03978e-40d5-43e8-bc93-6894a57f932\u{FF14}", "AbCdEfGhIjKlMnOpQrStUv=",
        String(repeating: "abcdefghij", count: 26), "\"\"", "AbCdEfGhIjKlMnOpQr\u{301}StUv",
        "----------------------------------------",
    ])
    func `a key that could be guessed, or is malformed, is none`(text: String) {
        #expect(IdempotencyKey(text) == nil)
    }

    @Test func `a quoted key is the same key`() throws {
        let plain = try #require(IdempotencyKey("AbCdEfGhIjKlMnOpQrStUv"))
        #expect(IdempotencyKey("\"AbCdEfGhIjKlMnOpQrStUv\"") == plain)
        #expect(plain.bytes == bytes("AbCdEfGhIjKlMnOpQrStUv"))
    }
}
