import Database
package import Domain
import Lookup
import Store

/// The five minutes before a call: two or three moments that fit, the planned line and the first question per objection.
package struct PackService: Sendable {
    private let ground: Ground
    private let lookup: LookupService
    private let taxonomy: TaxonomyService

    package init(ground: Ground, lookup: LookupService, taxonomy: TaxonomyService) {
        self.ground = ground
        self.lookup = lookup
        self.taxonomy = taxonomy
    }

    /// A moment is worth at most so much of the minutes: longer ones are begun and left.
    static let longestMomentMilliseconds = 90_000
    static let mostMoments = 3

    /// One moment to watch.
    package struct Moment: Sendable {
        package let row: LookupService.Row
        package let objection: ID<Term>?
        package let startMilliseconds: Int
        package let endMilliseconds: Int
        /// What was said of it today.
        package let report: PackReport?

        package var milliseconds: Int { endMilliseconds - startMilliseconds }
    }

    /// What is planned for one objection.
    package struct Line: Sendable, Hashable {
        package let objection: ID<Term>
        /// Asked before anything is answered; nil when the lists have none.
        package let firstQuestion: String?
        /// "When ..., do ..." of a chosen clip; nil when none has a rule.
        package let rule: Rule?
        package let oftenMeans: String?
    }

    package struct Pack: Sendable {
        /// As it was understood.
        package let question: PackQuestion
        package let lines: [Line]
        package let moments: [Moment]
        /// Nothing fitted every filter, so persona, industry or stage were left out.
        package let isWidened: Bool
    }

    /// What free text asks for: the company's words in it, and a guess at the objection from the rest.
    package func understand(_ text: String, by actor: Actor) async throws -> PackQuestion {
        var question = PackWords(try await taxonomy.taxonomy()).question(text)
        if question.objections.isEmpty, let guess = lookup.guess(question.rest, by: actor) {
            question.objections = [guess]
        }
        return question
    }

    /// - Parameter pinned: the clips of a pack that was made before, in its order; those this person may not see are left out.
    package func pack(
        _ question: PackQuestion, pinned: [ID<Clip>] = [], by actor: Actor
    ) async throws -> Pack {
        let taxonomy = try await taxonomy.taxonomy()
        try Self.check(question, taxonomy)
        var candidates: [Candidate] = []
        if !question.isEmpty {
            let objections: [ID<Term>?] = question.objections.isEmpty ? [nil] : question.objections
            for objection in objections {
                candidates += try await self.candidates(for: objection, question, by: actor)
            }
        }
        let choice = PackChoice(candidates: candidates, minutes: question.minutes)
        let chosen = pinned.isEmpty ? choice.chosen : choice.pinned(pinned)
        let ids = chosen.map(\.row.clip.id)
        let today = ground.world.now().day
        let said = try await ground.database.read {
            try PackReportStore($0).said(by: actor.person.id, on: today, among: ids)
        }
        let moments = chosen.map { candidate in
            Moment(
                row: candidate.row, objection: candidate.objection, startMilliseconds: candidate.start,
                endMilliseconds: candidate.end, report: said[candidate.row.clip.id])
        }
        let asked = question.objections.isEmpty ? moments.compactMap(\.objection) : question.objections
        return Pack(
            question: question, lines: Self.lines(asked, moments, taxonomy), moments: moments,
            isWidened: chosen.contains { $0.step > 0 })
    }

    /// Did it come up, did it help? Said again the same day, it replaces what was said.
    /// - Throws: `Problem.notFound` for a clip this person may not see.
    package func report(
        _ clip: ID<Clip>, objection: ID<Term>?, cameUp: Bool, helped: Bool?, by actor: Actor
    ) async throws -> PackReport {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        let report = PackReport(clip: clip, objection: objection, cameUp: cameUp, helped: helped, at: world.now())
        try await ground.change { connection, events in
            guard try ClipStore(connection).find(clip, visibleTo: actor) != nil else { throw Problem.notFound }
            if let objection, try TermStore(connection).find(objection)?.kind != .objection {
                throw Problem.invalid("objection", "Please choose one of the objections.")
            }
            try PackReportStore(connection).set(report, by: actor.person.id, id: world.id())
            events.append(Event("pack.reported", by: actor, object: clip.text))
        }
        return report
    }

    // MARK: Parts

    /// What answers one objection in this situation. Where that is too little for a pack, industry, persona and stage are left
    /// out one after the other: a good answer to another persona is better than none.
    private func candidates(
        for objection: ID<Term>?, _ question: PackQuestion, by actor: Actor
    ) async throws -> [Candidate] {
        let text = objection == nil ? question.rest : ""
        var input = LookupInput(text: text, stage: question.stage, objection: objection, limit: 50)
        input.persona = question.persona
        input.industry = question.industry
        var steps = [input]
        for drop: (inout LookupInput) -> Void in [{ $0.industry = nil }, { $0.persona = nil }, { $0.stage = nil }] {
            drop(&input)
            if input != steps.last { steps.append(input) }
        }
        var found: [Candidate] = []
        for (number, step) in steps.enumerated() where found.count < Self.mostMoments {
            let known = Set(found.map(\.row.clip.id))
            found += try await lookup.unlogged(step, by: actor)
                .filter { $0.clip.state == .published && $0.isPlayable && !known.contains($0.clip.id) }
                .map { Candidate(row: $0, objection: objection ?? $0.clip.details.objection, step: number) }
        }
        return found
    }

    private static func check(_ question: PackQuestion, _ taxonomy: Taxonomy) throws {
        var problems = FieldProblems()
        func check(_ field: String, _ id: ID<Term>?, _ kind: TermKind) {
            if let id, taxonomy.term(id)?.kind != kind { problems.add(field, "Please choose one of the list.") }
        }
        check("stage", question.stage, .stage)
        check("persona", question.persona, .persona)
        check("industry", question.industry, .industry)
        for objection in question.objections { check("objection", objection, .objection) }
        if question.objections.count > PackQuestion.mostObjections {
            problems.add("objection", "A pack prepares for at most three objections.")
        }
        if !PackQuestion.minuteRange.contains(question.minutes) {
            problems.add("minutes", "Please give 1 to 30 minutes.")
        }
        try problems.check()
    }

    private static func lines(_ asked: [ID<Term>], _ moments: [Moment], _ taxonomy: Taxonomy) -> [Line] {
        var seen: Set<ID<Term>> = []
        return asked.filter { seen.insert($0).inserted }.compactMap { id in
            guard let term = taxonomy.term(id) else { return nil }
            let rule = moments.filter { $0.objection == id }.compactMap { $0.row.clip.details.rules.first }.first
            return Line(
                objection: id, firstQuestion: term.objection?.firstQuestion.nonEmpty, rule: rule,
                oftenMeans: term.objection?.oftenMeans.nonEmpty)
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
