extension BlockReader {
    /// The form of this file; nil, and problems, when something keeps it from being one.
    func form(named name: String) -> Form? {
        let title = localizedText("title")
        let introduction = localizedText("introduction")
        let submitLabel = localizedText("submit_label")
        let fields = fields()
        let statuses = statuses()
        let origins = origins()
        let thanks = thanks()
        let captcha = word("captcha", as: CaptchaChoice.self)
        let withoutToken = word("without_token", as: WithoutToken.self)
        let answerWithin = integer("answer_within_hours")
        let zone = zone()
        guard let title, let thanks, let captcha, let withoutToken, let zone else { return nil }
        return Form(
            name: name, title: title, introduction: introduction,
            submitLabel: submitLabel ?? LocalizedText(ja: "送信する", en: "Send"), fields: fields,
            statuses: statuses, allowedOrigins: origins, thanks: thanks, captcha: captcha,
            withoutToken: withoutToken, answerWithinHours: answerWithin, zone: zone)
    }

    /// A provider without keys could not say anything of anybody.
    func refuseProvider(of form: Form, unlessOne known: Set<CaptchaProvider>) {
        guard let provider = form.captcha.provider, !known.contains(provider) else { return }
        let block = provider.settingsBlock
        report(
            "captcha", "asks a provider that the house has no keys for",
            "write \(block).site_key and \(block).secret_file in genkan.yaml, or altcha here")
    }

    private func statuses() -> [Status] {
        guard node("statuses") != nil else { return Status.standard }
        var seen: Set<String> = []
        return blocks("statuses", table: FormKeys.status).compactMap { block in
            let id = block.status(&seen)
            let isFinal = block.boolean("final")
            guard let label = block.localizedText("label"), let id, let isFinal else { return nil }
            return Status(id: id, label: label, isFinal: isFinal)
        }
    }

    private func status(_ seen: inout Set<String>) -> String? {
        guard let id = text("id") else { return nil }
        guard id.utf8.allSatisfy(isLowercaseWordByte) else {
            report(
                "id", "has other characters than a-z, 0-9 and -", "write an id such as in-progress")
            return nil
        }
        guard id != Status.heldID, id != Status.spamID else {
            report("id", "is taken by a column of Genkan's own (\(id))", "write another id")
            return nil
        }
        guard seen.insert(id).inserted else {
            report("id", "stands twice (\(id))", "give every status an id of its own")
            return nil
        }
        return id
    }

    private func origins() -> [Origin] {
        var origins: [Origin] = []
        for (text, line) in texts("allowed_origins") {
            switch Origin.read(text.trimmingBlanks()) {
            case .success(let origin) where origins.contains(origin):
                report(
                    "allowed_origins", "names \(origin) twice", "keep one of the two", line: line)
            case .success(let origin): origins.append(origin)
            case .failure(let fault):
                let shown = ValueType.shortened(text)
                report("allowed_origins", "\(shown) \(fault.what)", fault.remedy, line: line)
            }
        }
        return origins
    }

    private func thanks() -> Thanks? {
        guard node("thanks") != nil else {
            return Thanks(text: Thanks.standardText, redirect: nil)
        }
        guard let block = block("thanks", table: FormKeys.thanks) else { return nil }
        let text = block.localizedText("text") ?? Thanks.standardText
        let redirect = block.text("redirect")
        if let redirect, !WebAddress.isSecure(redirect) {
            block.report(
                "redirect", "is not an https address",
                "write one such as https://www.example.jp/thanks.html, percent-encoded")
        }
        return Thanks(text: text, redirect: redirect)
    }

    private func zone() -> Zone? {
        guard let name = text("time_zone") else { return nil }
        if let zone = Zone(named: name) { return zone }
        let near = NearestName.suggest(for: name, among: Zone.knownNames)
        report(
            "time_zone", "is not a time zone (\(ValueType.shortened(name)))",
            "write \(near ?? "an IANA name such as Asia/Tokyo")")
        return nil
    }
}
