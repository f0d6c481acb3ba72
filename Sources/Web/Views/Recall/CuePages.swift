/// Every cue that is asked (`/cues`).
struct CuesPage: PageView {
    static let template = "cues/index"
    var pageTitle = say("cues.title")
    let cueRows: [CueRow]
}

/// One cue in a list. Forms: `POST /cues/{id}/memory` and `POST /cues/{id}/memory/leave`, with `_csrf` and `back`.
struct CueRow {
    let rowCue: String
    let rowCueLine: String
    let rowCueAddress: String
    var rowCueObjection: String?
    /// Such as "3 key points, 2 speakers".
    let rowCueFacts: String
    /// Such as "Asked again on 3 March"; nil while it is not in the schedule.
    var rowCueDue: String?
    /// Where the forms lead back to.
    let rowCueBack: String
}

/// One cue, and for those who may, its form (`/cues/{id}`). Forms, all `POST` with `_csrf`: `/cues/{id}` with the fields of
/// the form · `/cues/{id}/state` with `state` · `/cues/{id}/moments/remove` with `moment`.
struct CuePage: PageView {
    static let template = "cues/show"
    /// The buyer's line.
    let pageTitle: String
    let cueId: String
    var cueObjection: String?
    var cueRetired = false
    var otherLines: [String] = []
    /// Nil for whoever may edit: the form shows them.
    let cuePoints: [RevealPoint]
    let cuePlaces: [CuePlaceRow]
    let cueEntry: CueRow
    /// Where it is put into a set; nil for those who build none.
    var cueToSet: String?
    var cueForm: CueForm?
}

/// Where a cue is answered.
struct CuePlaceRow {
    let placeTitle: String
    let placeSpeaker: String
    let placeAddress: String
    /// Set for those who may take it away.
    var placeRemove: String?
    /// Where the buyer is heard, for those who may change it.
    var placeVoice: PlaceVoice?
}

/// Where the buyer is heard, like `0:04.5`: `POST /cues/{id}/moments/voice` with `_csrf`, `moment`, `from`, `until`; both empty
/// for nowhere.
struct PlaceVoice {
    let voiceMoment: String
    let voiceFrom: String
    let voiceUntil: String
}

/// A new cue out of a clip (`/cues/new?clip=`): `POST /cues` with `clip`, `start`, `end` and the fields of the form.
struct CueNewPage: PageView {
    static let template = "cues/new"
    var pageTitle = say("cue.new")
    let newClipTitle: String
    let newClipAddress: String
    let cueForm: CueForm
    /// Cues on the same objection that this clip could answer, too.
    var attachChoices: [ChoiceOption] = []
    let newClipId: String
}

/// The fields of a cue: `line` (any number), `point_N`, `must_N`, `point_N_id`, `objection`, `retention`, `version`,
/// `wording_only`.
struct CueForm {
    let formAction: String
    var formVersion: String?
    var formClip: String?
    var formStart: String?
    var formEnd: String?
    let lineFields: [CueLineField]
    let pointFields: [CuePointField]
    var objectionField = ChoiceField()
    var retentionField = ChoiceField()
    var cueProblems: ProblemSummary?
    /// Whether there are key points to keep the meaning of.
    var asksWording = false
}

struct CueLineField {
    let lineNumber: Int
    let lineValue: String
}

struct CuePointField {
    let formPointNumber: Int
    let formPointText: String
    let formPointMust: Bool
    var formPointId: String?
}

/// The cues of a clip on its page, and what those who may can make of it.
struct ClipCuesView {
    let clipCueRows: [CueRow]
    /// Where a cue is made of the clip; nil for those who may not.
    var makeCueAddress: String?
    /// What it suggests.
    var suggestedLine: String?
}

/// "Remember this?", shown when a clip was played to its end. Forms: `POST /cues/{id}/memory` with `_csrf`.
struct RememberOffer {
    let offerRows: [OfferRow]
    /// They agreed that it is asked without being chosen.
    let offerEnters: Bool
}

/// One cue that is not in the schedule yet.
struct OfferRow {
    let offerLine: String
    /// Nil when there is nothing to choose.
    let offerCue: String?
}
