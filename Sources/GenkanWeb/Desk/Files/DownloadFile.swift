import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Sealing

/// `GET /desk/submissions/{submission}/files/{file}`: a file that came with a submission, opened chunk by
/// chunk; the store writes that into the audit trail first.
///
/// It is an attachment (RFC 6266), under `nosniff` and a policy that lets it do nothing should a browser show it
/// all the same. A picture says what it is, so that the card's page can show it small; every other file is only
/// bytes.
struct DownloadFile: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let submission = context.parameters.get("submission").flatMap({ SubmissionID($0) }),
            let id = context.parameters.get("file").flatMap({ FileID($0) })
        else { throw HTTPError(.notFound) }
        let opened: OpenedFile?
        do {
            opened = try await desk.board.file(
                id, of: submission, for: context.session.live, now: desk.now())
        } catch is FileRefusal {
            return try await held(submission, context)
        } catch let error as SealingError where error.code != .unavailable {
            return try await ShowSubmission(desk: desk).refused(submission, error, context)
        } catch let error as StorageError where error.code == .corrupted {
            return try await ShowSubmission(desk: desk).refused(submission, error, context)
        }
        guard let opened else { throw HTTPError(.notFound) }
        return response(opened, request) { error in
            await refused(error, id, submission, context)
        }
    }

    /// Why a file stays in, and the way to the card that can be released (403).
    private func held(_ submission: SubmissionID, _ context: DeskContext) async throws -> Response {
        let form = try? await desk.board.form(of: submission, for: context.session.live)
        let frame = try DeskFrame(desk: desk, context: context, form: form?.form)
        var values = frame.values(title: frame.texts["desk-file-held-heading"])
        values["submission"] = submission.description
        values["held"] = "/desk/submissions/\(submission)"
        values["here"] = values["held"]
        return try desk.pages.response(
            "desk-unreadable", values, in: context.language, status: .forbidden)
    }

    private func response(
        _ opened: OpenedFile, _ request: Request,
        refused: @escaping @Sendable (any Error) async -> Void
    ) -> Response {
        let answer = opened.answer
        var response = Response(
            status: .ok,
            headers: [
                .contentType: answer.type.isPicture
                    ? answer.type.mediaType : "application/octet-stream",
                .contentDisposition: AttachmentName(answer.name).header,
            ],
            body: request.method == .head
                ? ResponseBody(contentLength: answer.byteCount) { try await $0.finish(nil) }
                : body(opened, length: answer.byteCount, refused))
        response.apply(.download)
        return response
    }

    /// A file that turns out not to be what was sealed breaks off before its length: the browser has no whole
    /// one then.
    private func body(
        _ opened: OpenedFile, length: Int, _ refused: @escaping @Sendable (any Error) async -> Void
    ) -> ResponseBody {
        ResponseBody(contentLength: length) { writer in
            do {
                for index in 0..<opened.chunks {
                    let chunk = try await opened.chunk(index)
                    guard !chunk.isEmpty else { continue }
                    try await writer.write(ByteBuffer(bytes: chunk))
                }
            } catch  where error is StorageError || error is SealingError {
                await refused(error)
                throw error
            }
            try await writer.finish(nil)
        }
    }

    /// Writes down that a file broke off, and whether somebody has deleted it or it is not what was sealed.
    private func refused(
        _ error: any Error, _ id: FileID, _ submission: SubmissionID, _ context: DeskContext
    ) async {
        let isTampered = try? await desk.board.refuse(
            id, of: submission, for: context.session.live, now: desk.now())
        guard isTampered != false else {
            context.logger.notice("A file was cut: it was deleted meanwhile")
            return
        }
        context.logger.error(
            "A file was cut: what is stored is not what was sealed",
            metadata: ["error": .string(ErrorPage.name(of: error))])
    }
}

/// The name that a browser saves a file under (RFC 6266 § 4.3): in ASCII for old programs, and as it is
/// (RFC 8187).
struct AttachmentName {
    let header: String

    init(_ name: FileName) {
        let plain = name.text.unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "0"..."9", "A"..."Z", "a"..."z", "-", "_", ".", " ": Character(scalar)
            default: "_"
            }
        }
        header =
            "attachment; filename=\"\(String(plain))\"; "
            + "filename*=UTF-8''\(PercentEncoding.encoded(name.text))"
    }
}
