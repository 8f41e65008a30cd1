import Foundation
import HTTPTypes
public import Hummingbird
import NIOCore

/// The made-up organisation under `/sample/`: two pages with a plain `<form>`, one of them with the
/// script line. For a development house only; nothing else is served from its folder.
public struct SampleWebsite: Sendable {
    /// What is served: path below `/sample/`, file name, media type.
    static let files = [
        ("", "index.html", "text/html; charset=utf-8"),
        ("repair.html", "repair.html", "text/html; charset=utf-8"),
        ("style.css", "style.css", "text/css; charset=utf-8"),
        ("mark.svg", "mark.svg", "image/svg+xml; charset=utf-8"),
    ]

    /// A file of the website is missing: its name.
    public struct Missing: Error, Hashable {
        /// The file's name below `sample/`.
        public let file: String
    }

    private let pages: [(path: String, type: String, bytes: ByteBuffer)]

    /// Reads the website.
    ///
    /// - Parameter directory: the public directory, which holds `sample/`.
    public init(directory: String) throws(Missing) {
        var pages: [(path: String, type: String, bytes: ByteBuffer)] = []
        for (path, file, type) in Self.files {
            guard let data = FileManager.default.contents(atPath: "\(directory)/sample/\(file)")
            else { throw Missing(file: file) }
            pages.append((path, type, ByteBuffer(bytes: data)))
        }
        self.pages = pages
    }

    /// Adds one route per file.
    public func add(to router: Router<GenkanRequestContext>) {
        for page in pages {
            router.get(RouterPath("sample/" + page.path)) { _, _ in
                var response = Response(
                    status: .ok, headers: [.contentType: page.type],
                    body: ResponseBody(byteBuffer: page.bytes))
                response.apply(
                    page.type.utf8.starts(with: "text/html".utf8) ? Self.policy : .asset())
                return response
            }
        }
    }

    /// What a careful website owner would allow: our script line, and nothing else of note.
    private static let policy = ResponsePolicy.page(
        PageAllowances(workers: ["blob:"], trustedTypes: ["genkan-captcha"]))
}
