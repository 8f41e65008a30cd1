import Foundation
import Hummingbird
import NIOCore

/// The sample website: what a customer's pages look like, served under `/sample/` in a development house.
///
/// Its pages may do what the hosted form may, so that the one script line of the CAPTCHA is seen at work.
struct SampleWebsite: Sendable {
    private let files: [(name: String, type: String, bytes: ByteBuffer)]

    /// Reads every file of the folder `sample` in the directory; names from requests are only compared.
    init(directory: String) throws {
        let folder = URL(filePath: directory).appending(path: "sample")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        files = try names.sorted().filter { !$0.hasPrefix(".") }.map { name in
            let data = try Data(contentsOf: folder.appending(path: name))
            return (name, StaticFile(name: name).type, ByteBuffer(bytes: [UInt8](data)))
        }
    }

    func add(to router: Router<GenkanRequestContext>) {
        for (name, type, bytes) in files {
            router.get("sample/\(name)") { _, _ in Self.answer(type, bytes) }
            guard name == "index.html" else { continue }
            router.get("sample") { _, _ in Self.answer(type, bytes) }
        }
    }

    private static func answer(_ type: String, _ bytes: ByteBuffer) -> Response {
        var response = Response(
            status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: bytes))
        let isPage = type.hasPrefix("text/html")
        response.apply(
            isPage
                ? .page(PageAllowances(workers: ["blob:"], trustedTypes: ["genkan-captcha"]))
                : .asset())
        return response
    }
}
