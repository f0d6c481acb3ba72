/// Rubrics every installation can begin with. They are taken over into a team and changed there.
package enum StarterRubric: String, Sendable, Hashable, Codable, CaseIterable {
    case objectionHandled = "objection_handled"
    case sixtySeconds = "sixty_seconds"
    case opener
    case discovery
    case valueStory = "value_story"
    case close
    case coaching

    package var title: String {
        switch self {
        case .objectionHandled: "Objection handled"
        case .sixtySeconds: "60-second difference"
        case .opener: "Opener"
        case .discovery: "Discovery slice"
        case .valueStory: "Value story"
        case .close: "Close and commitment"
        case .coaching: "Coaching contact"
        }
    }

    package var criteria: [CriterionInput] {
        entries.map { CriterionInput(title: $0.0, weight: $0.1, levels: $0.2) }
    }

    private typealias Entry = (String, Int, [String])

    private var entries: [Entry] {
        switch self {
        case .objectionHandled: Self.objectionEntries
        case .sixtySeconds: Self.differenceEntries
        case .opener: Self.openerEntries
        case .discovery: Self.discoveryEntries
        case .valueStory: Self.storyEntries
        case .close: Self.closeEntries
        case .coaching: Self.coachingEntries
        }
    }

    private static let objectionEntries: [Entry] = [
        (
            "Acknowledged", 1,
            [
                "Talked over it or argued.", "Went on as if nothing was said.", "Said they heard it.",
                "Gave it back in the buyer's words, without agreeing.",
            ]
        ),
        (
            "Clarified", 2,
            [
                "Answered at once.", "Asked something the buyer had said already.", "Asked one open question.",
                "Asked until the real concern had a name.",
            ]
        ),
        (
            "Answered the real thing", 3,
            [
                "Answered another question.", "Listed features.", "Answered what was said.",
                "Answered what was behind it, and nothing else.",
            ]
        ),
        (
            "Evidence", 1,
            [
                "Claimed it.", "Named customers, not what happened there.", "Gave one example or figure.",
                "Gave one example or figure that is like this buyer.",
            ]
        ),
        (
            "Next step", 1,
            [
                "Left it hanging.", "Went on without checking.", "Checked that it was settled.",
                "Checked that it was settled and agreed what comes next.",
            ]
        ),
    ]

    private static let differenceEntries: [Entry] = [
        (
            "Specific", 1,
            [
                "Anybody could have said it.", "True of most in the market.", "One thing that is ours.",
                "One thing that is ours, so plain that it can be repeated.",
            ]
        ),
        (
            "Matters to this client", 2,
            [
                "About us only.", "Matters to some clients.", "Tied to their kind of business.",
                "Tied to what this client said themselves.",
            ]
        ),
        (
            "Credible proof", 1,
            [
                "None.", "A claim about quality.", "An example or a figure.",
                "An example or a figure they can check.",
            ]
        ),
        (
            "Against rival or status quo", 1,
            [
                "Nothing to compare with.", "Ran others down.", "Said what is otherwise elsewhere.",
                "Said fairly what is otherwise elsewhere, and what that costs.",
            ]
        ),
    ]

    private static let openerEntries: [Entry] = [
        (
            "Relevant", 2,
            [
                "Could be for anybody.", "Named their industry.", "Named something about their company.",
                "Named something that concerns this person now.",
            ]
        ),
        (
            "Clear", 1,
            [
                "Hard to say what it was about.", "Clear after a while.", "Clear after one sentence.",
                "The reason for calling came in the first 15 seconds.",
            ]
        ),
        (
            "Brief", 1,
            [
                "More than a minute.", "Up to a minute.", "Up to half a minute.",
                "As long as it takes and no longer.",
            ]
        ),
        (
            "Permission", 1,
            [
                "Just talked.", "Asked whether it is a bad time.", "Asked for a moment.",
                "Asked for a moment and said what for.",
            ]
        ),
        ("Ask", 1, ["None.", "Vague.", "Clear.", "Clear, small, and easy to say yes to."]),
    ]

    private static let discoveryEntries: [Entry] = [
        (
            "Depth of follow-up", 2,
            [
                "Went to the next question.", "Repeated the question.", "Asked about the answer once.",
                "Followed the answer until there was an example.",
            ]
        ),
        (
            "Consequence", 2,
            [
                "Not asked.", "Said it for the buyer.", "Asked what it leads to.",
                "The buyer said what it leads to, and for whom.",
            ]
        ),
        (
            "Numbers", 1,
            ["None.", "A guess of our own.", "A figure of theirs.", "A figure of theirs, and where it comes from."]
        ),
        (
            "Summary", 1,
            [
                "None.", "Summed up what suits us.", "Summed up what they said.",
                "Summed up what they said, and let them put it right.",
            ]
        ),
    ]

    private static let storyEntries: [Entry] = [
        (
            "Situation", 1,
            [
                "Began with us.", "A client without a face.", "A client and their trouble.",
                "A client like this one and their trouble, in two sentences.",
            ]
        ),
        (
            "Change", 1,
            [
                "Not told.", "Told as features.", "What was done otherwise.",
                "What was done otherwise, and what was hard about it.",
            ]
        ),
        (
            "Result", 1,
            ["Not told.", "They were happy.", "What became better.", "What became better, by how much and by when."]
        ),
        (
            "Link to this client", 2,
            ["Not made.", "Left to them.", "Said what is alike.", "Asked what of it is like theirs."]
        ),
    ]

    private static let closeEntries: [Entry] = [
        ("Recap of value", 1, ["None.", "What we sell.", "What they get.", "What they get, in their words."]),
        (
            "Removes obstacles", 1,
            [
                "Did not ask.", "Hoped there are none.", "Asked what stands in the way.",
                "Asked what stands in the way, and dealt with it.",
            ]
        ),
        (
            "Specific ask", 2,
            [
                "Did not ask.", "Asked to stay in touch.", "Asked for a decision.",
                "Asked for one decision that this person can make.",
            ]
        ),
        (
            "Silence", 1,
            [
                "Answered their own question.", "Filled the silence.", "Waited a little.",
                "Waited until the buyer had spoken.",
            ]
        ),
        (
            "Dated next step", 1,
            ["None.", "Somebody will be in touch.", "A step.", "A step, a day, and who does it."]
        ),
    ]

    private static let coachingEntries: [Entry] = [
        ("One topic", 1, ["Everything at once.", "Three or more.", "Two.", "One."]),
        (
            "Asked before telling", 2,
            [
                "Told.", "Asked whether they agree.", "Asked what they saw themselves.",
                "Asked what they saw themselves, and waited.",
            ]
        ),
        (
            "Behaviour, not person", 1,
            [
                "About the person.", "About an attitude.", "About what was done.",
                "About what was done, at a moment, and what it did.",
            ]
        ),
        (
            "Both questions answered", 1,
            [
                "Neither.", "What went wrong.", "What went well and what to do otherwise.",
                "What went well and what to do otherwise, in their words.",
            ]
        ),
        ("One try agreed", 1, ["None.", "Several.", "One.", "One, with a day."]),
    ]
}
