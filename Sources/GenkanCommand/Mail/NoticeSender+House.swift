import Genkan
import GenkanOutbound
import GenkanStorage
import GenkanWeb
import Logging

extension NoticeSender {
    /// What tells the staff of a house by mail; nil where no mail is sent.
    init?(
        _ storage: Storage, _ configuration: HouseConfiguration, logger: Logger
    ) throws {
        guard let mail = configuration.mail else { return nil }
        let host = configuration.server.publicHost
        // An address in brackets is no name to introduce oneself with.
        guard let client = SMTPClient(name: host) ?? SMTPClient(name: "localhost") else {
            return nil
        }
        let server = mail.server
        let round = NoticeRound(
            notices: storage.notices,
            mail: NoticeMail(
                letters: try NoticeLetters(), sender: mail.sender, senderName: mail.senderName,
                house: configuration.publicURL),
            timing: NoticeRound.Timing(retry: mail.retry, gathering: mail.gathering),
            logger: logger, now: Clock.now
        ) { message throws(MailError) in try await client.send(message, through: server) }
        self.init(round: round, commits: storage.board.commits())
    }
}
