import Genkan
import GenkanStorage
import Hummingbird
import Proofs

/// The hosted form, empty or with everything that was typed.
struct FormPage {
    let entrance: Entrance
    let form: RegisteredForm
    let language: Language
    /// What was sent; nil for a fresh form. It may come from somebody else's page.
    let typed: RawSubmission?

    private var texts: Texts { entrance.pages.texts(language) }

    /// The page; with a refusal its words stand above the form and have the focus.
    func response(_ refusal: Refusal? = nil) throws -> Response {
        var values = try base(refusal)
        if let refusal {
            let wording = refusal.wording(texts)
            values["pageTitle"] = texts("entrance-error-title", ["title": title])
            values["notice"] = notice(refusal, wording)
            values["owner"] = wording.owner?.values
        } else {
            // A link would lose what was typed, so only a fresh form has the switch.
            values["hasLanguages"] = true
            values["languages"] = Language.allCases.links(
                to: "/f/\(form.form.name)", current: language)
        }
        return try entrance.pages.response(
            "entrance-form", values, in: language, status: refusal?.status ?? .ok,
            policy: .page(allowances))
    }

    private var title: String { form.form.title[language] }

    private func base(_ refusal: Refusal?) throws -> [String: Any] {
        let isNew = refusal?.needsNewID ?? false
        var problems: [FieldProblem] = []
        if case .answers(let found) = refusal { problems = found }
        let fields = form.form.fields.map { field in
            FieldView(
                field: field, form: form.form, typed: typed,
                problem: problems.first { $0.field == field.name }, language: language,
                texts: texts)
        }
        var values: [String: Any] = [
            "name": form.form.name, "title": title, "pageTitle": title,
            "fields": fields.filter(\.isVisible).map(\.values),
            "kept": fields.filter { !$0.isVisible }.map(\.values),
            "script": form.form.captcha == .altcha, "takesFiles": form.form.asksForFiles,
            "submissionID": isNew ? SubmissionName.fresh() : submissionName,
            "formToken": try formToken(),
            "sendLabel": isNew ? texts["entrance-send-new"] : form.form.submitLabel[language],
        ]
        // A refusal stands directly below the title, in its place.
        if refusal == nil { values["introduction"] = form.form.introduction?[language] }
        values["widget"] = widget?.values(in: language)
        values["honeypot"] = typed?.first(ReservedNames.honeypot)
        return values
    }

    private func notice(_ refusal: Refusal, _ wording: Wording) -> [String: Any] {
        var values: [String: Any] = [
            "tone": refusal.isFault ? "danger" : "caution", "heading": wording.heading,
            "text": wording.text,
        ]
        guard case .answers(let problems) = refusal else { return values }
        values["hasProblems"] = true
        values["problems"] = problems.map { problem in
            [
                "target": FieldView.target(of: problem.field, in: form.form),
                "text": problem.text(in: language, form: form.form),
            ]
        }
        return values
    }

    /// The id that came stays, so that sending again is a retry and stored once.
    private var submissionName: String {
        let sent = typed?.first(ReservedNames.submission)
        return sent.flatMap { IdempotencyKey($0) == nil ? nil : $0 } ?? SubmissionName.fresh()
    }

    private var widget: CaptchaWidget? { CaptchaWidget(of: form, entrance.providers) }

    /// What says since when the form is open: a page that comes back is the same one.
    private func formToken() throws -> String {
        let now = entrance.seconds, key = entrance.tokenKey
        if let sent = typed?.first(ReservedNames.formToken),
            FormToken(sent, form: form.idText, now: now, key: key) != nil
        {
            return sent
        }
        return try FormToken.make(form: form.idText, now: now, key: key)
    }

    private var allowances: PageAllowances {
        var allowances = widget?.allowances ?? PageAllowances.captcha
        allowances.formTargets =
            form.form.thanks.redirect.flatMap(Self.origin).map { [$0] } ?? []
        return allowances
    }

    /// Chromium checks the redirect after a post against `form-action` too.
    static func origin(of address: String) -> String? {
        let scheme = "https://"
        guard address.lowercased().utf8.starts(with: scheme.utf8) else { return nil }
        let authority = address.utf8.dropFirst(scheme.utf8.count)
            .prefix { ![0x2F, 0x3F, 0x23].contains($0) }
        return Origin(scheme + String(Substring(authority)))?.description
    }
}

extension Refusal {
    /// Whether the visitor has to change something, rather than only send again.
    fileprivate var isFault: Bool {
        if case .answers = self { true } else { false }
    }
}
