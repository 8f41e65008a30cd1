import Genkan
import GenkanStorage

/// What is told while mail does not go out, to administrators and to whoever waits for mail, for the template `desk-mail-notice`.
struct MailTrouble {
    let delivery: MailDelivery
    let texts: Texts
    let zone: Zone
    let now: Instant

    /// Nil when all is well.
    var values: [String: Any]? {
        guard !delivery.isWell else { return nil }
        var values: [String: Any] = [:]
        values["mailFailing"] = failing
        values["mailGivenUp"] =
            delivery.givenUp == 0
            ? nil : counted("desk-mail-given-up", delivery.givenUp, [:])
        values["mailRefused"] = delivery.refused.isEmpty ? nil : refused
        return values
    }

    fileprivate var failing: String? {
        delivery.failingSince.map { since in
            counted(
                "desk-mail-failing", delivery.waiting,
                [
                    "since": DayText(zone: zone, now: now, texts: texts).text(since),
                    "reason": MailReason(word: delivery.problem ?? "").text(texts),
                ])
        }
    }

    private var refused: String {
        let names = delivery.refused.map { refused in
            texts(
                "desk-mail-refused-person",
                [
                    "name": refused.person.name.text.isolated,
                    "reason": MailReason(word: refused.refusal.problem).text(texts),
                ])
        }
        return texts(
            "desk-mail-refused-people",
            ["names": names.joined(separator: texts["desk-people-comma"])])
    }

    private func counted(
        _ key: String, _ count: Int, _ parameters: [String: String]
    ) -> String {
        texts(
            "\(key)-\(count == 1 ? "one" : "many")",
            parameters.merging(["count": count.grouped]) { $1 })
    }
}

extension Desk {
    /// What the pages say about mail, under `mailTrouble`; nil when there is nothing to
    /// say, or nobody to say it to. That it cannot be read keeps nobody from a page.
    ///
    /// - Parameter zone: in which times are shown.
    func mailTrouble(
        for person: Person, _ texts: Texts, zone: Zone
    ) async -> [String: Any]? {
        guard sendsMail, case let now = now(),
            let delivery = try? await notices.delivery(now: now)
        else { return nil }
        let trouble = MailTrouble(delivery: delivery, texts: texts, zone: zone, now: now)
        if person.role.may(.people) { return trouble.values }
        // Whoever is told by mail has to look here meanwhile; whose address it is about is none of their business.
        guard let own = try? await notices.preferences(of: person.id), !own.chosen.isEmpty else {
            return nil
        }
        var values: [String: Any] = [:]
        values["mailFailing"] = trouble.failing
        values["mailRefused"] = own.refusal.map {
            texts(
                "desk-mail-refused-own",
                ["reason": MailReason(word: $0.problem).text(texts)])
        }
        return values.isEmpty ? nil : values
    }
}
