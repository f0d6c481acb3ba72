import Domain
import Lookup
import Services

/// What the first page proposes to do next, from what is really there: at most three things, the most urgent first.
struct NextSteps {
    let actor: Actor
    let taxonomy: Taxonomy
    /// The person's own published clips, to find those whose day of verification comes near.
    let own: [Clip]
    /// The person's own drafts.
    let drafts: [Clip]
    let coverage: [CoverageCell]
    /// What the person looked up before.
    let recentLookups: [String]
    /// Background work that failed; nil for whoever cannot see it.
    let failedJobs: Int?
    /// How many people there are; nil for whoever cannot see them.
    let people: Int?
    let today: Day
    /// Questions that were answered, and questions that wait for this person.
    var requests = RequestNews()
    /// Clips that wait for this person's feedback, and comments on their own that wait for an answer.
    var feedback = FeedbackService.Open()

    /// How many days before a clip's day of verification its owner is asked.
    private static let verifyAheadDays: Int64 = 14

    var steps: [NextStep] {
        Array((requestSteps + feedbackSteps + machineSteps + ownSteps + learningSteps + gapSteps).prefix(3))
    }

    /// Somebody waits at the other end of these.
    private var requestSteps: [NextStep] {
        var steps: [NextStep] = []
        if let request = requests.answered.first {
            let others = requests.answered.count - 1
            steps.append(
                NextStep(
                    stepIcon: "check", stepTitle: say("next.was_answered", ["question": request.text]),
                    stepDetail: say("next.others_answered", count: others),
                    stepAddress: others > 0 ? "/requests?scope=mine" : "/requests/\(request.id)"))
        }
        if let request = requests.waiting.first {
            let others = requests.waiting.count - 1
            steps.append(
                NextStep(
                    stepIcon: "ask", stepTitle: say("next.can_you_answer", ["question": request.text]),
                    stepDetail: say("next.others_wait", count: others),
                    stepAddress: others > 0 ? "/requests?scope=for_me" : "/requests/\(request.id)"))
        }
        return steps
    }

    private var feedbackSteps: [NextStep] {
        var steps: [NextStep] = []
        if feedback.waiting > 0 {
            steps.append(
                NextStep(
                    stepIcon: "feedback", stepTitle: say("next.feedback_waits", count: feedback.waiting),
                    stepDetail: say("next.one_moment_one_thing"), stepAddress: "/feedback"))
        }
        if feedback.unanswered > 0 {
            steps.append(
                NextStep(
                    stepIcon: "feedback", stepTitle: say("next.feedback_for_you", count: feedback.unanswered),
                    stepDetail: say("next.say_what_you_try"), stepAddress: "/feedback?shelf=received"))
        }
        return steps
    }

    private var machineSteps: [NextStep] {
        var steps: [NextStep] = []
        if let failedJobs, failedJobs > 0 {
            steps.append(
                NextStep(
                    stepIcon: "warn", stepTitle: say("next.jobs_failed", count: failedJobs),
                    stepDetail: say("next.see_why_try_again"), stepAddress: "/admin/jobs"))
        }
        if people == 1 {
            steps.append(
                NextStep(
                    stepIcon: "people", stepTitle: say("next.let_your_people_in"),
                    stepDetail: say("next.everyone_gets_account_team"), stepAddress: "/admin/people"))
        }
        return steps
    }

    private var ownSteps: [NextStep] {
        var steps: [NextStep] = []
        if let draft = drafts.first {
            steps.append(
                NextStep(
                    stepIcon: "edit", stepTitle: say("next.publish", ["title": draft.details.title]),
                    stepDetail: say("next.draft_waits", count: drafts.count - 1),
                    stepAddress: "/clips/\(draft.id)/edit"))
        }
        let soon = today.advanced(byDays: Self.verifyAheadDays)
        let due = own.filter { $0.details.verifyBy.map { $0 <= soon } ?? false }
            .sorted { ($0.details.verifyBy ?? soon) < ($1.details.verifyBy ?? soon) }
        if let clip = due.first, let day = clip.details.verifyBy {
            steps.append(
                NextStep(
                    stepIcon: "clock", stepTitle: say("next.still_true", ["title": clip.details.title]),
                    stepDetail: say("next.verify_by", ["day": Wording.day(day)]), stepAddress: "/clips/\(clip.id)/edit")
            )
        }
        return steps
    }

    private var learningSteps: [NextStep] {
        guard recentLookups.isEmpty, !coverage.isEmpty, let phrasing = answeredPhrasing else { return [] }
        return [
            NextStep(
                stepIcon: "search", stepTitle: say("next.look_up", ["phrasing": phrasing]),
                stepDetail: say("next.any_words_buyer_uses"),
                stepAddress: "/lookup?q=\(phrasing.percentEncoded())")
        ]
    }

    /// Those who make clips are told what is missing.
    private var gapSteps: [NextStep] {
        guard actor.person.role != .rep, let gap = openObjections.first else { return [] }
        let others = openObjections.count - 1
        return [
            NextStep(
                stepIcon: "plus", stepTitle: say("next.nobody_answers", ["objection": gap.label]),
                stepDetail: say("next.record_first", count: others),
                stepAddress: "/clips/new")
        ]
    }

    private var openObjections: [Term] {
        let answered = Set(coverage.filter { $0.count > 0 }.compactMap(\.objection))
        return taxonomy.active(.objection).filter { !answered.contains($0.id) }
    }

    /// What buyers say of the objection that is answered most.
    private var answeredPhrasing: String? {
        let counts = Dictionary(
            coverage.compactMap { cell in cell.objection.map { ($0, cell.count) } }, uniquingKeysWith: +)
        let most = counts.max { ($0.value, $1.key.text) < ($1.value, $0.key.text) }?.key
        return taxonomy.phrasings.first { $0.objection == most && $0.retiredAt == nil }?.text
    }
}
