import Domain
import Hummingbird
import Services

/// One review set: everything that can be done with it, and going through it.
extension Pages {
    func setPage(_ web: WebRequest, _ caller: Caller, problem: Problem? = nil) async throws -> Response {
        let shown = try await services.sets.show(try web.id("set"), by: caller.actor)
        let taxonomy = try await services.taxonomy.taxonomy()
        let set = shown.set
        let views = SetViews(taxonomy: taxonomy, now: world.now())
        var page = SetPage(
            pageTitle: set.content.title, setId: set.id.text, setAddress: "/sets/\(set.id)",
            setProblems: problem.map { ProblemSummary($0) },
            setSummary: set.content.summary.isEmpty ? nil : set.content.summary, setSize: SetViews.size(shown),
            setRule: SetViews.rule(set.content),
            setBy: say("sets.by", ["name": shown.ownerName, "team": shown.teamName]),
            setDone: SetViews.done(shown.progress), setPercent: SetViews.percent(shown.progress),
            isRetired: set.isRetired, isTemplate: set.isTemplate)
        if let next = SetViews.next(shown) {
            page.playAddress = "/sets/\(set.id)/play?item=\(next.item.id)"
            page.playWords = say(shown.progress.isBegun ? "sets.go_on" : "sets.begin")
        }
        page.itemRows = views.rows(shown)
        let hidden = shown.items.count { !$0.counts }
        if hidden > 0, !shown.allowed.contains(.edit) { page.hiddenText = say("sets.hidden", count: hidden) }
        if shown.allowed.contains(.assign), !set.isTemplate, !set.content.items.isEmpty {
            page.assignAddress = "/sets/\(set.id)/assign"
        }
        if shown.allowed.contains(.edit) {
            let assignments = AssignmentViews(now: world.now())
            page.assignmentRows = try await services.assignments.list(set: set.id, by: caller.actor)
                .map(assignments.whole)
        }
        if shown.allowed.contains(.edit) { page.building = try await building(shown, taxonomy, problem, caller) }
        return try await draw(page, caller, at: .sets, status: problem?.status ?? 200)
    }

    private func building(
        _ shown: SetShown, _ taxonomy: Taxonomy, _ problem: Problem?, _ caller: Caller
    ) async throws -> SetBuilding {
        let content = shown.set.content
        let versions = try await services.sets.versions(of: shown.set.id, by: caller.actor)
        let inside = Set(content.items.filter { $0.kind == .cue }.map(\.subject))
        let cues = try await services.cues.list(limit: 100, by: caller.actor).map(\.cue)
            .filter { !inside.contains($0.id.text) }
        return SetBuilding(
            buildVersion: "\(shown.set.version)",
            titleField: TextField(fieldValue: content.title, fieldProblem: problem?.message(for: "title")),
            summaryField: TextField(fieldValue: content.summary, fieldProblem: problem?.message(for: "summary")),
            goalField: ChoiceField(
                fieldOptions: SetViews.goals(content.goal), fieldProblem: problem?.message(for: "goal")),
            thresholdField: ChoiceField(
                fieldOptions: SetViews.thresholds(content.threshold), fieldProblem: problem?.message(for: "threshold")),
            retentionField: ChoiceField(
                fieldOptions: SetViews.retentions(content.retention), fieldProblem: problem?.message(for: "retention")),
            stageOptions: taxonomy.options(.stage, selected: nil, none: say("sets.any_stage")),
            objectionOptions: taxonomy.options(.objection, selected: nil, none: say("sets.any_objection")),
            cueOptions: cues.map { ChoiceOption(optionValue: $0.id.text, optionLabel: $0.line) },
            versionRows: versions.map {
                SetVersionRow(
                    versionNumber: $0.number,
                    versionText: say(
                        "sets.version", count: $0.content.items.count,
                        [
                            "number": "\($0.number)", "title": $0.content.title, "name": $0.name,
                            "when": Wording.ago($0.at, now: world.now()),
                        ]), versionIsNow: $0.number == shown.set.version)
            })
    }

    // MARK: Going through it

    func playSet(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let shown = try await services.sets.show(try web.id("set"), by: caller.actor)
        let playable = shown.items.filter(\.counts)
        let wanted: ID<SetItem>? = try web.query.id("item")
        let address = "/sets/\(shown.set.id)"
        guard let item = playable.first(where: { $0.item.id == wanted }) ?? SetViews.next(shown),
            let place = playable.firstIndex(where: { $0.item.id == item.item.id })
        else { return .seeOther(address) }
        func play(_ index: Int) -> String? {
            playable.indices.contains(index) ? "\(address)/play?item=\(playable[index].item.id)" : nil
        }
        var page = SetPlayPage(
            pageTitle: SetViews.title(item), setAddress: address, setTitle: shown.set.content.title,
            playPlace: say("sets.place", ["number": "\(place + 1)", "of": "\(playable.count)"]),
            playPercent: SetViews.percent(shown.progress), itemKind: say("sets.kind.\(item.item.kind.rawValue)"),
            itemFacts: SetViews.facts(item), itemNote: item.item.note.isEmpty ? nil : item.item.note,
            itemState: SetViews.state(item, shown))
        if let clip = item.clip {
            let whole = try await services.clips.show(clip.id, by: caller.actor)
            page.player = try await player(of: whole, startSeconds: nil, caller)
            page.clipAddress = "/clips/\(clip.id)"
            if let range = item.range {
                page.player?.startMilliseconds = range.lowerBound
                page.momentEnd = range.upperBound
            }
            if page.player == nil { page.absentText = say("sets.cannot_be_played_yet") }
            try await remember(item, shown, address: play(place) ?? address, on: &page, caller)
        } else {
            page.absentText = say("sets.absent.\(item.item.kind.rawValue)")
            page.practiceAddress = item.brief.map { "/briefs/\($0.id)" }
            if let cue = item.cue, shown.progress.items[item.item.id]?.doneAt == nil {
                page.askRows = [AskRow(askCue: cue.id.text, askBack: play(place + 1) ?? address)]
            }
        }
        page.previousAddress = play(place - 1)
        page.nextAddress = play(place + 1)
        page.playRows = playable.enumerated().map { index, other in
            PlayRow(
                rowAddress: "\(address)/play?item=\(other.item.id)", rowTitle: SetViews.title(other),
                rowNumber: index + 1, rowState: SetViews.state(other, shown), rowIsCurrent: index == place)
        }
        return try await draw(page, caller, at: .sets)
    }

    /// What of a clip is to be answered, or may be remembered.
    private func remember(
        _ item: SetShown.Item, _ shown: SetShown, address: String, on page: inout SetPlayPage, _ caller: Caller
    ) async throws {
        guard page.player != nil, let clip = item.clip else { return }
        let found = try await services.cues.ofClip(clip.id, by: caller.actor)
        if item.item.goal(in: shown.set.content.goal, hasCues: !found.cues.isEmpty) == .recalled {
            let isDone = shown.progress.items[item.item.id]?.doneAt != nil
            page.askRows =
                isDone
                ? []
                : found.cues.map(\.cue).map {
                    AskRow(askCue: $0.id.text, askLine: $0.line, askBack: address)
                }
        } else {
            page.rememberOffer = try await rememberOffer(found, caller)
        }
    }

    // MARK: Changing it

    /// Does one thing with a set, then shows it; what was refused is shown above it.
    private func change(
        _ web: WebRequest, _ caller: Caller, at place: String = "", _ body: (ID<ReviewSet>) async throws -> Void
    ) async throws -> Response {
        let id: ID<ReviewSet> = try web.id("set")
        do {
            try await body(id)
            return .seeOther("/sets/\(id)\(place)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await setPage(web, caller, problem: problem)
        }
    }

    func editSet(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await change(web, caller) {
            _ = try await services.sets.edit(
                $0, try SetForm(web.form).head(), version: Int(web.form.text("version")), by: caller.actor)
        }
    }

    func gatherIntoSet(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await change(web, caller, at: "#items") {
            let form = web.form
            let gathering = try SetService.Gathering(
                text: form.text("q"), stage: form.filled("stage").flatMap { ID(parsing: $0) },
                objection: form.filled("objection").flatMap { ID(parsing: $0) }, limit: Int(form.text("limit")) ?? 5)
            _ = try await services.sets.gather(gathering, into: $0, by: caller.actor)
        }
    }

    func markSet(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await change(web, caller) {
            _ = try await services.sets.setTemplate(web.form.isOn("is"), $0, by: caller.actor)
        }
    }

    func retireSet(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await change(web, caller) { _ = try await services.sets.setRetired(true, $0, by: caller.actor) }
    }

    func bringSetBack(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await change(web, caller) { _ = try await services.sets.setRetired(false, $0, by: caller.actor) }
    }

    func moveSetItem(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let item: ID<SetItem> = try web.id("item")
        return try await change(web, caller, at: "#\(item)") {
            _ = try await services.sets.move(item, by: Int(web.form.text("by")) ?? 0, in: $0, by: caller.actor)
        }
    }

    func noteSetItem(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let item: ID<SetItem> = try web.id("item")
        return try await change(web, caller, at: "#\(item)") {
            _ = try await services.sets.setNote(web.form.text("note"), of: item, in: $0, by: caller.actor)
        }
    }

    func removeSetItem(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let item: ID<SetItem> = try web.id("item")
        return try await change(web, caller, at: "#items") {
            _ = try await services.sets.remove(item, from: $0, by: caller.actor)
        }
    }

    func restoreSet(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let number = Int(web.part("version")) else { throw Problem.notFound }
        return try await change(web, caller) {
            _ = try await services.sets.restore(number, of: $0, by: caller.actor)
        }
    }
}
