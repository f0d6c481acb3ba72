/// How far each sign counts when meaning is known.
///
/// Chosen on development queries: 900 draws from wide ranges, judged with and without tags together; these are the middle of the forty
/// best, rounded, and not the very best, which fits the queries at hand. Held-out queries in six folds lose 0.01 of nDCG@10 against
/// the queries the weights were chosen on. No single weight is sharp: half of it or half more costs less than 0.015, except `tag`.
struct MeaningWeights: Sendable {
    /// Words said in the window, against one deviation of nearness.
    var words: Float = 1.1
    /// Of the window before: the buyer's words often stand just before the answer.
    var carried: Float = 0.3
    /// Words of the clip's title, rules, tags and speakers.
    var written: Float = 1.2
    /// A window that talks like the likely objection, when tags taught how that sounds.
    var affinity: Float = 0.9
    /// A clip that has such a window.
    var clipAffinity: Float = 0.5
    /// What somebody said the clip is about is the best sign there is, even though a few are wrong.
    var tag: Float = 3
    var competitor: Float = 2
    /// Without tags only the phrasings tell how an objection sounds: of a clip more reliably than of a window.
    var untaggedAffinity: Float = 0.6
    var untaggedClipAffinity: Float = 0.9
    /// What the guess of the objection is made of: nearness to its phrasings, terms in common with them, the learned direction, and
    /// the tags of the nearest windows.
    var phrasing: Float = 1.7
    var shared: Float = 0.45
    var along: Float = 1.6
    var vote: Float = 0.65
    var temperature: Float = 0.6
    /// From this nearness to a phrasing on a guess counts at all, and from the other on it counts whole.
    var doubtful: Float = 0.12
    var sure: Float = 0.48
    /// Below it a lookup is about nothing the list of objections knows.
    var miss: Float = 0.28
}
