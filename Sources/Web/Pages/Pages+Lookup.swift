import Domain
import Hummingbird
import Lookup
import Services

/// Looking up a moment, without scripts.
extension Pages {
    var lookupRoutes: [Route] {
        [.get("/lookup", .page(lookup), rate: .lookup, about: .page)]
    }

    private func lookup(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let taxonomy = try await services.taxonomy.taxonomy()
        let query = web.query
        var input = LookupInput(
            text: query.text("q") ?? "", stage: try query.id("stage"), objection: try query.id("objection"),
            persona: try query.id("persona"), industry: try query.id("industry"), speaker: query.text("speaker"),
            limit: 20)
        input.language = query.text("language").map { String($0.prefix(35)) }
        let isUnseenOnly = query.flag("unseen")
        let isMore =
            input.industry != nil || input.speaker != nil || input.language != nil || isUnseenOnly
        let isAsked =
            !input.text.isEmpty || input.stage != nil || input.objection != nil || input.persona != nil || isMore
        let builds = Permission.buildsSets(caller.actor)
        let results =
            isAsked
            ? LookupResults(
                try await services.lookup.lookup(input, isUnseenOnly: isUnseenOnly, by: caller.actor), input, taxonomy,
                buildsSets: builds)
            : try await nothingAsked(taxonomy, caller.actor)
        let names = services.lookup.names(by: caller.actor)
        let page = LookupPage(
            queryText: input.text,
            stageOptions: taxonomy.options(.stage, selected: input.stage?.text, none: say("lookup.any")),
            objectionOptions: taxonomy.options(.objection, selected: input.objection?.text, none: say("lookup.any")),
            personaOptions: taxonomy.options(.persona, selected: input.persona?.text, none: say("lookup.any")),
            industryOptions: taxonomy.options(.industry, selected: input.industry?.text, none: say("lookup.any")),
            speakerOptions: options(names.speakers, selected: input.speaker),
            languageOptions: options(names.languages, selected: input.language) {
                Words.current.has("spoken.\($0)") ? say("spoken.\($0)") : $0
            },
            unseenOptions: [
                ChoiceOption(optionValue: "", optionLabel: say("lookup.all"), optionSelected: !isUnseenOnly),
                ChoiceOption(optionValue: "1", optionLabel: say("lookup.unseen"), optionSelected: isUnseenOnly),
            ], moreIsOpen: isMore, canBuild: builds, lookupResults: results)
        return try await draw(page, caller, at: .lookup)
    }

    private func options(
        _ values: [String], selected: String?, label: (String) -> String = { $0 }
    ) -> [ChoiceOption] {
        [ChoiceOption(optionValue: "", optionLabel: say("lookup.any"), optionSelected: selected == nil)]
            + values.map {
                ChoiceOption(
                    optionValue: $0, optionLabel: label($0), optionSelected: $0.lowercased() == selected?.lowercased())
            }
    }

    /// What this person asked last, what many asked, and what buyers say most.
    private func nothingAsked(_ taxonomy: Taxonomy, _ actor: Actor) async throws -> LookupResults {
        let recent = try await services.lookup.recent(by: actor).prefix(4)
        let popular = try await services.lookup.popular(by: actor).filter { !recent.contains($0) }
        let usual = taxonomy.active(.objection).prefix(8).compactMap { objection in
            taxonomy.phrasings.first { $0.objection == objection.id && $0.retiredAt == nil }?.text
        }
        func chips(_ texts: some Sequence<String>) -> [ChipView] {
            texts.map { ChipView(chipLabel: $0, chipAddress: "/lookup?q=\($0.percentEncoded())") }
        }
        return LookupResults(
            nothingAsked: true, exampleChips: chips(usual.prefix(8 - recent.count)), recentChips: chips(recent),
            popularChips: chips(popular), resultRows: [])
    }
}

extension LookupResults {
    init(_ result: LookupService.Result, _ input: LookupInput, _ taxonomy: Taxonomy, buildsSets: Bool = false) {
        self.init(
            resultRows: result.rows.map { row in
                var shown = LookupRow(row, taxonomy)
                if buildsSets { shown.resultSetAddress = Self.setAddress(row) }
                return shown
            })
        if buildsSets, !result.rows.isEmpty {
            setAddress =
                "/sets/new?q=\(input.text.percentEncoded())" + (input.stage.map { "&stage=\($0)" } ?? "")
                + (input.objection.map { "&objection=\($0)" } ?? "")
        }
        if let corrected = result.correctedText {
            correction = LookupCorrection(correctedText: corrected, typedText: input.text)
        }
        if let guess = result.guessedObjection, input.objection == nil, let term = taxonomy.term(guess) {
            situation = ChipView(
                chipLabel: term.label,
                chipAddress: "/lookup?q=\(input.text.percentEncoded())&objection=\(term.id)"
                    + (input.stage.map { "&stage=\($0)" } ?? ""))
        }
        isMiss = result.isMiss
        if result.isMiss, !input.text.isEmpty {
            askAddress =
                "/requests/new?q=\(input.text.percentEncoded())" + (input.stage.map { "&stage=\($0)" } ?? "")
                + ((input.objection ?? result.guessedObjection).map { "&objection=\($0)" } ?? "")
        }
        countText = result.isMiss ? nil : Wording.count(result.total, "moment")
        tookText = say("lookup.took", ["ms": "\(max(1, result.tookMicroseconds / 1000))"])
    }

    private static func setAddress(_ row: LookupService.Row) -> String {
        "/sets/add?clip=\(row.hit.clip)&start=\(max(0, row.hit.startMilliseconds))&end=\(row.hit.endMilliseconds)"
    }
}

extension LookupRow {
    init(_ row: LookupService.Row, _ taxonomy: Taxonomy) {
        let hit = row.hit
        let hasCaptions = [.machine, .edited, .uploaded].contains(row.clip.media.transcript)
        self.init(
            resultAddress: "/clips/\(hit.clip)?t=\(hit.startMilliseconds / 1000)",
            resultTitle: hit.momentTitle ?? hit.title, resultSpeaker: hit.speakers.joined(separator: ", "),
            resultPoster: row.hasPoster ? MediaName.address(.poster, of: row.clip) : nil,
            resultIsAudio: !row.clip.media.hasVideo,
            resultMedia: row.isPlayable ? MediaName.address(.main, of: row.clip) : nil,
            resultCaptions: hasCaptions ? "/api/v1/clips/\(hit.clip)/captions.vtt" : nil,
            resultStartMilliseconds: hit.startMilliseconds, resultEndMilliseconds: hit.endMilliseconds,
            resultQuote: hit.quote.map { QuotePart(partText: $0.text, partMarked: $0.isMarked) },
            resultWhy: LookupWording.why(hit.reasons, taxonomy),
            resultLength: Wording.clock(milliseconds: max(0, hit.endMilliseconds - hit.startMilliseconds)),
            resultFreshness: LookupWording.freshness(row), resultWatched: row.watchedAt.map(LookupWording.watched),
            resultStage: taxonomy.term(row.clip.details.stage)?.label,
            resultObjection: taxonomy.term(row.clip.details.objection)?.label, resultClip: hit.clip.text,
            resultKept: row.isKept)
    }
}
