/// Looking up a moment by the buyer's words. Form: `GET /lookup` with `q`, `stage`, `objection`, `persona`.
struct LookupPage: PageView {
    static let template = "lookup/show"
    var pageTitle = say("lookup.title")
    var queryText = ""
    let stageOptions: [ChoiceOption]
    let objectionOptions: [ChoiceOption]
    let personaOptions: [ChoiceOption]
    var industryOptions: [ChoiceOption] = []
    var speakerOptions: [ChoiceOption] = []
    var languageOptions: [ChoiceOption] = []
    var unseenOptions: [ChoiceOption] = []
    /// One of the filters that are folded away is set.
    var moreIsOpen = false
    /// Performers and managers put what is found into sets.
    var canBuild = false
    let lookupResults: LookupResults
}

/// The answers to one lookup, drawn by the partial `lookup/results`; `lookup.js` builds the same nodes from the API.
struct LookupResults {
    /// Nothing was asked yet: the place teaches what can be typed. No other field is shown then.
    var nothingAsked = false
    /// Ready to tap when nothing was asked: phrasings, as links to `/lookup?q=...`.
    var exampleChips: [ChipView] = []
    /// What this person looked up last, and what many looked up; the same kind of links.
    var recentChips: [ChipView] = []
    var popularChips: [ChipView] = []
    var correction: LookupCorrection?
    /// What the words were understood as; a link that makes it a filter.
    var situation: ChipView?
    /// Nobody could answer it well; the rows are then only the nearest.
    var isMiss = false
    /// Where a missed answer can be asked for; nil without words.
    var askAddress: String?
    /// Such as "5 moments"; nil on a miss.
    var countText: String?
    let resultRows: [LookupRow]
    /// Where these become a set; nil for those who build none, and without results.
    var setAddress: String?
    /// Such as "3 ms".
    var tookText: String?
}

/// The words were spelled differently than anything known.
struct LookupCorrection {
    /// What was looked up instead.
    let correctedText: String
    /// What was typed.
    let typedText: String
}

/// One moment found.
struct LookupRow {
    /// The clip's page at the moment's second: `/clips/{id}?t=42`.
    let resultAddress: String
    let resultTitle: String
    let resultSpeaker: String
    var resultPoster: String?
    var resultIsAudio = false
    /// Nil while the clip cannot be played inline.
    var resultMedia: String?
    var resultCaptions: String?
    let resultStartMilliseconds: Int
    var resultEndMilliseconds: Int
    let resultQuote: [QuotePart]
    /// Such as "The transcript says it" or "Tagged Too expensive".
    let resultWhy: String
    /// `0:48`
    var resultLength: String
    /// Such as "Price list 2025 ended"; nil while the clip is fresh.
    var resultFreshness: String?
    /// Such as "You watched this on 3 March".
    var resultWatched: String?
    var resultStage: String?
    var resultObjection: String?
    /// The clip, for keeping it.
    var resultClip = ""
    var resultKept = false
    /// Where it is put into a set; nil for those who build none.
    var resultSetAddress: String?
}

/// A piece of the quote; the marked ones are the words that matched.
struct QuotePart {
    let partText: String
    var partMarked = false
}
