import Genkan
import GenkanStorage
import Hummingbird

/// What the guard knows of somebody who tries to sign in. The password is not part of it.
struct SignInAttempt: Sendable {
    /// The name as it was typed, whether anybody has it or not.
    let name: String
    let address: ClientAddress?
    /// What the browser says about former sign-ins.
    let devices: DeviceCookie
    /// The solution of a challenge, if the browser sent one.
    let proof: String?

    init(name: String, address: ClientAddress?, devices: DeviceCookie, proof: String?) {
        self.name = name
        self.address = address
        self.devices = devices
        self.proof = proof
    }

    /// Takes what a sent form and its request say.
    init(_ request: Request, _ fields: RawSubmission, _ context: DoorContext) {
        self.init(
            name: fields.first("name") ?? "", address: context.clientAddress,
            devices: DeviceCookie(request),
            proof: fields.values(ReservedNames.altcha).first { !$0.isEmpty })
    }
}

/// What becomes of a try, before anything is derived from its password.
enum SignInDecision: Hashable, Sendable {
    /// The password may wait for its turn, in this lane.
    case goOn(SignInLane)
    /// Not now: in so many seconds.
    case wait(seconds: Int, because: SignInDelay)
    /// Only with a proof of work.
    case prove
}

/// Why somebody has to wait.
enum SignInDelay: Hashable, Sendable {
    /// Too many tries, by this subscriber, this device or for this name.
    case tries
    /// Too many who wait already.
    case crowd
}
