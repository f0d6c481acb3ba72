import Hummingbird

/// The page that shows every component, with made-up content.
extension Pages {
    var styleRoutes: [Route] {
        [.get("/style", .page { try await style($1) }, about: .page)]
    }

    private func style(_ caller: Caller) async throws -> Response {
        let page = StylePage(
            iconNames: assets.iconNames,
            momentCards: [
                MomentCard(
                    momentAddress: "/style", momentTitle: "We found someone cheaper", momentSpeaker: "Maya Lindqvist",
                    momentLength: "1:05", momentStage: "Negotiation", momentObjection: "Too expensive",
                    momentNote: "you stopped at 1:12", momentProgress: 62),
                MomentCard(
                    momentAddress: "/style", momentTitle: "Call me back in six months", momentIsAudio: true,
                    momentLength: "0:48"),
            ],
            clipCards: [
                ClipCard(
                    cardAddress: "/style", cardTitle: "call.mp4",
                    cardState: StateBadge(badgeLabel: "Making it playable", badgeTone: "busy"), cardProgress: 40),
                ClipCard(
                    cardAddress: "/style", cardTitle: "The whole demonstration", cardIsAudio: true, cardLength: "1:42",
                    cardState: StateBadge(badgeLabel: "Draft", badgeTone: "calm"), cardFreshness: "Needs a notice",
                    cardWhen: "added yesterday"),
            ],
            chips: [
                ChipView(chipLabel: "Negotiation", chipAddress: "/style", chipCount: "4"),
                ChipView(chipLabel: "Too expensive", chipAddress: "/style", chipCurrent: true),
            ],
            resultRows: [
                LookupRow(
                    resultAddress: "/style", resultTitle: "You're way above the others",
                    resultSpeaker: "Maya Lindqvist",
                    resultStartMilliseconds: 0, resultEndMilliseconds: 48_000,
                    resultQuote: [
                        QuotePart(partText: "So you are saying we are "),
                        QuotePart(partText: "too expensive", partMarked: true),
                        QuotePart(partText: ". Compared with what?"),
                    ],
                    resultWhy: "The transcript says too expensive", resultLength: "0:48",
                    resultFreshness: "To be verified since 2026-03-01", resultWatched: "You watched this on 3 March",
                    resultStage: "Negotiation", resultObjection: "Too expensive")
            ])
        return try await draw(page, caller, at: .nowhere)
    }
}
