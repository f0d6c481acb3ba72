import Domain
import Lookup
import Services
import Testing

@testable import Web

/// What the first page proposes.
@Suite(.inEnglish)
struct NextStepsTests {
    private static let today = Day(daysSince1970: 20_000)
    private static let price = ID<Term>("ob.price")
    private static let timing = ID<Term>("ob.timing")

    private static func steps(
        _ role: Role, own: [Clip] = [], drafts: [Clip] = [], answered: Bool = true, recent: [String] = ["x"],
        failedJobs: Int? = nil, people: Int? = nil, feedback: FeedbackService.Open = FeedbackService.Open()
    ) -> [NextStep] {
        let person = Person(
            id: ID("person_a"), name: "Ana", email: "a@b.c", role: role, createdAt: Instant(milliseconds: 0))
        let taxonomy = Taxonomy(
            terms: [
                Term(id: price, kind: .objection, label: "Too expensive", position: 0),
                Term(id: timing, kind: .objection, label: "Not now", position: 1),
            ],
            phrasings: [
                Phrasing(id: ID("phrasing_a"), objection: price, text: "You're too expensive & slow", position: 0)
            ])
        return NextSteps(
            actor: Actor(person: person, teams: []), taxonomy: taxonomy, own: own, drafts: drafts,
            coverage: answered ? [CoverageCell(stage: nil, objection: price, count: 2)] : [], recentLookups: recent,
            failedJobs: failedJobs, people: people, today: today, feedback: feedback
        ).steps
    }

    private static func clip(_ title: String, state: ClipState = .published, verifyBy: Day? = nil) -> Clip {
        let now = Instant(milliseconds: 0)
        return Clip(
            id: ID("clip_\(title.count)"), team: ID("team_a"), owner: ID("person_a"), state: state, visibility: .team,
            details: ClipDetails(title: title, verifyBy: verifyBy), media: ClipMedia(), version: 1, createdAt: now,
            updatedAt: now, publishedAt: now, trashedAt: nil, stateBeforeTrash: nil)
    }

    @Test func whoHasNothingToDoIsLeftInPeace() {
        #expect(Self.steps(.rep) == [])
    }

    @Test func firstLookupIsProposedInWordsThatHaveAnAnswer() {
        let steps = Self.steps(.rep, recent: [])
        #expect(steps.map(\.stepAddress) == ["/lookup?q=You%27re%20too%20expensive%20%26%20slow"])
        #expect(Self.steps(.rep, answered: false, recent: []) == [])
    }

    @Test func draftsWaitToBePublished() {
        let steps = Self.steps(.rep, drafts: [Self.clip("One", state: .draft), Self.clip("Three", state: .draft)])
        #expect(steps.map(\.stepAddress) == ["/clips/clip_3/edit"])
        #expect(steps.first?.stepDetail.contains("1 more draft waits") == true)
    }

    @Test func clipsAreVerifiedTwoWeeksAheadAndTheOldestFirst() {
        let own = [
            Self.clip("later", verifyBy: Self.today.advanced(byDays: 15)),
            Self.clip("in time", verifyBy: Self.today.advanced(byDays: 14)),
            Self.clip("long ago", verifyBy: Self.today.advanced(byDays: -100)), Self.clip("never"),
        ]
        #expect(Self.steps(.rep, own: own).map(\.stepAddress) == ["/clips/clip_8/edit"])
        #expect(Self.steps(.rep, own: [own[0]]) == [])
    }

    @Test(arguments: [Role.performer, .manager, .admin])
    func whoMakesClipsIsToldWhatNobodyAnswers(role: Role) {
        #expect(Self.steps(role).map(\.stepTitle) == ["Nobody answers \u{201C}Not now\u{201D} yet"])
    }

    @Test func failedWorkComesFirstAndThereAreThreeAtMost() {
        let steps = Self.steps(
            .admin, own: [Self.clip("old", verifyBy: Self.today)], drafts: [Self.clip("d", state: .draft)],
            recent: [], failedJobs: 2, people: 1)
        #expect(steps.map(\.stepAddress) == ["/admin/jobs", "/admin/people", "/clips/clip_1/edit"])
    }

    @Test func whoeverIsWaitedForIsToldFirst() {
        var feedback = FeedbackService.Open()
        feedback.waiting = 2
        feedback.unanswered = 1
        let steps = Self.steps(.performer, drafts: [Self.clip("Draft", state: .draft)], feedback: feedback)
        #expect(steps.map(\.stepAddress) == ["/feedback", "/feedback?shelf=received", "/clips/clip_5/edit"])
        #expect(steps.first?.stepTitle == "2 clips wait for your feedback")
    }
}
