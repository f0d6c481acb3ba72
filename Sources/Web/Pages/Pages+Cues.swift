import Domain
import Hummingbird
import Services

/// Cues: the list, one cue with its form, a new one out of a clip.
extension Pages {
    var cueRoutes: [Route] {
        [
            .get("/cues", .page { try await cuesPage($1) }, about: .page),
            .get("/cues/new", .page { try await newCuePage($0, $1) }, about: .page),
            .post("/cues", .page(makeCue), body: .form, about: .page),
            .post("/cues/attach", .page(attachClip), body: .form, about: .page),
            .get("/cues/{cue}", .page { try await cuePage($0, $1) }, about: .page),
            .post("/cues/{cue}", .page(changeCue), body: .form, about: .page),
            .post("/cues/{cue}/state", .page(setCueState), body: .form, about: .page),
            .post("/cues/{cue}/moments/remove", .page(removeCueMoment), body: .form, about: .page),
            .post("/cues/{cue}/moments/voice", .page(setCueVoice), body: .form, about: .page),
            .post("/cues/{cue}/memory", .page(rememberCue), body: .form, about: .page),
            .post("/cues/{cue}/memory/leave", .page(letCueGo), body: .form, about: .page),
        ]
    }

    private func cuesPage(_ caller: Caller) async throws -> Response {
        let found = try await services.cues.list(limit: 200, by: caller.actor)
        let views = RecallViews(taxonomy: try await services.taxonomy.taxonomy(), now: world.now())
        return try await draw(
            CuesPage(cueRows: found.map { views.row($0, back: "/cues") }), caller, at: .recall)
    }

    // MARK: A new one

    private func newCuePage(
        _ web: WebRequest, _ caller: Caller, typed: CueTyped? = nil, problem: Problem? = nil
    ) async throws -> Response {
        guard let id = ID<Clip>(parsing: typed?.clip ?? web.query.text("clip") ?? "") else { throw Problem.notFound }
        let found = try await services.cues.ofClip(id, by: caller.actor)
        guard let suggestion = found.suggestion else { throw Problem.forbidden() }
        let clip = try await services.clips.show(id, by: caller.actor).clip
        let forms = CueForms(taxonomy: try await services.taxonomy.taxonomy())
        let form = forms.new(
            typed ?? CueTyped(suggestion, objection: clip.details.objection), clip: id, suggestion, problem)
        let page = CueNewPage(
            newClipTitle: ClipViews.title(clip), newClipAddress: "/clips/\(id)", cueForm: form,
            attachChoices: found.others.map { ChoiceOption(optionValue: $0.id.text, optionLabel: $0.line) },
            newClipId: id.text)
        return try await draw(page, caller, at: .clips, status: problem?.status ?? 200)
    }

    private func makeCue(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let typed = CueTyped(web.form)
        do {
            guard let clip = ID<Clip>(parsing: typed.clip ?? "") else { throw Problem.notFound }
            let shown = try await services.cues.make(
                try typed.input(), from: clip, startMilliseconds: Int(web.form.text("start")) ?? 0,
                endMilliseconds: web.form.filled("end").flatMap { Int($0) }, by: caller.actor)
            return .seeOther("/cues/\(shown.cue.id)")
        } catch let problem as Problem where problem.status == 422 {
            return try await newCuePage(web, caller, typed: typed, problem: problem)
        }
    }

    private func attachClip(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let clip = ID<Clip>(parsing: web.form.text("clip")), let cue = ID<Cue>(parsing: web.form.text("cue"))
        else { throw Problem.badRequest("bad_form", "This form cannot be read") }
        let place = try await services.cues.ofClip(clip, by: caller.actor).suggestion
        _ = try await services.cues.addMoment(
            cue, clip: clip, startMilliseconds: place?.startMilliseconds ?? 0, endMilliseconds: place?.endMilliseconds,
            by: caller.actor)
        return .seeOther("/cues/\(cue)")
    }

    // MARK: One cue

    private func cuePage(
        _ web: WebRequest, _ caller: Caller, typed: CueTyped? = nil, problem: Problem? = nil
    ) async throws -> Response {
        let shown = try await services.cues.show(try web.id("cue"), by: caller.actor)
        let taxonomy = try await services.taxonomy.taxonomy()
        let views = RecallViews(taxonomy: taxonomy, now: world.now())
        let cue = shown.cue
        var page = CuePage(
            pageTitle: cue.line, cueId: cue.id.text, cueObjection: taxonomy.term(cue.objection)?.label,
            cueRetired: cue.state == .retired, otherLines: Array(cue.content.lines.dropFirst()),
            cuePoints: cue.content.points.map {
                RevealPoint(pointNumber: $0.id, pointText: $0.text, pointMust: $0.isMust)
            },
            cuePlaces: shown.places.map { place in
                CuePlaceRow(
                    placeTitle: ClipViews.title(place.clip), placeSpeaker: ClipViews.speakers(place.clip) ?? "",
                    placeAddress: "/clips/\(place.clip.id)?t=\(place.moment.startMilliseconds / 1000)",
                    placeRemove: shown.canEdit ? place.moment.id.text : nil,
                    placeVoice: shown.canEdit
                        ? PlaceVoice(
                            voiceMoment: place.moment.id.text,
                            voiceFrom: place.moment.voice.map { Wording.preciseClock(milliseconds: $0.lowerBound) }
                                ?? "",
                            voiceUntil: place.moment.voice.map { Wording.preciseClock(milliseconds: $0.upperBound) }
                                ?? "")
                        : nil)
            }, cueEntry: views.row(shown, back: "/cues/\(cue.id)"))
        if cue.state == .active, Permission.buildsSets(caller.actor) { page.cueToSet = "/sets/add?cue=\(cue.id)" }
        if shown.canEdit { page.cueForm = CueForms(taxonomy: taxonomy).edit(typed ?? CueTyped(cue), cue, problem) }
        return try await draw(page, caller, at: .recall, status: problem?.status ?? 200)
    }

    private func changeCue(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Cue> = try web.id("cue")
        let typed = CueTyped(web.form)
        do {
            _ = try await services.cues.change(
                id, try typed.input(), isWordingOnly: web.form.isOn("wording_only"),
                version: Int(web.form.text("version")) ?? 0, by: caller.actor)
            return .seeOther("/cues/\(id)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await cuePage(web, caller, typed: typed, problem: problem)
        }
    }

    private func setCueState(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Cue> = try web.id("cue")
        guard let state = CueState(rawValue: web.form.text("state")) else {
            throw Problem.badRequest("bad_form", "This form cannot be read")
        }
        _ = try await services.cues.setState(state, of: id, by: caller.actor)
        return .seeOther("/cues/\(id)")
    }

    private func removeCueMoment(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Cue> = try web.id("cue")
        guard let moment = ID<CueMoment>(parsing: web.form.text("moment")) else { throw Problem.notFound }
        _ = try await services.cues.removeMoment(moment, from: id, by: caller.actor)
        return .seeOther("/cues/\(id)")
    }

    private func setCueVoice(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Cue> = try web.id("cue")
        let form = web.form
        guard let moment = ID<CueMoment>(parsing: form.text("moment")) else { throw Problem.notFound }
        do {
            let ends = ["from", "until"].map { form.filled($0)?.trimmedText }
            var place: (start: Int, end: Int)?
            if ends.contains(where: { $0 != nil }) {
                let times = ends.map { $0.flatMap { Wording.milliseconds(preciseClock: $0) } }
                guard let start = times[0], let end = times[1] else {
                    throw Problem.invalid("voice", say("cue.times_like"))
                }
                place = (start, end)
            }
            _ = try await services.cues.setVoice(place, of: moment, in: id, by: caller.actor)
            return .seeOther("/cues/\(id)")
        } catch let problem as Problem where problem.status == 422 {
            return try await cuePage(web, caller, problem: problem)
        }
    }

    private func rememberCue(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let shown = try await services.cues.remember(try web.id("cue"), by: caller.actor)
        return .seeOther(Self.back(web, or: "/cues/\(shown.cue.id)"))
    }

    private func letCueGo(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Cue> = try web.id("cue")
        try await services.cues.letGo(id, by: caller.actor)
        return .seeOther(Self.back(web, or: "/cues/\(id)"))
    }

    /// What a clip answers and this person does not remember yet; nil for nothing.
    func rememberOffer(_ found: ClipCues, _ caller: Caller) async throws -> RememberOffer? {
        let cues = found.cues.filter { $0.memory == nil }.map(\.cue)
        guard !cues.isEmpty else { return nil }
        let enters = try await services.recall.habit(of: caller.actor).entersWatched
        return RememberOffer(
            offerRows: cues.map { OfferRow(offerLine: $0.line, offerCue: enters ? nil : $0.id.text) },
            offerEnters: enters)
    }

    private static func back(_ web: WebRequest, or address: String) -> String {
        web.form.filled("back").map { NextAddress.checked($0) } ?? address
    }
}
