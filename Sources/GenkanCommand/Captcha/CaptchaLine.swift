import GenkanOutbound
import ServiceLifecycle

/// The way to one CAPTCHA provider for as long as the house serves. It begins before the entrance and ends
/// after it, so that what is under way is still answered.
struct CaptchaLine: Service {
    let service: CaptchaService

    func run() async throws {
        try? await gracefulShutdown()
        await service.close()
    }
}
