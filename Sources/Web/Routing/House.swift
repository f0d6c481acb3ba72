package import Domain

/// What every route's gate shares: keys, limits, cookies, and how problems look.
package struct House: Sendable {
    package let gatekeeper: Gatekeeper
    package let csrf: CSRF
    package let cookies: SessionCookies
    package let limits: RateLimits
    package let repeats: Repeats
    package let problems: ProblemAnswers
    package let world: World

    package init(
        gatekeeper: Gatekeeper, csrf: CSRF, cookies: SessionCookies, limits: RateLimits, repeats: Repeats,
        problems: ProblemAnswers, world: World
    ) {
        self.gatekeeper = gatekeeper
        self.csrf = csrf
        self.cookies = cookies
        self.limits = limits
        self.repeats = repeats
        self.problems = problems
        self.world = world
    }
}
