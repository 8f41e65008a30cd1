import Genkan

extension SMTPReply {
    /// Throws unless the reply is of the kind that goes on from this stage.
    func mustBe(_ wanted: Kind, at stage: MailStage) throws(MailError) {
        switch kind {
        case wanted: return
        case .notNow: throw .refusedForNow(code: code, stage: stage)
        case .no where stage == .recipient && isAboutMailbox: throw .noMailbox(code: code)
        case .no where stage == .signIn: throw .signInRefused
        case .no where stage == .startTLS: throw .noTLS
        case .no: throw .refused(code: code, stage: stage)
        case .done, .more, nil: throw .protocolBroken(stage)
        }
    }
}
