/// One speaker in the form.
struct SpeakerForm {
    let formNumber: Int
    var speakerNameField = TextField()
}

/// One rule in the form.
struct RuleForm {
    let formNumber: Int
    var ruleWhenField = TextField()
    var ruleDoField = TextField()
    var ruleBecauseField = TextField()
}

/// One moment in the form.
struct MomentForm {
    let formNumber: Int
    var formMomentId = ""
    var momentStartField = TextField()
    var momentEndField = TextField()
    var momentTitleField = TextField()
}

/// The notice record in the form.
struct NoticeForm {
    var noticePeopleField = TextField()
    var noticeToldField = TextField()
    /// Only those responsible, the team, the whole library.
    var noticeAllowsField = ChoiceField()
    var noticeExternalField = CheckField()
    var noticeUntilField = TextField()
}

/// The transcript in the form.
struct TranscriptForm {
    let transcriptVersion: String
    /// Such as "Written by the machine" or "Edited by Ana on 3 March".
    let transcriptSource: String
    let lineForms: [LineForm]
    /// Every revision but the newest, newest first.
    var revisionRows: [RevisionRow] = []
    /// "3 earlier versions"; nil without any.
    var revisionCount: String?
}

/// An earlier revision of the transcript.
struct RevisionRow {
    let revisionNumber: Int
    /// "Edited by Ana, yesterday"
    let revisionText: String
}

/// One line of the transcript in the form.
struct LineForm {
    let lineNumber: Int
    let lineTime: String
    let lineStartMilliseconds: Int
    var lineEndMilliseconds = 0
    let lineText: String
    /// Which words of the text the machine was unsure of, counted from 0, separated by blanks; nil for none.
    var lineDoubts: String?
    /// The same words themselves.
    var lineDoubtWords: String?
}

/// One thing publishing needs.
struct StepRow {
    let stepLabel: String
    /// Which of the checks of the page's script keeps it up to date: `title`, `stage`, `objection` or `notice`.
    let stepKey: String
    /// The id of its first field, without `#`.
    let stepAnchor: String
    var stepDone = false
}

/// A title to take with one tap.
struct TitleSuggestion {
    let suggestedTitle: String
    /// "Said at 0:12" or "From the file's name"
    let suggestedFrom: String
}

/// What the transcript sounds like.
struct ObjectionSuggestion {
    let guessTerm: String
    let guessLabel: String
    /// "Quite sure", "Likely" or "Only a guess"
    let guessSure: String
    let guessQuote: String
    let guessTime: String
    let guessMilliseconds: Int
}

/// Where moments are marked.
struct MarkingView {
    let markingDuration: Int
    /// The `d` of an SVG path in a box of 1000 by 100; nil without a waveform.
    let markingPath: String?
}
