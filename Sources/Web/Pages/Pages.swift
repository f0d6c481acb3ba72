package import Domain
import Hummingbird
package import Services

/// The HTML pages: each handler asks the services once and fills one view.
package struct Pages: Sendable {
    let services: Services
    let world: World
    let largestUploadBytes: Int64
    private let templates: Templates
    let assets: Assets
    var languages: Languages { templates.languages }

    package init(
        services: Services, templates: Templates, assets: Assets, world: World, largestUploadBytes: Int64
    ) {
        self.services = services
        self.templates = templates
        self.assets = assets
        self.world = world
        self.largestUploadBytes = largestUploadBytes
    }

    package var routes: [Route] {
        sessionRoutes + accountRoutes + todayRoutes + lookupRoutes + taggingRoutes + clipRoutes + clipEditRoutes
            + adminRoutes
            + adminPeopleRoutes + adminTaxonomyRoutes + requestRoutes + learningRoutes + judgingRoutes + gapRoutes
            + packRoutes + setRoutes + assignmentRoutes + cueRoutes + recallRoutes + memoryRoutes + feedbackRoutes
            + inboxRoutes + newsRoutes + briefRoutes + takeRoutes + rubricRoutes + againRoutes
            + promotionRoutes + styleRoutes
    }

    /// A page for someone who is signed in.
    func draw(
        _ view: some PageView, _ caller: Caller, at place: Place, flash: FlashNotice? = nil,
        status: HTTPResponseStatusCode = 200
    ) async throws -> Response {
        let person = SignedInPerson(
            name: caller.person.name, role: caller.person.role.label, isAdmin: caller.actor.isAdmin)
        let facts = try await services.settings.facts()
        let recall = try await services.recall.waiting(for: caller.person.id)
        let chrome = Chrome(
            signedIn: person, place: place, csrfToken: CSRF.masked(caller.csrfToken, world), flash: flash,
            isDemo: facts.isDemo, organisation: facts.organisation,
            unread: try await services.news.countUnread(of: caller.person.id),
            recall: recall.scheduled == 0 ? nil : RecallLink(waiting: recall.cues, at: place), assets: assets)
        return .html(templates.page(view, chrome: chrome), status: .init(code: status))
    }

    /// A page before signing in.
    func draw(_ view: some PageView, csrfToken: String, status: HTTPResponseStatusCode = 200) async throws -> Response {
        let chrome = Chrome(
            csrfToken: CSRF.masked(csrfToken, world), isDemo: try await services.settings.isDemo(), assets: assets)
        return .html(templates.page(view, chrome: chrome), status: .init(code: status))
    }

    /// A problem as a page, inside the frame of whoever asked.
    package var drawProblem: ProblemAnswers.DrawPage {
        { problem, question in
            let person = question.caller.map {
                SignedInPerson(name: $0.person.name, role: $0.person.role.label, isAdmin: $0.actor.isAdmin)
            }
            let chrome = Chrome(
                signedIn: person, csrfToken: CSRF.masked(question.caller?.csrfToken ?? "", world),
                isDemo: try await services.settings.isDemo(), assets: assets)
            switch problem.status {
            case 404: return templates.page(NotFoundPage(), chrome: chrome)
            case 500:
                return templates.page(FailedPage(requestId: question.context.requestID), chrome: chrome)
            default:
                return templates.page(
                    ProblemPage(
                        pageTitle: problem.title, problemDetail: problem.detail.isEmpty ? nil : problem.detail,
                        problemNotes: problem.errors.map(\.message), requestId: question.context.requestID),
                    chrome: chrome)
            }
        }
    }
}

/// The number of an HTTP status.
typealias HTTPResponseStatusCode = Int

extension Role {
    /// The role in words.
    var label: String {
        say("role.\(rawValue)")
    }
}

extension ProblemSummary {
    /// What to show above a form that was not saved.
    init(_ thrown: Problem) {
        let problem = Words.current.problem(thrown)
        self.init(
            summaryTitle: problem.title, summaryDetail: problem.detail,
            summaryLines: problem.errors.map {
                ProblemLine(problemText: $0.message, problemAnchor: "f-\($0.field)")
            })
    }
}

extension Problem {
    /// What is wrong with one field of a form.
    func message(for field: String) -> String? {
        Words.current.problem(self).errors.first { $0.field == field }?.message
    }
}
