import Foundation
import Genkan
import GenkanWeb
import NIOCore
import ServiceLifecycle

/// Where a listener is to be, with the keys that say so.
struct ListeningPlace: Sendable {
    let settings: Settings
    let address: String
    let addressKey: String
    let port: Int
    let portKey: String

    /// Why the kernel does not give it, by the number of its error; nil for one that is about
    /// something else.
    func refusal(_ number: Int32) -> Refusal? {
        switch number {
        case EADDRINUSE:
            refusal(
                .unavailable, portKey, "is taken by another program (\(port))",
                "stop that one, or write another port")
        case EACCES, EPERM:
            refusal(
                .configuration, portKey, "is not for this user (\(port))",
                "write one above 1023, or give the service CAP_NET_BIND_SERVICE")
        case EADDRNOTAVAIL, EAFNOSUPPORT:
            refusal(
                .configuration, addressKey, "is none of this machine (\(address))",
                "write one that it has; 0.0.0.0 and :: are all of them")
        default: nil
        }
    }

    private func refusal(
        _ status: Refusal.Status, _ key: String, _ what: String, _ remedy: String
    ) -> Refusal {
        Refusal(status, settings.problem(key, what, remedy).description)
    }
}

extension HouseConfiguration {
    /// Where visitors and staff arrive.
    var publicPlace: ListeningPlace {
        ListeningPlace(
            settings: settings, address: server.host, addressKey: "server.address",
            port: server.port, portKey: "server.port")
    }

    /// Where everybody is led to the house from; nil for nowhere.
    var redirectPlace: ListeningPlace? {
        redirectPort.map {
            ListeningPlace(
                settings: settings, address: server.host, addressKey: "server.address",
                port: $0, portKey: "server.redirect_port")
        }
    }

    /// Where `/healthz` and `/readyz` are.
    var healthPlace: ListeningPlace {
        ListeningPlace(
            settings: settings, address: healthAddress, addressKey: "health.address",
            port: healthPort, portKey: "health.port")
    }
}

/// A listener that says in the configuration's words why it does not get its place.
struct Listening: Service {
    let service: any Service
    let place: ListeningPlace

    func run() async throws {
        do {
            try await service.run()
        } catch let error as IOError {
            if let refusal = place.refusal(error.errnoCode) { throw refusal }
            throw error
        }
    }
}
