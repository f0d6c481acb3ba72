/// A clip in a list.
struct ClipCard {
    let cardAddress: String
    let cardTitle: String
    /// Address of the poster; nil shows a quiet picture of our own.
    var cardPoster: String?
    var cardIsAudio = false
    /// `1:42`; nil while it is not known yet.
    var cardLength: String?
    /// Names of the speakers, joined; nil when nobody has been named yet.
    var cardSpeaker: String?
    var cardStage: String?
    var cardObjection: String?
    /// State in words, shown as a badge; nil for published clips in the library.
    var cardState: StateBadge?
    /// Such as "Verify by 1 March" or "Out of date"; nil when there is nothing to say.
    var cardFreshness: String?
    /// Such as "added 3 days ago by Ana".
    var cardWhen: String?
    /// Percent, 0 to 100, while it is being processed.
    var cardProgress: Int?
    /// The clip's id, so that live updates find it.
    var cardClip = ""
}

/// A state in words and how it looks. Tone is `calm`, `busy`, `good`, `warn` or `bad`.
struct StateBadge {
    let badgeLabel: String
    let badgeTone: String
}

/// A moment in a list: the newest, or the place where the person stopped.
struct MomentCard {
    /// Address of the clip's page with `?t=` at the moment's second.
    let momentAddress: String
    /// In the buyer's words.
    var momentTitle: String
    var momentSpeaker: String?
    var momentPoster: String?
    var momentIsAudio = false
    /// `0:48`
    let momentLength: String
    var momentStage: String?
    var momentObjection: String?
    /// Such as "added today" or "you stopped at 1:12".
    var momentNote: String?
    /// Percent of the clip already played, 0 to 100.
    var momentProgress: Int?
}
