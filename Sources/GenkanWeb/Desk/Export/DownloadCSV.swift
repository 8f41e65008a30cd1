import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Sealing

/// `GET /desk/forms/{form}/export.csv`: every submission of the form, oldest first, streamed in
/// constant memory.
///
/// The store writes *export begun* before the status is sent, so that a house which cannot answers
/// with a page, and *export ended* when the last piece has been handed over and before the end of the
/// answer: a download that breaks off is *cut* there, and incomplete for the browser too. So is one
/// whose reader has lost the form, the right or the session meanwhile. A submission
/// that is not what was sealed has its id in the file and in the log, and keeps no other back.
struct DownloadCSV: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        // Who asks for the head alone takes nothing along.
        guard request.method != .head else { return response(form.form, ResponseBody()) }
        let older = try await desk.forms.versions(form.id)
            .filter { $0.version < form.version }.map(\.form)
        let table = ExportTable(
            form: form.form, olderVersions: older.reversed(), language: context.language)
        let export = try await desk.exports.begin(
            form.id, for: context.session.live, from: context.clientAddress, clock: desk.now)
        return response(form.form, body(export, table, context.logger))
    }

    private func response(_ form: Form, _ body: ResponseBody) -> Response {
        var response = Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8; header=present",
                .contentDisposition: "attachment; filename=\"\(fileName(form))\"",
            ],
            body: body)
        response.apply(.download)
        return response
    }

    private func body(_ export: Export, _ table: ExportTable, _ logger: Logger) -> ResponseBody {
        ResponseBody { writer in
            var pieces = CSVPieces(first: table.header)
            do {
                try await export.run { item in
                    if case .refused(let id, let error) = item { Self.name(id, error, logger) }
                    guard let piece = pieces.adding(table.row(item)) else { return }
                    // Awaited: a client that does not read holds the export, not the memory.
                    try await writer.write(piece)
                } finish: {
                    try await writer.write(pieces.rest)
                }
            } catch let error as StorageError where error.code == .notAllowed {
                logger.notice(
                    "A download was cut: who asked for it may take it along no more",
                    metadata: ["error": .string(ErrorPage.name(of: error))])
                throw error
            } catch  where error is StorageError || error is SealingError {
                logger.error(
                    "A download was cut",
                    metadata: ["error": .string(ErrorPage.name(of: error))])
                throw error
            }
            try await writer.finish(nil)
        }
    }

    private static func name(_ id: SubmissionID?, _ error: any Error, _ logger: Logger) {
        logger.error(
            "A row of a download was refused: what is stored is not what was sealed",
            metadata: [
                "submission": .string(id?.description ?? "none"),
                "error": .string(ErrorPage.name(of: error)),
            ])
    }

    /// `contact-2026-11-23.csv`, by the form's own day; nothing in it needs quoting (RFC 6266 § 4.3).
    private func fileName(_ form: Form) -> String {
        form.name + "-" + form.zone.shortText(of: desk.now()).prefix(10) + ".csv"
    }
}

/// Rows gathered into pieces worth a write of their own.
struct CSVPieces {
    /// From how many bytes on a piece is written.
    static let size = 32_768

    private var gathered: [UInt8]

    init(first bytes: [UInt8]) { gathered = bytes }

    /// Takes a row; answers a piece when there is one to write.
    mutating func adding(_ row: [UInt8]) -> ByteBuffer? {
        gathered += row
        guard gathered.count >= Self.size else { return nil }
        defer { gathered.removeAll(keepingCapacity: true) }
        return ByteBuffer(bytes: gathered)
    }

    /// What is left behind the last row.
    var rest: ByteBuffer { ByteBuffer(bytes: gathered) }
}

extension ExportTable {
    fileprivate func row(_ item: ExportItem) -> [UInt8] {
        switch item {
        case .opened(let opened): row(ExportEntry(opened))
        case .refused(let id, _): row(refused: id)
        }
    }
}

extension ExportEntry {
    fileprivate init(_ row: ExportRow) {
        self.init(
            receipt: row.receipt, receivedAt: row.receivedAt, place: row.place,
            assignee: row.assignee?.name, form: row.form.form, answers: row.answers)
    }
}
