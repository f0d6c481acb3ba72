/// Everything about a clip in one form, `POST /clips/{id}/edit`, urlencoded, that works without scripts.
///
/// Field names: `_csrf`, `version`, `title`, `stage`, `objection`, `clip_type`, `persona`, `industry`, `language`, `origin`,
/// `purpose`, `description`, `tags` (separated by commas), `owner`, `team`, `recorded_on`, `verify_by` (`YYYY-MM-DD`),
/// `visibility`, `conditions` (one a line), `speakers_N_name` (offered from `peopleNames`), `rules_N_when`, `rules_N_do`, `rules_N_because`,
/// `moments_N_id` (empty for a new one), `moments_N_start`, `moments_N_end` (`m:ss` or `h:mm:ss`), `moments_N_title`,
/// `notice_people`, `notice_told`, `notice_allows` (`private`, `team`, `library`), `notice_external` (`on`),
/// `notice_until` (`YYYY-MM-DD`), and the button `action` (`save` or `publish`). N counts from 1 without gaps for what the
/// server sent; scripts may add higher numbers, and a row whose fields are all empty is no row.
///
/// Beside it: `POST /clips/{id}/transcript` with `version` and `lines_N_text`, N from 1 in the order of the lines (an
/// empty text removes the line), and `POST /clips/{id}/captions` with `captions_text` (WebVTT or SRT pasted). Scripts
/// send a caption file by `PUT /api/v1/clips/{id}/captions` as `text/vtt` or `application/x-subrip`.
struct ClipEditPage: PageView {
    static let template = "clips/edit"
    /// "Edit: " and the clip's title.
    let pageTitle: String
    let clipId: String
    let clipAddress: String
    let formVersion: String
    let stateBadge: StateBadge
    var editProblems: ProblemSummary?
    /// The first thing to do after an upload; nil later.
    var firstTimeHint = false
    /// The small player; nil until something can be played.
    var player: PlayerView?
    var processing: ProcessingView?
    var titleField = TextField()
    var descriptionField = TextField()
    var stageField = ChoiceField()
    var objectionField = ChoiceField()
    var clipTypeField = ChoiceField()
    var personaField = ChoiceField()
    var industryField = ChoiceField()
    var languageField = ChoiceField()
    var originField = ChoiceField()
    var purposeField = ChoiceField()
    var ownerField = ChoiceField()
    var visibilityField = ChoiceField()
    /// Nil when there is no team to choose.
    var teamField: ChoiceField?
    var tagsField = TextField()
    var recordedOnField = TextField()
    var verifyByField = TextField()
    var conditionsField = TextField()
    /// Those there are and at least one empty row.
    var speakerForms: [SpeakerForm] = []
    /// Offered while a speaker's name is typed.
    var peopleNames: [String] = []
    /// Always three.
    var ruleForms: [RuleForm] = []
    /// Those there are and one empty row.
    var momentForms: [MomentForm] = []
    var noticeForm = NoticeForm()
    var canPublish = false
    var isPublished = false
    /// Nil while there is no transcript.
    var transcriptForm: TranscriptForm?
}

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
}

/// One line of the transcript in the form.
struct LineForm {
    let lineNumber: Int
    let lineTime: String
    let lineStartMilliseconds: Int
    let lineText: String
}
