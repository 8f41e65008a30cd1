// swift-tools-version: 6.2
//
// The plan of the house. A floor imports only the floors below it; `scripts/check` compares every
// `import` in the tree with this table.
//
//   target          may import of ours                       may import of others
//   ──────────────  ───────────────────────────────────────  ─────────────────────────────────────
//   every floor     –                                        Synchronization
//   COpenSSL        –                                        libcrypto (module map only, no Swift)
//   OpenSSL         COpenSSL                                 Glibc
//   Sealing         OpenSSL                                  –
//   Proofs          OpenSSL                                  –
//   Genkan          –                                        Foundation, Yams
//   GenkanStorage   Genkan, Sealing                          Foundation, GRDB (in Engine/ only),
//                                                            GRDBSQLite (in Engine/ only)
//   GenkanOutbound  Genkan                                   NIOCore, NIOPosix, NIOSSL, NIOTLS,
//                                                            NIOHTTP1, AsyncHTTPClient
//   GenkanWeb       Genkan, GenkanStorage, Proofs,           Foundation, Hummingbird…, HTTPTypes,
//                   Sealing (FileSealer, Keychain,           NIO…, Mustache, Logging, Metrics,
//                   Password, PasskeyOutput,                 ServiceLifecycle
//                   PasskeyTicket, PendingSignIn,
//                   ReceiptSigner, SealedFile,
//                   SecondFactorContent, SealingError only)
//   GenkanCommand   all but COpenSSL                         Foundation, ArgumentParser, Yams, NIO…,
//                                                            Logging, ServiceLifecycle, UnixSignals

import PackageDescription

/// Warnings are errors only where we check ourselves, never in a stranger's build.
let strict = Context.environment["GENKAN_STRICT"] == "1"

let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + (strict ? [.treatAllWarnings(as: .error)] : [])

func floor(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources,
        swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
    -> Target
{
    .testTarget(
        name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
]
let httpClient: Target.Dependency = .product(
    name: "AsyncHTTPClient", package: "async-http-client")
let outbound: [Target.Dependency] = [
    httpClient,
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOTLS", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
]
let server: [Target.Dependency] =
    nio + [
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP2", package: "swift-nio-extras"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Metrics", package: "swift-metrics"),
        logging, lifecycle,
    ]

/// What `scripts/fuzz` builds, and nothing else does: its `main` is libFuzzer's.
let fuzz: [Target] =
    Context.environment["GENKAN_FUZZ"] == "1"
    ? [
        .executableTarget(
            name: "GenkanFuzz", dependencies: ["OpenSSL", "Sealing", "Proofs", "Genkan"],
            path: "Tests/GenkanFuzz", exclude: ["seeds.py"], swiftSettings: settings)
    ] : []

let package = Package(
    name: "genkan",
    products: [.executable(name: "genkan", targets: ["GenkanCommand"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1",
            traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        floor("OpenSSL", ["COpenSSL"]),
        floor("Sealing", ["OpenSSL"]),
        floor("Proofs", ["OpenSSL"]),
        floor(
            "Genkan", [.product(name: "Yams", package: "Yams")]),
        floor("GenkanStorage", ["Genkan", "Sealing", grdb, sqlite]),
        floor("GenkanOutbound", ["Genkan"] + outbound),
        floor(
            "GenkanWeb", ["Genkan", "GenkanStorage", "Proofs", "Sealing"] + server,
            resources: [.embedInCode("Templates"), .embedInCode("Languages")]),
        .executableTarget(
            name: "GenkanCommand",
            dependencies: [
                "OpenSSL", "Sealing", "Proofs", "Genkan", "GenkanStorage", "GenkanOutbound",
                "GenkanWeb",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Yams", package: "Yams"),
                logging, lifecycle, signals,
            ] + nio,
            swiftSettings: settings),
        tests("OpenSSLTests", ["OpenSSL"]),
        tests("SealingTests", ["Sealing", "OpenSSL"]),
        tests("ProofsTests", ["Proofs", "OpenSSL"]),
        tests("GenkanTests", ["Genkan"]),
        tests(
            "GenkanStorageTests",
            ["GenkanStorage", "Genkan", "Sealing", "OpenSSL", grdb, sqlite]),
        tests(
            "GenkanOutboundTests",
            ["GenkanOutbound", "Genkan", .product(name: "NIOEmbedded", package: "swift-nio")]
                + outbound),
        .target(
            name: "GenkanTesting",
            dependencies: ["OpenSSL", "Sealing", "Proofs", "Genkan", "GenkanStorage", "GenkanWeb"]
                + server + [httpClient], path: "Tests/GenkanTesting", swiftSettings: settings),
        tests("GenkanWebTests", ["GenkanTesting"] + server + [httpClient]),
        tests("GenkanCommandTests", ["GenkanCommand", "GenkanOutbound", "GenkanTesting"]),
        // What scripts/bench measures with; scripts/run does not build it.
        .executableTarget(
            name: "GenkanBench",
            dependencies: [
                "OpenSSL", "Sealing", "Proofs", "Genkan", "GenkanStorage", "GenkanWeb",
                .product(name: "Hummingbird", package: "hummingbird"), logging, lifecycle, signals,
            ], path: "Tests/GenkanBench", swiftSettings: settings),
    ] + fuzz
)
