package import Domain
import HTTPTypes
import Hummingbird

/// What every route's gate shares: keys, limits, cookies, and how problems look.
package struct House: Sendable {
    package let gatekeeper: Gatekeeper
    package let csrf: CSRF
    package let cookies: SessionCookies
    package let limits: RateLimits
    package let repeats: Repeats
    package let problems: ProblemAnswers
    package let languages: Languages
    package let world: World

    package init(
        gatekeeper: Gatekeeper, csrf: CSRF, cookies: SessionCookies, limits: RateLimits, repeats: Repeats,
        problems: ProblemAnswers, languages: Languages, world: World
    ) {
        self.gatekeeper = gatekeeper
        self.csrf = csrf
        self.cookies = cookies
        self.limits = limits
        self.repeats = repeats
        self.problems = problems
        self.languages = languages
        self.world = world
    }

    /// Answers in the language of who asks: the person's own choice, else what the browser asks for, else English.
    func speaking<Answer>(
        to person: Person?, _ request: Request, _ answer: () async throws -> Answer
    ) async rethrows -> Answer {
        let words = languages.words(chosen: person?.language, accepted: request.headers[.acceptLanguage])
        return try await Words.$current.withValue(words) { try await answer() }
    }
}
