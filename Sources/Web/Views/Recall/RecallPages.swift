/// What waits today (`/recall`). Forms, all `POST` with `_csrf`: `/recall/next` with `ask` (`due`, `retry`, `cram`), `zone`,
/// `objection` (any number), `minutes` · `/recall/habit` with the fields of the habit.
struct RecallPage: PageView {
    static let template = "recall/index"
    var pageTitle = say("recall.title")
    /// Such as "4 cues wait, about 3 minutes".
    let recallSummary: String
    /// Set when something can be begun: what the button says.
    var recallStart: String?
    /// How many were forgotten today and can be tried once more.
    var recallRetry: String?
    /// Such as "Due next on 3 March 2027", or why nothing is asked today.
    var recallNotes: [String] = []
    /// Such as "Done today: 3 of at most 5".
    var recallDone: String?
    /// Nothing is in the schedule yet.
    var recallIsEmpty = false
    var recallProblems: ProblemSummary?
    /// What may come up in a call; empty when nothing in the schedule has an objection.
    var cramObjections: [CramChoice] = []
    let habitForm: HabitForm
}

/// An objection to prepare for.
struct CramChoice {
    let cramValue: String
    let cramLabel: String
    var cramChecked = false
}

/// When and how much somebody wants to be asked.
struct HabitForm {
    let habitCues: Int
    let habitMinutes: Int
    let habitZone: String
    let habitDays: [HabitDay]
    var habitHoldFrom: String?
    var habitHoldUntil: String?
    var habitFourGrades = false
    var habitEntersWatched = false
}

/// A day of the week on which nothing is asked when it is ticked.
struct HabitDay {
    let dayValue: String
    let dayLabel: String
    var dayChecked = false
}

/// One cue (`/recall/{showing}`): first the line alone, then the answer beside one's own, then the result. Forms, all `POST`
/// with `_csrf` below that address: `answer` with `answer`, `milliseconds`, `action` (`answer` or `dont_know`) · `grade` with
/// `point` (any number), `look_up`, `effortless`.
struct RecallCuePage: PageView {
    static let template = "recall/show"
    let pageTitle: String
    let showingId: String
    let cueLine: String
    /// Such as "Before the call" or "Just to see"; nil for what is due.
    var occasionText: String?
    var cueObjection: String?
    /// Where the set it comes out of goes on.
    var recallBack: String?
    /// The buyer's voice, before there is an answer; nil where the line is read.
    var cueVoice: CueVoice?
    var recallProblems: ProblemSummary?
    /// What may come up in the call this is for, ids separated by blanks, and the minutes that are left for it.
    var cramWords: String?
    var cramMinutes: Int?
    /// Set until the answer is given.
    var asking: RecallAsking?
    /// Set from the answer on.
    var revealed: RecallRevealed?
}

/// Where the answer goes.
struct RecallAsking {
    var typedAnswer = ""
}

/// One's own answer beside the peer's.
struct RecallRevealed {
    /// Nil for "I don't know".
    var ownAnswer: String?
    var peerPlayer: PeerPlayer?
    /// The key points; each can be ticked until there is a result.
    let revealPoints: [RevealPoint]
    /// Set until there is a grade.
    var ticking: RecallTicking?
    var outcome: RecallOutcome?
}

/// The moment that answers it.
struct PeerPlayer {
    let peerTitle: String
    let peerSpeaker: String
    let peerAddress: String
    /// Nil when it cannot be played here.
    var peerMedia: String?
    var peerType: String?
    var peerPoster: String?
    var peerCaptions: String?
    var peerLanguage: String?
}

struct RevealPoint {
    let pointNumber: Int
    let pointText: String
    let pointMust: Bool
    var pointTicked = false
}

struct RecallTicking {
    var ticksFour = false
}

/// What follows from the ticks.
struct RecallOutcome {
    let outcomeTitle: String
    let outcomeTone: String
    /// Such as "Asked again on 3 March 2027".
    var outcomeNext: String?
    /// Such as "2 more today"; nil when nothing is left.
    var outcomeMore: String?
    /// `due` or `cram`.
    var outcomeAsk = "due"
}

/// The few seconds of a recording in which the buyer is heard.
struct CueVoice {
    /// With the fragment that names the seconds.
    let voiceMedia: String
    let voiceType: String
    /// In milliseconds, for browsers that play on behind the end.
    let voiceStart: Int
    let voiceEnd: Int
}
