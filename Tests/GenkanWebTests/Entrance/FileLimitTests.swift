import Genkan
import GenkanTesting
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

/// What happens where files are too much: for the form, for the house, for its keys, for one sender.
@Suite struct FileLimitTests {
    private static let json = [MultipartParts.type, "Accept: application/json"]
    private static let form = """
        title: {ja: 修理, en: Repairs}
        fields:
          - {name: name, label: {ja: お名前, en: Name}, kind: person-name, required: true}
          - {name: text, label: {ja: 内容, en: What}, kind: long-text, required: true}
          - name: photo
            label: {ja: 写真, en: Photo}
            kind: file
            accept: [png]
            max_files: 2
            max_file_bytes: 2048
        """

    private func run(
        arrivals: ArrivalLimits = ArrivalLimits(), fileKeys: Ledger? = nil,
        adjust: @escaping @Sendable (inout ServerSettings) -> Void = { _ in },
        _ body: @Sendable (EntranceHouse) async throws -> Void
    ) async throws {
        let form = try FormReader.read(Array(Self.form.utf8), file: "contact.yaml").get()
        try await EntranceHouse.run(
            [form], arrivals: arrivals, fileKeys: fileKeys, adjust: adjust, body)
    }

    private func png(_ count: Int) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [UInt8](repeating: 7, count: count)
    }

    /// The name, the files, and the text behind them.
    private func send(
        _ files: [UInt8]..., said: String = "Broken", to house: EntranceHouse,
        _ headers: [String] = json
    ) async throws -> Exchange {
        try await house.send(
            "POST", "/f/contact?lang=en", headers,
            bytes: MultipartParts.text("name", "Vera") + files.flatMap(\.self)
                + MultipartParts.text("text", said)
                + MultipartParts.end)
    }

    @Test func `a file that is too large is told at its field, and the text behind it is kept`()
        async throws
    {
        try await run { (house: EntranceHouse) async throws -> Void in
            let page = try await send(
                MultipartParts.file("a.png", png(9_000_000)), to: house, [MultipartParts.type])
            #expect(page.status == 422 && page.body.contains("value=\"Vera\""))
            #expect(page.body.contains("\nBroken</textarea>"))
            #expect(page.body.contains("2 KB"))
            let answer = try await send(
                MultipartParts.file("a.png", png(9_000_000)), MultipartParts.file("b.png", png(9)),
                to: house)
            #expect(answer.status == 422 && answer.body.contains("file-too-large"))
        }
    }

    @Test func `above the largest body of the house, the text before the file is kept`()
        async throws
    {
        try await run(adjust: { $0.limits.bodyBytes = 1_000_000 }) {
            (house: EntranceHouse) async throws -> Void in
            let pieces =
                MultipartParts.text("name", "Vera") + MultipartParts.file("a.png", png(3_000_000))
            let chunks = Array("\(String(pieces.count, radix: 16))\r\n".utf8) + pieces
            let connection = try await RawConnection.open(
                house.server.port, tls: house.server.client)
            let head = [
                "POST /f/contact?lang=en HTTP/1.1", "Host: \(TestCertificate.host)",
                MultipartParts.type,
            ]
            try await connection.send(
                lines: (head + ["Transfer-Encoding: chunked", "", ""]).joined(separator: "\n"))
            try? await connection.send(chunks)
            let page = try Exchange(
                try await connection.wait {
                    String(decoding: $0, as: UTF8.self).hasSuffix("</html>\n")
                })
            #expect(page.status == 413 && page.body.contains("value=\"Vera\""))
            #expect(page.body.contains("choose smaller files"))
        }
    }

    @Test func `a head that says too much keeps the text before the file, and nothing else`()
        async throws
    {
        try await run(adjust: { $0.limits.bodyBytes = 100_000 }) {
            (house: EntranceHouse) async throws -> Void in
            let page = try await send(
                MultipartParts.file("a.png", png(300_000)), to: house, [MultipartParts.type])
            #expect(page.status == 413 && page.body.contains("value=\"Vera\""))
            #expect(page.body.contains("choose smaller files"))
            // What is no form with files is refused by its head.
            let long = try await house.send(
                "POST", "/f/contact?lang=en",
                ["Content-Type: application/x-www-form-urlencoded"],
                bytes: Array("name=Vera&text=".utf8) + [UInt8](repeating: 0x61, count: 300_000))
            #expect(long.status == 413 && !long.body.contains("Vera"))
        }
    }

    @Test func `where no further file can be sealed, its text is kept and the next try counts`()
        async throws
    {
        try await run(fileKeys: Ledger(house: 0, subscriber: 0, free: 0)) {
            (house: EntranceHouse) async throws -> Void in
            let id = MultipartParts.text("_submission", SubmissionName.fresh())
            let page = try await send(
                MultipartParts.file("a.png", png(9)), id, to: house, [MultipartParts.type])
            #expect(page.status == 503 && page.body.contains("\nBroken</textarea>"))
            #expect(page["retry-after"] == "30")
            #expect(try await send(id, to: house).status == 201)
        }
        try await run(fileKeys: Ledger(house: 0, subscriber: 2, free: 2)) {
            (house: EntranceHouse) async throws -> Void in
            // What is free for everybody, and given back each time.
            for number in 0..<30 {
                let answer = try await send(
                    MultipartParts.file("a.png", png(9)), MultipartParts.file("b.png", png(9)),
                    said: "\(number)", to: house)
                #expect(answer.status == 201)
            }
        }
    }

    @Test func `a connection that is cut in a file gives back what it held`() async throws {
        let keys = Ledger(house: 0, subscriber: 1, free: 1)
        let sender = try #require(ClientAddress("127.0.0.1")).subscriber
        @Sendable func isTaken() -> Bool {
            guard keys.take(1, for: sender) else { return true }
            keys.giveBack(1, for: sender)
            return false
        }
        try await run(fileKeys: keys) { (house: EntranceHouse) async throws -> Void in
            let file = MultipartParts.file("a.png", png(2_000))
            for cut in [200, 1_000, file.count] {
                let connection = try await RawConnection.open(
                    house.server.port, tls: house.server.client)
                let head = [
                    "POST /f/contact?lang=en HTTP/1.1", "Host: \(TestCertificate.host)",
                    MultipartParts.type, "Content-Length: 4000", "", "",
                ]
                try await connection.send(lines: head.joined(separator: "\n"))
                try await connection.send(MultipartParts.text("name", "Vera") + file.prefix(cut))
                try await eventually { isTaken() }
                await connection.close()
                try await eventually { !isTaken() }
                #expect(try await send(file, said: "\(cut)", to: house).status == 201)
            }
            let stored = try await house.storage.staff.readers.read {
                try $0.number("SELECT count(*) FROM submissions")
            }
            #expect(stored == 3)
        }
    }

    @Test func `one sender brings no more bytes of files than a rate, and may go on without`()
        async throws
    {
        var rates = ArrivalLimits.Rates()
        rates.fileBytes = RequestRate(burst: 3_000, perSecond: 1)
        let arrivals = rates
        let proxied: @Sendable (inout ServerSettings) -> Void = {
            $0.trustedProxies = [AddressRange("127.0.0.0/8")].compactMap(\.self)
            $0.limits.exemptNetworks = [AddressRange("192.0.2.0/24")].compactMap(\.self)
        }
        try await run(arrivals: ArrivalLimits(arrivals), adjust: proxied) {
            (house: EntranceHouse) async throws -> Void in
            func sent(_ said: String, from address: String) async throws -> Exchange {
                try await send(
                    MultipartParts.file("a.png", png(1_992)), said: said, to: house,
                    Self.json + ["X-Forwarded-For: \(address)"])
            }
            #expect(try await sent("1", from: "203.0.113.1").status == 201)
            let second = try await sent("2", from: "203.0.113.1")
            #expect(
                second.status == 429 && second.body.contains("\"code\":\"too-many-file-bytes\""))
            let wait = try #require(second["retry-after"].flatMap { Int($0) })
            #expect(wait > 900)
            let alone = try await send(
                said: "2", to: house,
                [MultipartParts.type, "Accept: application/json", "X-Forwarded-For: 203.0.113.1"])
            #expect(alone.status == 201)
            #expect(try await sent("3", from: "203.0.113.2").status == 201)
            for number in 4..<9 {
                #expect(try await sent("\(number)", from: "192.0.2.9").status == 201)
            }
        }
    }
}
