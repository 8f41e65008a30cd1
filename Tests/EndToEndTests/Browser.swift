import AsyncHTTPClient
import Foundation
import HTTPTypes
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// Speaks to a house over real TLS, trusting its authority and nothing else, and keeps cookies.
final class Browser: Sendable {
    private let client: HTTPClient
    private let origin: String
    private let cookies = Mutex<[String: String]>([:])

    init(_ house: RealHouse) {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .file(house.authority.path)
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.redirectConfiguration = .disallow
        client = HTTPClient(
            eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration)
        origin = "https://localhost:\(house.port)"
    }

    /// Closes its connections; every browser is closed before its test ends.
    func close() async throws {
        try await client.shutdown()
    }

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let text: String
    }

    func get(_ path: String) async throws -> Answer {
        try await send(.GET, path, form: nil, headers: [:])
    }

    /// Posts pairs as a browser posts a form of our own page.
    func post(
        _ path: String, _ form: KeyValuePairs<String, String>, headers: HTTPHeaders = [:]
    ) async throws -> Answer {
        var headers = headers
        headers.replaceOrAdd(name: "origin", value: origin)
        headers.replaceOrAdd(name: "sec-fetch-site", value: "same-origin")
        return try await send(.POST, path, form: form, headers: headers)
    }

    private func send(
        _ method: HTTPMethod, _ path: String, form: KeyValuePairs<String, String>?,
        headers: HTTPHeaders
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: origin + path)
        request.method = method
        request.headers = headers
        let kept = cookies.withLock { $0.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if !kept.isEmpty { request.headers.replaceOrAdd(name: "cookie", value: kept) }
        if let form {
            request.headers.replaceOrAdd(
                name: "content-type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: Self.encoded(form)))
        }
        let answer = try await client.execute(request, timeout: .seconds(60))
        keep(answer.headers["set-cookie"])
        let body = try await answer.body.collect(upTo: 64 << 20)
        return Answer(
            status: Int(answer.status.code), headers: answer.headers, text: String(buffer: body))
    }

    private func keep(_ headers: [String]) {
        for header in headers {
            let pair = header.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
            cookies.withLock { $0[String(pair[0])] = pair.count > 1 ? String(pair[1]) : nil }
        }
    }

    private static func encoded(_ form: KeyValuePairs<String, String>) -> String {
        let plain = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\0"..."~"))
        return form.map { name, value in
            [name, value].map { $0.addingPercentEncoding(withAllowedCharacters: plain) ?? "" }
                .joined(separator: "=")
        }.joined(separator: "&")
    }
}

extension Browser {
    /// Sends an inquiry the way a program does; the receipt, or nil when it was not acknowledged.
    func submit(
        to form: String, _ answers: KeyValuePairs<String, String>, key: String = UUID().uuidString
    ) async throws -> String? {
        let answer = try await post(
            "/f/\(form)", answers, headers: ["accept": "application/json", "idempotency-key": key])
        guard answer.status == 201 else { return nil }
        return try JSONDecoder().decode(Acknowledged.self, from: Data(answer.text.utf8)).receipt
    }

    /// Signs in at the desk; whether the door opened.
    func signIn(_ name: String, _ password: String) async throws -> Bool {
        let answer = try await post("/desk/sign-in", ["name": name, "password": password])
        return answer.status == 303 && !answer.headers["set-cookie"].isEmpty
    }

    /// The rows of a form's CSV without its head, each as it stands in the file.
    func export(_ form: String) async throws -> [Substring] {
        let answer = try await get("/desk/forms/\(form)/export.csv")
        guard answer.status == 200 else { throw Unexpected(answer: answer) }
        return answer.text.split(separator: "\r\n").dropFirst().map { $0 }
    }
}

private struct Acknowledged: Decodable {
    let receipt: String
}

/// An answer that the test did not count on.
struct Unexpected: Error, CustomStringConvertible {
    let answer: Browser.Answer
    var description: String { "\(answer.status): \(answer.text.prefix(2000))" }
}
