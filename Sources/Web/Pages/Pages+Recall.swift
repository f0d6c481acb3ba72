import Domain
import Hummingbird
import Services

/// Being asked.
extension Pages {
    var recallRoutes: [Route] {
        [
            .get("/recall", .page { try await recallPage($1) }, about: .page),
            .post("/recall/next", .page(nextCue), body: .form, about: .page),
            .post("/recall/habit", .page(saveHabit), body: .form, about: .page),
            .get("/recall/{showing}", .page { try await showCue($0, $1) }, about: .page),
            .post("/recall/{showing}/answer", .page(answerCue), body: .form, about: .page),
            .post("/recall/{showing}/grade", .page(gradeCue), body: .form, about: .page),
            .get("/memory", .page { try await memoryPage(of: $1.person.id, $1) }, about: .page),
            .get("/people/{person}/memory", .page { try await memoryPage(of: try $0.id("person"), $1) }, about: .page),
        ]
    }

    // MARK: Today

    private func recallPage(
        _ caller: Caller, habit changed: RecallHabit? = nil, problem: Problem? = nil
    ) async throws -> Response {
        let today = try await services.recall.today(by: caller.actor)
        let taxonomy = try await services.taxonomy.taxonomy()
        let views = RecallViews(taxonomy: taxonomy, now: world.now())
        let scheduled = try await services.recall.objections(by: caller.actor)
        var page = RecallPage(
            recallSummary: views.summary(today), habitForm: views.form(changed ?? today.habit))
        page.recallIsEmpty = today.scheduled == 0
        page.recallStart =
            today.open != nil
            ? say("recall.go_on") : today.waiting > 0 ? say("recall.start", count: today.waiting) : nil
        page.recallRetry = today.canRetry > 0 ? say("recall.try_once_more", count: today.canRetry) : nil
        page.recallDone =
            today.done > 0 ? say("recall.done_today", count: today.done, ["most": "\(today.habit.cuesPerDay)"]) : nil
        page.recallNotes = views.notes(today)
        page.recallProblems = problem.map { ProblemSummary($0) }
        page.cramObjections = taxonomy.active(.objection).filter { scheduled.contains($0.id) }
            .map { CramChoice(cramValue: $0.id.text, cramLabel: $0.label) }
        return try await draw(page, caller, at: .recall, status: problem?.status ?? 200)
    }

    private func saveHabit(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let form = web.form
        var habit = try await services.recall.habit(of: caller.actor)
        habit.cuesPerDay = Int(form.text("cues_per_day")) ?? 0
        habit.minutesPerDay = Int(form.text("minutes_per_day")) ?? 0
        habit.quietDays = Set(form.all("quiet_day").compactMap { Weekday(rawValue: $0) })
        habit.holdFrom = form.filled("hold_from").flatMap { Day(parsing: $0) }
        habit.holdUntil = form.filled("hold_until").flatMap { Day(parsing: $0) }
        habit.usesFourGrades = form.isOn("four_grades")
        habit.entersWatched = form.isOn("enters_watched")
        do {
            habit.zone = try LearnerZone(checking: form.text("time_zone"))
            try await services.recall.setHabit(habit, by: caller.actor)
            return .seeOther("/recall")
        } catch let problem as Problem where problem.status == 422 {
            return try await recallPage(caller, habit: habit, problem: problem)
        }
    }

    private func nextCue(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let form = web.form
        let trail = RecallTrail(web)
        do {
            let ask = RecallAPI.Ask(rawValue: form.text("ask")) ?? (trail.cram == nil ? .due : .cram)
            let asked = try ask.asked(
                objections: trail.cram?.objections ?? [], minutes: trail.cram?.minutes,
                cue: ID(parsing: form.text("cue")))
            // A browser that does not say where it is changes nothing.
            let found = try await services.recall.next(
                asked, zone: form.filled("zone").flatMap { LearnerZone($0) }, by: caller.actor)
            guard let found else { return .seeOther(trail.back ?? "/recall") }
            return .seeOther("/recall/\(found)\(trail.query)")
        } catch let problem as Problem where problem.status == 422 {
            return try await recallPage(caller, problem: problem)
        }
    }

    // MARK: One cue

    private func showCue(
        _ web: WebRequest, _ caller: Caller, typed: String = "", problem: Problem? = nil
    ) async throws -> Response {
        let shown = try await services.recall.show(try web.id("showing"), by: caller.actor)
        let taxonomy = try await services.taxonomy.taxonomy()
        let showing = shown.showing
        let views = RecallViews(taxonomy: taxonomy, now: world.now())
        var page = RecallCuePage(
            pageTitle: showing.line, showingId: showing.id.text, cueLine: showing.line,
            occasionText: showing.occasion == .scheduled ? nil : say("recall.occasion.\(showing.occasion.rawValue)"),
            cueObjection: taxonomy.term(shown.objection)?.label, recallProblems: problem.map { ProblemSummary($0) })
        let trail = RecallTrail(web)
        let cram = trail.cram
        page.recallBack = trail.back
        page.cramWords = cram?.words
        // Each cue takes about a minute of those there are.
        page.cramMinutes = cram.map { $0.minutes - (shown.reveal?.result == nil ? 0 : 1) }
        guard let reveal = shown.reveal else {
            page.asking = RecallAsking(typedAnswer: typed)
            page.cueVoice = try await cueVoice(shown.voice, caller)
            return try await draw(page, caller, at: .recall, status: problem?.status ?? 200)
        }
        var revealed = views.revealed(shown, reveal)
        if let peer = reveal.peer { revealed.peerPlayer = try await peerPlayer(peer, caller) }
        if let result = reveal.result {
            let waiting = try await services.recall.today(by: caller.actor).waiting
            revealed.outcome = views.outcome(result, waiting: waiting, trail)
        }
        page.revealed = revealed
        return try await draw(page, caller, at: .recall, status: problem?.status ?? 200)
    }

    private func answerCue(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Showing> = try web.id("showing")
        let form = web.form
        let gaveUp = form.text("action") == "dont_know"
        do {
            _ = try await services.recall.answer(
                id, try RecallAnswer(text: form.text("answer"), gaveUp: gaveUp),
                milliseconds: Int(form.text("milliseconds")), by: caller.actor)
            return .seeOther("/recall/\(id)\(RecallTrail(web).query)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await showCue(web, caller, typed: String(form.text("answer").prefix(4000)), problem: problem)
        }
    }

    private func gradeCue(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Showing> = try web.id("showing")
        let form = web.form
        let ticks = RecallTicks(
            points: Set(form.all("point").compactMap { Int($0) }), wouldLookUp: form.isOn("look_up"),
            isEffortless: form.isOn("effortless"))
        do {
            _ = try await services.recall.grade(id, ticks, by: caller.actor)
            return .seeOther("/recall/\(id)\(RecallTrail(web).query)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await showCue(web, caller, problem: problem)
        }
    }

    private func cueVoice(_ voice: ShowingShown.Voice?, _ caller: Caller) async throws -> CueVoice? {
        guard let voice, let main = try await services.clips.show(voice.clip, by: caller.actor).rendition(.main) else {
            return nil
        }
        let (start, end) = (voice.range.lowerBound, voice.range.upperBound)
        return CueVoice(
            voiceMedia: "\(MediaName.address(of: main))#t=\(Wording.seconds(start)),\(Wording.seconds(end))",
            voiceType: main.contentType, voiceStart: start, voiceEnd: end)
    }

    /// The moment that answers it, played where one is.
    private func peerPlayer(_ peer: ShowingShown.Peer, _ caller: Caller) async throws -> PeerPlayer {
        let shown = try await services.clips.show(peer.clip.id, by: caller.actor)
        let start = peer.moment.startMilliseconds
        var player = PeerPlayer(
            peerTitle: ClipViews.title(peer.clip), peerSpeaker: ClipViews.speakers(peer.clip) ?? "",
            peerAddress: "/clips/\(peer.clip.id)?t=\(start / 1000)")
        guard let main = shown.rendition(.main) else { return player }
        let end = peer.moment.endMilliseconds.map { ",\(Wording.seconds($0))" } ?? ""
        player.peerMedia = "\(MediaName.address(of: main))#t=\(Wording.seconds(start))\(end)"
        player.peerType = main.contentType
        player.peerPoster = shown.rendition(.poster).map(MediaName.address(of:))
        if !shown.transcript.lines.isEmpty {
            player.peerCaptions = "/api/v1/clips/\(peer.clip.id)/captions.vtt"
            player.peerLanguage = shown.transcript.language
        }
        return player
    }

    private func memoryPage(of person: ID<Person>, _ caller: Caller) async throws -> Response {
        let shown = try await services.memory.show(of: person, by: caller.actor)
        let views = RecallViews(taxonomy: try await services.taxonomy.taxonomy(), now: world.now())
        return try await draw(views.memory(shown), caller, at: .recall)
    }
}

extension Wording {
    /// Seconds of a media fragment: `12.5`.
    static func seconds(_ milliseconds: Int) -> String {
        let rest = milliseconds % 1000 / 100
        return rest == 0 ? "\(milliseconds / 1000)" : "\(milliseconds / 1000).\(rest)"
    }
}
