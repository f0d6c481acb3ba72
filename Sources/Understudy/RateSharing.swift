import ServiceLifecycle
import Services
import Web

/// Tells other nodes once a second how often people asked here, and counts what they tell.
struct RateSharing: Service {
    let limits: RateLimits
    let services: Services

    func run() async throws {
        let limits = limits
        services.follower.hearRates { await limits.take(spent: $0) }
        await cancelWhenGracefulShutdown {
            guard let node = services.node else {
                do { try await Task.sleep(for: .seconds(86_400 * 365)) } catch {}
                return
            }
            while !Task.isCancelled {
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
                guard let spent = await limits.takeSpent() else { continue }
                await node.tellRates(spent)
            }
        }
    }
}
