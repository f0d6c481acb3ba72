/// Every component in every state, for whoever changes the styles. Nothing links to it.
struct StylePage: PageView {
    static let template = "style/show"
    var pageTitle = say("style.title")
    /// Names of the colours of `tokens.css`; the page shows each.
    var colourNames = [
        "paper", "surface", "sunken", "ink", "ink-soft", "line", "line-strong", "accent", "accent-strong",
        "accent-soft",
        "light", "good", "good-soft", "warn", "warn-soft", "bad", "bad-soft", "depth-1", "depth-2", "depth-3",
        "depth-4",
    ]
    var iconNames: [String]
    var momentCards: [MomentCard]
    var clipCards: [ClipCard]
    var chips: [ChipView]
    var resultRows: [LookupRow]
}
