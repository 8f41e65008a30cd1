import Foundation
import NIOCore
import NIOPosix

/// Looks whether the house is served and, when it is not, whether its ports are free. They are
/// taken for a moment to know.
struct ProcessExamination {
    let configuration: HouseConfiguration

    func findings() async -> [Finding] {
        do {
            guard let socket = try UnixSocket.connect(to: configuration.commandSocket) else {
                return await [
                    configuration.publicPlace, configuration.redirectPlace,
                    configuration.healthPlace,
                ].compactMap(\.self).examined()
            }
            let reply = try? CommandWire.ask(.presence, over: socket)
            return [
                reply?.status == 0
                    ? .well("process", "the house is being served")
                    : .ill(
                        "process", "\(configuration.commandSocket) is another program's",
                        remedy: "restart the service")
            ]
        } catch {
            return [
                .ill(
                    "process", "whether the house is served cannot be told: \(error)",
                    remedy: "run as the user that serves")
            ]
        }
    }
}

extension [ListeningPlace] {
    fileprivate func examined() async -> [Finding] {
        var findings: [Finding] = []
        for place in self { findings.append(await place.examined()) }
        return findings
    }
}

extension ListeningPlace {
    fileprivate func examined() async -> Finding {
        let subject = "port \(port)"
        do {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
                .bind(host: address, port: port).get()
            try await channel.close().get()
            return .well(subject, "free")
        } catch let error as IOError where [EACCES, EPERM].contains(error.errnoCode) {
            return .well(subject, "not for this user to try; the service may have it")
        } catch {
            let refusal = (error as? IOError).flatMap { self.refusal($0.errnoCode) }
            return .ill(
                subject, refusal?.text ?? "it cannot be opened: \(error)",
                remedy: "`ss -ltnp` tells who has it")
        }
    }
}
