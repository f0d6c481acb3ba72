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
        let input = LookupInput(
            text: query.text("q") ?? "", stage: try query.id("stage"), objection: try query.id("objection"),
            persona: try query.id("persona"), limit: 20)
        let isAsked =
            !input.text.isEmpty || input.stage != nil || input.objection != nil || input.persona != nil
        let results =
            isAsked
            ? LookupResults(try await services.lookup.lookup(input, by: caller.actor), input, taxonomy)
            : LookupResults(
                nothingAsked: true, exampleChips: try await examples(taxonomy, caller.actor), resultRows: [])
        let page = LookupPage(
            queryText: input.text,
            stageOptions: taxonomy.options(.stage, selected: input.stage?.text, none: say("lookup.any")),
            objectionOptions: taxonomy.options(.objection, selected: input.objection?.text, none: say("lookup.any")),
            personaOptions: taxonomy.options(.persona, selected: input.persona?.text, none: say("lookup.any")),
            lookupResults: results)
        return try await draw(page, caller, at: .lookup)
    }

    /// What this person asked last, then what buyers say most.
    private func examples(_ taxonomy: Taxonomy, _ actor: Actor) async throws -> [ChipView] {
        let recent = try await services.lookup.recent(by: actor)
        let usual = taxonomy.active(.objection).prefix(8).compactMap { objection in
            taxonomy.phrasings.first { $0.objection == objection.id && $0.retiredAt == nil }?.text
        }
        return (recent.prefix(4) + usual).prefix(8).map {
            ChipView(chipLabel: $0, chipAddress: "/lookup?q=\($0.percentEncoded())")
        }
    }
}

extension LookupResults {
    init(_ result: LookupService.Result, _ input: LookupInput, _ taxonomy: Taxonomy) {
        self.init(resultRows: result.rows.map { LookupRow($0, taxonomy) })
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
        countText = result.isMiss ? nil : Wording.count(result.total, "moment")
        tookText = say("lookup.took", ["ms": "\(max(1, result.tookMicroseconds / 1000))"])
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
            resultObjection: taxonomy.term(row.clip.details.objection)?.label)
    }
}
