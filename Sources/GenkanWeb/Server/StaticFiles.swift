import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// The static files, read at the start from an explicit list: no name from a request ever reaches the file
/// system (ASVS 5.3.2).
struct StaticFiles: Sendable {
    /// What is wrong with the directory; found at the start.
    enum Failure: Error, Hashable {
        case unreadable(file: String)
    }

    private struct File {
        let name: String
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

    private let files: [File]

    /// Reads every file of the list; one that is missing stops the start.
    init(directory: String, _ list: [StaticFile] = StaticFile.all) throws(Failure) {
        var files: [File] = []
        for entry in list {
            let path = directory + "/" + entry.name
            guard let data = FileManager.default.contents(atPath: path) else {
                throw .unreadable(file: entry.name)
            }
            let bytes = [UInt8](data)
            files.append(
                File(
                    name: entry.name, type: entry.type, crossOrigin: entry.crossOrigin,
                    bytes: ByteBuffer(bytes: bytes), tag: Self.tag(bytes), packed: Packed(bytes)))
        }
        self.files = files
    }

    /// Adds one route per file.
    func add(to router: Router<GenkanRequestContext>) {
        for file in files {
            router.get(RouterPath(file.name)) { request, _ in Self.answer(request, file) }
        }
    }

    private static func answer(_ request: Request, _ file: File) -> Response {
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
        response.apply(.asset(crossOrigin: file.crossOrigin))
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

    /// An entity tag (RFC 9110 § 8.8.3): FNV-1a over the bytes. It tells versions of our own files apart
    /// and protects nothing.
    static func tag(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x0100_0000_01b3
        }
        return "\"\(String(hash, radix: 16))-\(String(bytes.count, radix: 16))\""
    }
}
