import Domain
import Hummingbird
import Services

/// Putting a clip, a moment of it, a cue or a brief into a set.
extension Pages {
    func setAddPage(
        _ web: WebRequest, _ caller: Caller, problem: Problem? = nil
    ) async throws -> Response {
        guard Permission.buildsSets(caller.actor) else { throw Problem.forbidden() }
        let asked = SetAddAsked(web)
        var page = try await page(adding: asked, caller)
        let sets = try await services.sets.writable(by: caller.actor)
        page.setOptions =
            sets.map { ChoiceOption(optionValue: $0.id.text, optionLabel: $0.content.title) }
            + [ChoiceOption(optionValue: "", optionLabel: say("sets.a_new_set"))]
        page.addProblems = problem.map { ProblemSummary($0) }
        return try await draw(page, caller, at: .sets, status: problem?.status ?? 200)
    }

    func addToSet(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let form = web.form
        do {
            let item = try SetAddAsked(web).item(note: form.text("note"))
            let shown: SetShown
            if let set = ID<ReviewSet>(parsing: form.text("set")) {
                shown = try await services.sets.add([item], to: set, by: caller.actor)
            } else {
                shown = try await services.sets.create(
                    try SetHead(title: form.text("title")), items: [item], by: caller.actor)
            }
            return .seeOther("/sets/\(shown.set.id)#items")
        } catch let problem as Problem where problem.status == 422 {
            return try await setAddPage(web, caller, problem: problem)
        }
    }

    private func page(adding asked: SetAddAsked, _ caller: Caller) async throws -> SetAddPage {
        if let brief = asked.brief {
            let content = try await services.briefs.show(brief, by: caller.actor).brief.content
            return SetAddPage(
                addTitle: content.title, addFacts: PracticeViews.target(content) ?? "", addBrief: brief.text)
        }
        guard let cue = asked.cue else { return try await clipPage(asked, caller) }
        let shown = try await services.cues.show(cue, by: caller.actor)
        return SetAddPage(
            addTitle: shown.cue.line,
            addFacts: Wording.count(shown.cue.content.points.count, "key_point"), addCue: cue.text)
    }

    private func clipPage(_ asked: SetAddAsked, _ caller: Caller) async throws -> SetAddPage {
        guard let id = asked.clip else { throw Problem.notFound }
        let shown = try await services.clips.show(id, by: caller.actor)
        var page = SetAddPage(
            addTitle: ClipViews.title(shown.clip), addFacts: ClipViews.speakers(shown.clip) ?? "", addClip: id.text)
        page.partOptions = parts(of: shown, asked)
        return page
    }

    /// The whole clip, the stretch that was found, and the moments somebody marked.
    private func parts(of shown: ClipShown, _ asked: SetAddAsked) -> [ChoiceOption] {
        let whole = ChoiceOption(
            optionValue: "", optionLabel: say("sets.whole_clip"), optionSelected: asked.part.isEmpty)
        let found = asked.range.map {
            ChoiceOption(
                optionValue: "\($0.lowerBound)-\($0.upperBound)", optionLabel: Self.place($0), optionSelected: true)
        }
        let moments = shown.moments.map {
            ChoiceOption(
                optionValue: $0.id.text,
                optionLabel:
                    "\(Self.place($0.startMilliseconds..<max($0.startMilliseconds, $0.endMilliseconds))) \($0.title)",
                optionSelected: asked.part == $0.id.text)
        }
        return [whole] + [found].compactMap { $0 } + moments
    }

    private static func place(_ range: Range<Int>) -> String {
        say(
            "sets.from_to",
            [
                "from": Wording.clock(milliseconds: range.lowerBound),
                "to": Wording.clock(milliseconds: range.upperBound),
            ])
    }
}

/// What is to be put in: `clip` with `part` (nothing, the id of a moment, or `1000-9000`), or `cue`, or `brief`. A link names
/// a stretch by `start` and `end`.
private struct SetAddAsked {
    let clip: ID<Clip>?
    let cue: ID<Cue>?
    let brief: ID<Brief>?
    let part: String

    init(_ web: WebRequest) {
        let isForm = web.request.method == .post
        func text(_ name: String) -> String? { isForm ? web.form.filled(name) : web.query.text(name) }
        clip = text("clip").flatMap { ID(parsing: $0) }
        cue = text("cue").flatMap { ID(parsing: $0) }
        brief = text("brief").flatMap { ID(parsing: $0) }
        let stretch = text("start").flatMap { start in text("end").map { "\(start)-\($0)" } }
        part = text("part") ?? text("moment") ?? stretch ?? ""
    }

    /// In milliseconds; nil for everything but a stretch.
    var range: Range<Int>? {
        let ends = part.split(separator: "-").map { Int($0) }
        guard ends.count == 2, let start = ends[0], let end = ends[1], start < end else { return nil }
        return start..<end
    }

    /// - Throws: `Problem.invalid`.
    func item(note: String) throws -> NewSetItem {
        if let brief { return try NewSetItem(kind: .brief, subject: brief.text, note: note) }
        if let cue { return try NewSetItem(kind: .cue, subject: cue.text, note: note) }
        let clip = clip?.text ?? ""
        if part.isEmpty { return try NewSetItem(kind: .clip, subject: clip, note: note) }
        if let range {
            return try NewSetItem(
                kind: .moment, subject: clip, start: range.lowerBound, end: range.upperBound, note: note)
        }
        guard let moment = ID<Moment>(parsing: part) else {
            throw Problem.invalid("part", "Please choose the whole clip or a part of it.")
        }
        return try NewSetItem(kind: .moment, subject: clip, moment: moment, note: note)
    }
}
