/// Reads a form's file.
public enum FormReader {
    /// Reads one file into a form, or everything that is wrong with it.
    ///
    /// - Parameters:
    ///   - bytes: the file's bytes, UTF-8 of at most 256 KiB.
    ///   - file: its name with or without folders; without its ending it is the form's name.
    ///   - bodyLimit: the most bytes of a body that the server reads; no limit unless said.
    ///   - providers: the CAPTCHA providers that the house has keys for; all unless said.
    public static func read(
        _ bytes: [UInt8], file: String, bodyLimit: Int = .max,
        providers: Set<CaptchaProvider> = Set(CaptchaProvider.allCases)
    ) -> Result<Form, ConfigurationProblems> {
        let problems = ProblemList()
        let form = form(
            bytes, file: file, bodyLimit: bodyLimit, providers: providers, problems: problems)
        if let form, problems.all.isEmpty { return .success(form) }
        return .failure(ConfigurationProblems(problems.all) ?? .unreadable(file))
    }

    /// Reads all files, or everything that is wrong in any of them, so that forms are taken over
    /// all or none. Two files of one name (in different folders) are a problem.
    public static func read(
        _ files: [(file: String, bytes: [UInt8])], bodyLimit: Int = .max,
        providers: Set<CaptchaProvider> = Set(CaptchaProvider.allCases)
    ) -> Result<[Form], ConfigurationProblems> {
        let problems = ProblemList()
        var forms: [Form] = []
        for (file, bytes) in files {
            guard
                let form = form(
                    bytes, file: file, bodyLimit: bodyLimit, providers: providers,
                    problems: problems)
            else { continue }
            if forms.contains(where: { $0.name == form.name }) {
                problems.add(
                    ConfigurationProblem(
                        file: file, line: 0, key: "", what: "has the name of another form",
                        remedy: "rename one of the two files"))
            }
            forms.append(form)
        }
        if let problems = ConfigurationProblems(problems.all) { return .failure(problems) }
        guard forms.count == files.count else { return .failure(.unreadable("")) }
        return .success(forms.sorted { $0.name < $1.name })
    }

    private static func form(
        _ bytes: [UInt8], file: String, bodyLimit: Int, providers: Set<CaptchaProvider>,
        problems: ProblemList
    ) -> Form? {
        let name = name(of: file, problems: problems)
        switch YAMLDocument.read(bytes, file: file) {
        case .failure(let problem):
            problems.add(problem)
            return nil
        case .success(let node):
            let block = BlockReader(node, table: FormKeys.form, file: file, problems: problems)
            guard let block, let name, let form = block.form(named: name) else { return nil }
            block.refuseOversize(form, bodyLimit: bodyLimit)
            block.refuseProvider(of: form, unlessOne: providers)
            return form
        }
    }

    /// `contact` for `config/forms/contact.yaml`.
    private static func name(of file: String, problems: ProblemList) -> String? {
        let last = file.split(separator: "/").last.map(String.init) ?? ""
        let name = last.hasSuffix(".yaml") ? String(last.dropLast(5)) : ""
        guard isFormName(name) else {
            problems.add(
                ConfigurationProblem(
                    file: file, line: 0, key: "", what: "is not a name for a form's file",
                    remedy: "use lower-case letters, digits and hyphens, such as contact.yaml"))
            return nil
        }
        return name
    }

    /// Whether a text can be the name of a form: `[a-z0-9-]{1,64}`, no hyphen at its ends.
    public static func isFormName(_ name: String) -> Bool {
        let bytes = name.utf8
        return (1...64).contains(bytes.count) && bytes.first != 0x2D && bytes.last != 0x2D
            && bytes.allSatisfy(isLowercaseWordByte)
    }
}

/// `[a-z0-9-]`
func isLowercaseWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
}

/// `[A-Za-z0-9_-]`
func isWordByte(_ byte: UInt8) -> Bool {
    isLowercaseWordByte(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F
}

extension ConfigurationProblems {
    /// Cannot come up: a form that was not read has left a problem.
    fileprivate static func unreadable(_ file: String) -> ConfigurationProblems {
        ConfigurationProblems(
            ConfigurationProblem(
                file: file, line: 0, key: "", what: "cannot be read", remedy: "check the file"))
    }
}
