import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// The static files, read at the start from an explicit list: no name from a request ever reaches the file
/// system (ASVS 5.3.2).
///
/// Each has two addresses. `/desk.css` is for other people's pages: a browser asks each time whether it is
/// still the same. Pages of ours name it behind ``address``, which is another one as soon as any of the files
/// is, so that a browser asks once. Styles and scripts name each other by relative addresses: whoever has one
/// of a version has all of it.
struct StaticFiles: Sendable {
    /// What is wrong with the directory; found at the start.
    enum Failure: Error, Hashable {
        case unreadable(file: String)
    }

    private struct File {
        let type: String
        let crossOrigin: Bool
        let bytes: ByteBuffer
        let tag: String
        let packed: Packed
    }

    /// The same file compressed, made when it is first asked for.
    private final class Packed: Sendable {
        private let bytes: [UInt8]
        private let made = Mutex<ByteBuffer?>(nil)

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var buffer: ByteBuffer {
            made.withLock { made in
                let buffer = made ?? ByteBuffer(bytes: Gzip.compressed(bytes))
                made = buffer
                return buffer
            }
        }
    }

    private let files: [String: File]
    private let version: String

    /// Reads every file of the list; one that is missing stops the start.
    init(directory: String, _ list: [StaticFile] = StaticFile.all) throws(Failure) {
        var files: [String: File] = [:]
        for entry in list {
            let path = directory + "/" + entry.name
            guard let data = FileManager.default.contents(atPath: path) else {
                throw .unreadable(file: entry.name)
            }
            let bytes = entry.name.hasSuffix(".js") ? Self.lean([UInt8](data)) : [UInt8](data)
            files[entry.name] = File(
                type: entry.type, crossOrigin: entry.crossOrigin, bytes: ByteBuffer(bytes: bytes),
                tag: Self.tag(bytes), packed: Packed(bytes))
        }
        self.files = files
        version = Self.version(of: files)
    }

    /// A script without its lines of comment, which nobody needs who runs it; what is left keeps its line numbers.
    static func lean(_ script: [UInt8]) -> [UInt8] {
        let lines = script.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let kept = lines.map { line in
            line.drop { $0 == UInt8(ascii: " ") }.starts(with: "//".utf8) ? [] : line
        }
        return Array(kept.joined(separator: CollectionOfOne(UInt8(ascii: "\n"))))
    }

    private static let folder = "a"

    /// What the names of the files stand behind as long as they are these.
    var address: String { "/\(Self.folder)/\(version)" }

    /// Adds a route for each file, and one for all of them behind a version.
    func add(to router: Router<GenkanRequestContext>) {
        for (name, file) in files {
            router.get(RouterPath(name)) { request, _ in
                Self.answer(request, file, isLasting: false)
            }
        }
        router.get("\(Self.folder)/:version/:file") { request, context in
            guard let file = context.parameters.get("file").flatMap({ files[$0] }) else {
                throw HTTPError(.notFound)
            }
            // A page of before an update gets what there is now, and is to ask again.
            return Self.answer(
                request, file, isLasting: context.parameters.get("version") == version)
        }
    }

    private static func answer(_ request: Request, _ file: File, isLasting: Bool) -> Response {
        let isPacked = takesGzip(request)
        let tag = isPacked ? file.tag.dropLast() + "-gz\"" : file.tag
        let seen = request.headers[values: .ifNoneMatch].joined(separator: ",").split(
            separator: ",")
        let isFresh = seen.contains {
            let entry = $0.filter { !" \t".contains($0) }
            return entry == "*" || entry.replacingOccurrences(of: "W/", with: "") == tag
        }
        var response =
            isFresh
            ? Response(status: .notModified)
            : Response(
                status: .ok, headers: [.contentType: file.type],
                body: ResponseBody(byteBuffer: isPacked ? file.packed.buffer : file.bytes))
        if isFresh { response.headers[.contentLength] = nil }
        if isPacked, !isFresh { response.headers[.contentEncoding] = "gzip" }
        response.headers[.eTag] = tag
        response.headers[.vary] = "accept-encoding"
        response.apply(.asset(crossOrigin: file.crossOrigin, isLasting: isLasting))
        return response
    }

    /// Whether the client takes gzip (RFC 9110 § 12.5.3); one that says nothing gets the file as it is.
    private static func takesGzip(_ request: Request) -> Bool {
        let said = request.headers[values: .acceptEncoding].joined(separator: ",").lowercased()
        return said.split(separator: ",").contains { coding in
            let parts = coding.split(separator: ";").map { $0.filter { !" \t".contains($0) } }
            guard parts.first == "gzip" else { return false }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }?.dropFirst(2)
            return weight.map { Double($0) ?? 0 > 0 } ?? true
        }
    }

    /// Of all files together: another one as soon as one of them, or a header of one, is another.
    private static func version(of files: [String: File]) -> String {
        let parts = files.sorted { $0.key < $1.key }.flatMap { name, file in
            let policy = ResponsePolicy.asset(crossOrigin: file.crossOrigin, isLasting: true)
            let headers = policy.headers.map { "\($0.name): \($0.value)" }.sorted()
            return [name, file.tag, file.type] + headers
        }
        let tag = tag(Array(parts.joined(separator: "\n").utf8))
        return String(tag.dropFirst().prefix { $0 != "-" })
    }

    /// An entity tag (RFC 9110 § 8.8.3): FNV-1a over the bytes. It tells versions of our own files apart
    /// and protects nothing.
    static func tag(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x0100_0000_01b3
        }
        return "\"\(String(hash, radix: 16))-\(String(bytes.count, radix: 16))\""
    }
}
