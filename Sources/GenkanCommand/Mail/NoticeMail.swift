import Genkan
import GenkanOutbound
import GenkanStorage
import GenkanWeb

/// Makes mails out of what is to be told.
struct NoticeMail: Sendable {
    let letters: NoticeLetters
    let sender: MailAddress
    let senderName: String
    /// How the outside reaches the house.
    let house: String

    /// The mail, or nil for a name that is none, which nothing here gives out.
    func message(_ notice: DueNotice, now: Instant) -> MailMessage? {
        guard let id = MessageID(notice.message) else { return nil }
        // The form's title stands in one line, whoever wrote it.
        let title = HeaderText(notice.form.title[notice.language])
        let letter = letters.letter(
            notice.key.kind, count: notice.count, title: title.text, form: notice.form,
            house: house, in: notice.language)
        return MailMessage(
            id: id, sender: sender, senderName: HeaderText(senderName),
            recipient: notice.address, subject: HeaderText(letter.subject), body: letter.body,
            date: now.seconds)
    }
}
