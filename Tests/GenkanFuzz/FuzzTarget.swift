import OpenSSL

@testable import Genkan
@testable import Proofs
@testable import Sealing

/// A parser of what anybody can send. Beside that none may trap or take for ever, each has something that must
/// hold for whatever it takes.
enum FuzzTarget: String, CaseIterable {
    case multipart
    case urlencoded
    case json
    case encoding
    case header
    case form
    case receipt
    case altcha
    case passkey
    case address
    case captcha
    case file
    case token
    case reply

    func run(_ bytes: [UInt8]) {
        switch self {
        case .multipart: multipart(bytes)
        case .urlencoded: urlEncoded(bytes)
        case .json: json(bytes)
        case .encoding: encoding(bytes)
        case .header: header(bytes)
        case .form: form(bytes)
        case .receipt: receipt(bytes)
        case .altcha: altcha(bytes)
        case .passkey: passkey(bytes)
        case .address: address(bytes)
        case .captcha: captcha(bytes)
        case .file: file(bytes)
        case .token: token(bytes)
        case .reply: reply(bytes)
        }
    }

    /// A provider's answer: nothing but a whole yes for this very form is one.
    private func captcha(_ bytes: [UInt8]) {
        guard let provider = CaptchaProvider.allCases[wrapping: bytes.first] else { return }
        let body = Array(bytes.dropFirst())
        let host = "forms.example.jp"
        let question = CaptchaQuestion(
            token: "t", hosts: [host], action: String(repeating: "a", count: 32), address: nil)
        let reply = CaptchaReply(to: question, by: provider, bound: 50, now: Instant(seconds: 1))
        guard reply.read(body, status: 200) == .accepted else { return }
        let text = String(decoding: body, as: UTF8.self)
        precondition(text.contains("true"))
        precondition(reply.read(body, status: 500) != .accepted)
    }

    /// However the body is cut, it says the same, and never more than was sent.
    private func multipart(_ bytes: [UInt8]) {
        guard let boundary = MultipartBoundary("x"), let first = bytes.first else { return }
        let body = bytes.dropFirst()
        func fields(chunk: Int) -> DecodedBody? {
            var reader = MultipartReader(
                boundary, into: MultipartFields(files: NoFiles(), asked: ["a"]))
            var rest = body
            do {
                while !rest.isEmpty {
                    try reader.read(rest.prefix(chunk))
                    rest = rest.dropFirst(chunk)
                }
                try reader.finish()
                return reader.sink.decoded
            } catch {
                return nil
            }
        }
        let whole = fields(chunk: .max)
        precondition(whole == fields(chunk: Int(first) % 16 + 1))
        precondition(whole.map { $0.raw.pairs.count <= body.count / 8 } ?? true)
    }

    /// However a file is cut, it opens to what was sent. What is stored of one is read as it was written, and a
    /// scanner's answer is clean in one way only.
    private func file(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let answer = FileAnswer(text) { precondition(answer.text.utf8.elementsEqual(text.utf8)) }
        if FileScan(clamdAnswer: bytes) == .clean {
            precondition(text.utf8.elementsEqual("stream: OK".utf8))
        }
        guard let first = bytes.first, bytes.count > 1 else { return }
        // Long enough for several chunks.
        let sent = Array(repeatElement(bytes.dropFirst(), count: 1 + Int(first) / 16).joined())
        precondition((try? Self.opened(sent, cut: Int(first) * 257 + 1)) == sent)
    }

    private static func opened(_ sent: [UInt8], cut: Int) throws -> [UInt8] {
        var sealer = try FileSealer(), rest = sent[...]
        while !rest.isEmpty {
            try sealer.write(rest.prefix(cut))
            rest = rest.dropFirst(cut)
        }
        let sealed = try sealer.finish()
        precondition(sealed.byteCount == sent.count && sealed.key.chunks == sealed.chunks.count)
        return try sealed.chunks.indices.flatMap { index in
            try sealed.key.open(sealed.chunks[index], at: index)
        }
    }

    private func urlEncoded(_ bytes: [UInt8]) {
        guard let body = try? URLEncodedBody.decodeBody(bytes) else { return }
        precondition(body.raw.pairs.count <= bytes.count)
        _ = body.raw.without(body.lost)
    }

    private func json(_ bytes: [UInt8]) {
        guard let value = try? JSONParser.parse(bytes, depth: 4) else { return }
        // What is read and written is the same when it is read once more.
        precondition(
            (try? JSONParser.parse(value.canonicalBytes, depth: 4))?.canonicalBytes
                == value.canonicalBytes)
        _ = try? JSONBody.decode(bytes)
    }

    private func encoding(_ bytes: [UInt8]) {
        for encoding in [TextEncoding.utf8, .shiftJIS, .eucJP] {
            let text = encoding.text(of: bytes)
            precondition(text.map { !$0.utf8.isEmpty || bytes.isEmpty } ?? true)
        }
    }

    /// Nobody knows the keys of what a browser carries for us, and any language is one of two.
    private func token(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self), now: Int64 = 1_800_000_000
        let device = DeviceToken(text, person: Array(0...15), now: now, key: Self.deviceKey)
        let form = FormToken(text, form: Self.formID, now: now, key: Self.formKey)
        let link = ReceiptLink(text, form: Self.formID, key: Self.formKey)
        precondition(device == nil && form == nil && link == nil)
        _ = Language.preferred(acceptLanguage: text)
        _ = IdempotencyKey(text)
    }

    private func header(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = TextEncoding(contentType: text)
        if let boundary = MultipartBoundary(contentType: text) {
            precondition((1...70).contains(boundary.bytes.count))
        }
        if let head = try? PartHead(lines: bytes, at: 0) {
            precondition(head.name.utf8.count <= 3 * bytes.count)
        }
        precondition((0...1_000).contains(AcceptedTypes([text]).quality(of: "text/html")))
    }

    private func form(_ bytes: [UInt8]) {
        guard case .success(let form) = FormReader.read(bytes, file: "fuzz.yaml") else { return }
        // A form that is read can be written, and validates whatever comes.
        precondition(form.maximumAnswersBytes <= Form.longestAnswers)
        _ = form.validate(RawSubmission([("name", "x"), ("email", "x")]))
    }

    private func receipt(_ bytes: [UInt8]) {
        if let statement = ReceiptStatement(bytes: bytes) { precondition(statement.bytes == bytes) }
        let text = String(decoding: bytes, as: UTF8.self)
        if let code = ReceiptCode(text) { precondition(ReceiptCode(code.text) == code) }
        _ = ReceiptCode.numbers(beginning: text)
        precondition((try? Self.house.publicKey.statement(ofReceipt: text)) == nil)
    }

    private func altcha(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        for payload in [text, Base64.standard.text(bytes)] {
            let verdict = Self.issuer.verify(
                payload: payload, form: Self.formID, now: 1_800_000_000)
            if case .accepted = verdict { preconditionFailure("nobody knows the key") }
        }
    }

    private func passkey(_ bytes: [UInt8]) {
        _ = CBORValue(bytes)
        _ = try? AttestationObject(bytes)
        _ = try? AuthenticatorData(bytes)
        _ = try? ClientData(bytes)
        _ = try? PasskeyPublicKey(coseBytes: bytes)
    }

    private func address(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let address = ClientAddress(text) {
            precondition([4, 16].contains(address.bytes.count))
        }
        if let range = AddressRange(text) { precondition(AddressRange(range.description) == range) }
        if let origin = Origin(text) { precondition(Origin(origin.description) == origin) }
        _ = MailAddress(text)
        // Who is no proxy is believed nothing.
        let (proxy, stranger) = Self.peers
        precondition(Self.proxies.client(behind: stranger, forwarded: [text]) == stranger)
        _ = Self.proxies.client(behind: proxy, forwarded: [text])
    }

    /// A mail server's replies, each whole and of one line or more.
    private func reply(_ bytes: [UInt8]) {
        var reader = SMTPReplyReader()
        for byte in bytes {
            let taken: SMTPReply?
            do { taken = try reader.take(byte) } catch { return }
            guard let taken else { continue }
            precondition((200...559).contains(taken.code))
            precondition((1...SMTPReplyReader.mostLines).contains(taken.lines.count))
            for line in taken.lines {
                precondition(!line.utf8.contains { $0 == 0x0A || $0 == 0x0D })
            }
            _ = taken.isAboutMailbox
            _ = SMTPOffers(taken)
        }
    }

    private static let proxies = TrustedProxies([make { try known(AddressRange("10.0.0.0/8")) }])
    private static let peers = make {
        (try known(ClientAddress("10.0.0.1")), try known(ClientAddress("192.0.2.1")))
    }

    private static func known<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw CancellationError() }
        return value
    }

    private static let house = make { try HouseKey.create() }
    private static let formID = "0190e5d8-0000-7000-8000-000000000001"
    private static let deviceKey = make { try ProofKey(try house.derive(.device)) }
    private static let formKey = make { try ProofKey(try house.derive(.formToken)) }
    private static let issuer = make {
        AltchaIssuer(
            keys: try AltchaKeys(
                signing: try house.derive(.altchaSigning), key: try house.derive(.altchaKey)))
    }

    private static func make<Value>(_ body: () throws -> Value) -> Value {
        do { return try body() } catch { fatalError("\(error)") }
    }
}

extension Array {
    /// One of them for each byte.
    fileprivate subscript(wrapping byte: UInt8?) -> Element? {
        byte.map { self[Int($0) % count] }
    }
}

/// Files of the field `a` go nowhere.
private struct NoFiles: MultipartSink {
    func begin(_ head: PartHead) {
        // Whatever they are called, the name is safe, and reads back.
        let name = FileName(head.fileName ?? "")
        precondition(
            FileName(name.text).text.utf8.elementsEqual(name.text.utf8)
                && name.text.unicodeScalars.count <= FileName.longest)
    }

    func read(_ bytes: ArraySlice<UInt8>) {
        for type in FileType.allCases { _ = type.begins(as: Array(bytes.prefix(512))) }
    }

    func end() {}
}
