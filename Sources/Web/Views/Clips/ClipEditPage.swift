/// Everything about a clip in one form, `POST /clips/{id}/edit`, urlencoded, that works without scripts.
///
/// Field names: `_csrf`, `version`, `title`, `stage`, `objection`, `clip_type`, `persona`, `industry`, `language`, `origin`,
/// `purpose`, `description`, `tags` (separated by commas), `owner`, `team`, `recorded_on`, `verify_by` (`YYYY-MM-DD`),
/// `visibility`, `conditions` (one a line), `speakers_N_name` (offered from `peopleNames`), `rules_N_when`, `rules_N_do`, `rules_N_because`,
/// `moments_N_id` (empty for a new one), `moments_N_start`, `moments_N_end` (`m:ss`, `h:mm:ss`, each with up to three digits after a point), `moments_N_title`,
/// `notice_people`, `notice_told`, `notice_allows` (`private`, `team`, `library`), `notice_external` (`on`),
/// `notice_until` (`YYYY-MM-DD`), and the button `action` (`save` or `publish`). N counts from 1 without gaps for what the
/// server sent; scripts may add higher numbers, and a row whose fields are all empty is no row.
///
/// Beside it: `POST /clips/{id}/transcript` with `version` and `lines_N_text`, N from 1 in the order of the lines (an
/// empty text removes the line), `POST /clips/{id}/transcript/restore` with `version` and `revision`, and
/// `POST /clips/{id}/captions` with `captions_text` (WebVTT or SRT pasted). Their fields name their form, because the lines
/// stand beside the player, inside the big form.
///
/// With scripts nothing is posted: each field is one field of `PATCH /api/v1/clips/{id}`, saved as it is changed.
struct ClipEditPage: PageView {
    static let template = "clips/edit"
    /// "Edit: " and the clip's title.
    let pageTitle: String
    let clipId: String
    let clipAddress: String
    let formVersion: String
    /// Whose unsent edits a browser may bring back: not those of whoever sat there before.
    let editorId: String
    let stateBadge: StateBadge
    var editProblems: ProblemSummary?
    /// The first thing to do after an upload; nil later.
    var firstTimeHint = false
    /// What publishing needs, done or not, in the order of the page.
    var stepRows: [StepRow] = []
    var stepsDone = ""
    var titleSuggestions: [TitleSuggestion] = []
    var objectionSuggestion: ObjectionSuggestion?
    /// The small player; nil until something can be played.
    var player: PlayerView?
    var processing: ProcessingView?
    var titleField = TextField()
    var descriptionField = TextField()
    var stageField = ChoiceField()
    /// Each with the stages it usually comes up in.
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
    /// What scripts make another moment of.
    var blankMoment = MomentForm(formNumber: 0)
    /// The clip's length and the outline of its sound, for marking moments; nil until it can be played.
    var marking: MarkingView?
    var noticeForm = NoticeForm()
    var canPublish = false
    /// Why it cannot be published yet whatever is filled in; nil when it can be.
    var publishWait: String?
    var isPublished = false
    /// Nil while there is no transcript.
    var transcriptForm: TranscriptForm?
}
