package import Domain
package import NIOHTTP1

/// What the gate lets through: whose name we answer to, whose word about the client we take, how large a body may be.
package struct GateRules: Sendable {
    package let hosts: HostRule
    /// Reverse proxies whose `X-Forwarded-For` is believed, and which the limits per client do not count.
    package let proxies: [AddressRange]
    /// Whether the public address is https: refusals then carry HSTS like every other answer.
    package let isSecure: Bool
    /// The body rule of a method and a path (without query), asked before a byte of the body is read.
    package let bodyLimit: @Sendable (_ method: HTTPMethod, _ path: String) -> BodyRule
    package let world: World

    package init(
        hosts: HostRule,
        proxies: [AddressRange] = [],
        isSecure: Bool = false,
        world: World,
        bodyLimit: @escaping @Sendable (_ method: HTTPMethod, _ path: String) -> BodyRule = { _, _ in .ordinary }
    ) {
        self.hosts = hosts
        self.proxies = proxies
        self.isSecure = isSecure
        self.world = world
        self.bodyLimit = bodyLimit
    }
}
