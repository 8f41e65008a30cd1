import Testing

@testable import Genkan

/// A field of kind `file`: in a form's file, in a stored definition, and what it takes.
@Suite struct FileFieldTests {
    private func answer(_ name: String = "a.png", _ byte: UInt8 = 7) throws -> FileAnswer {
        try #require(
            FileAnswer(
                type: .png, byteCount: 48_213, digest: [UInt8](repeating: byte, count: 32),
                name: FileName(name)))
    }

    @Test func `what is not written has a sensible default`() throws {
        let rule = try #require(try TestForms.form(kind: "file").fields[0].kind.file)
        #expect(rule == FileRule(types: [.pdf, .jpeg, .png], maximumCount: 1))
        #expect(rule.maximumBytes == 5_242_880)
        #expect(
            rule.accept == ".pdf,.jpg,.jpeg,.jfif,.png,application/pdf,image/jpeg,image/png")
    }

    @Test func `a definition reads back`() throws {
        let form = try TestForms.form(
            kind: "file",
            more: "accept: [xlsx, png]\nmax_files: 3\nmax_file_bytes: 2048\nrequired: true")
        #expect(try FormDefinition.decode(form.definition) == form)
        let rule = try #require(form.fields[0].kind.file)
        #expect(rule == FileRule(types: [.xlsx, .png], maximumCount: 3, maximumBytes: 2_048))
        #expect(form.fields[0].maximumValues == 3)
    }

    @Test(arguments: [
        ("kind: file\n    accept: [pdf, exe]", "accept: is not a type of file (exe)"),
        ("kind: file\n    accept: [pngg]", "write png"),
        ("kind: file\n    accept: [pdf, pdf]", "accept: names pdf twice"),
        ("kind: file\n    title: true", "title: is not for kind: file"),
        ("kind: file\n    personal: false", "personal: is always true for kind: file"),
        ("kind: file\n    max_length: 5", "max_length: is not for kind: file"),
        ("kind: text\n    max_files: 2", "max_files: is only for kind: file"),
        ("kind: file\n    max_files: 21", "max_files"),
        ("kind: file\n    max_file_bytes: 10", "max_file_bytes"),
    ])
    func `a mistake in the file is told with what to write`(lines: String, told: String) {
        let problems = TestForms.problems(
            "title: { ja: 試験, en: Test }\nfields:\n  - name: it\n    label: { ja: a, en: b }\n    \(lines)\n"
        )
        #expect(problems.contains { $0.contains(told) }, "\(problems)")
    }

    @Test func `a form reads a body for its files, and is refused where the house reads less`()
        throws
    {
        let form = try TestForms.form(kind: "file", more: "max_files: 2")
        #expect(form.asksForFiles && form.maximumTextBytes == 524_288)
        #expect(form.fullBodyBytes == 16_384 + 2 * (5_242_880 + FileRule.overhead))
        let yaml = """
            title: { ja: 試験, en: Test }
            fields: [{ name: it, kind: file, label: { ja: a, en: b }, max_file_bytes: 33554432 }]
            """
        let read = FormReader.read(
            Array(yaml.utf8), file: "test.yaml", bodyLimit: 16_777_216)
        guard case .failure(let problems) = read else {
            Issue.record("taken")
            return
        }
        let told = problems.list.map(\.description).joined()
        #expect(told.contains("limits.body_bytes (16777216); write a smaller max_file_bytes"))
    }

    @Test func `what is stored of a file reads back, and nothing else does`() throws {
        let told = try answer("見積 書.png")
        #expect(FileAnswer(told.text) == told)
        #expect(told.text.hasPrefix("png 48213 0707"))
        for name in [
            "\u{301}a.png", "ﾞa.png", "a\u{301}\u{200B}\u{323}.png", "e\u{200D}\u{301}.png",
        ] {
            let strange = try answer(name)
            #expect(FileAnswer(strange.text) == strange, "\(name)")
        }
        for wrong in [
            "", "png 5 07 a.png", "exe " + told.text.dropFirst(4), told.text + "/b",
            told.text.replacing("48213", with: "048213"), told.text.replacing("48213", with: "0"),
            told.text.replacing("0707 ", with: "070A "), told.text + "\n",
        ] { #expect(FileAnswer(wrong) == nil, "\(wrong)") }
    }

    @Test func `files answer their field, in order, and text does not`() throws {
        let form = try TestForms.form(kind: "file", more: "required: true")
        var sent = SentFiles()
        let raw = RawSubmission([(name: String, value: String)]())
        #expect(form.validate(raw).problem == .file(.required))
        #expect(
            form.validate(RawSubmission([(name: "it", value: "a.png")])).problem == .file(.notSent))
        #expect(form.validate(RawSubmission([(name: "it", value: "")])).problem == .file(.required))
        sent.add(try answer("b.png"), to: "it")
        sent.add(try answer("a.png"), to: "it")
        guard case .valid(let submission) = form.validate(raw, files: sent) else {
            Issue.record("refused")
            return
        }
        #expect(
            submission.answers["it"].compactMap { FileAnswer($0)?.name.text } == ["b.png", "a.png"])
        #expect(form.fields[0].text(of: submission.answers["it"], in: .ja) == "b.png、a.png")
        sent.refuse("it", .empty)
        sent.refuse("it", .notAsNamed)
        #expect(form.validate(raw, files: sent).problem == .file(.empty))
    }

    @Test(arguments: [
        FileFault.required, .notSent, .tooMany(limit: 3), .tooLarge(limit: 5_242_880), .empty,
        .type([.pdf, .jpeg]), .notAsNamed,
    ])
    func `every fault is told in both languages with the field's name`(fault: FileFault) throws {
        let problem = FieldProblem(field: "it", code: .file(fault))
        #expect(problem.text(in: .ja, label: "写真").contains("「写真」"))
        #expect(problem.text(in: .en, label: "Photo").contains("“Photo”"))
        #expect(!fault.word.isEmpty && problem.code.word == fault.word)
    }

    @Test func `what a scanner calls its find is shown without what cannot be`() {
        #expect(FileScan.Finding("Eicar\u{1B}[2J-Test ").text == "Eicar[2J-Test")
        #expect(FileScan.Finding("ウイルス").text == "unnamed")
        #expect(FileScan.Finding("Eicar-Test(44d88612fea8a8f3:68)").text == "Eicar-Test")
        #expect(FileScan.Finding(String(repeating: "a", count: 300)).text.count == 100)
    }

    @Test(arguments: [
        (FileScan?.none, Place.held(.withoutToken), true), (.clean, .held(.links), true),
        (.unscanned, .held(.unscanned), false), (.unscanned, .spam, false),
        (.unscanned, .status("done"), true), (.infected(.init("x")), .held(.infected), false),
        (.infected(.init("x")), .status("unhandled"), true),
    ])
    func `what is suspicious stays in until its card is released`(
        scan: FileScan?, place: Place, mayBeOpened: Bool
    ) {
        let file = StoredFile(id: FileID(high: 1, low: 2), field: "it", scan: scan)
        #expect(file.mayBeOpened(at: place) == mayBeOpened)
    }
}

extension ValidationOutcome {
    fileprivate var problem: FieldProblem.Code? {
        guard case .invalid(let problems) = self else { return nil }
        return problems.first?.code
    }
}
