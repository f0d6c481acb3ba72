/// What an edit does to a field that may be empty.
package enum Change<Value: Sendable & Hashable>: Sendable, Hashable {
    case keep
    case clear
    case set(Value)

    /// The field's value after the edit.
    package func applied(to old: Value?) -> Value? {
        switch self {
        case .keep: old
        case .clear: nil
        case .set(let value): value
        }
    }
}

/// An edit of a clip as it comes from a form or from JSON. What is nil or `keep` stays as it was.
package struct ClipChanges: Sendable, Hashable {
    /// The version the editor saw; when someone saved in between, the edit is refused instead of undoing theirs.
    package var version: Int?
    package var title: String?
    package var description: String?
    package var stage: Change<ID<Term>> = .keep
    package var objection: Change<ID<Term>> = .keep
    package var clipType: Change<ID<Term>> = .keep
    package var persona: Change<ID<Term>> = .keep
    package var industry: Change<ID<Term>> = .keep
    package var language: String?
    package var origin: Change<ClipOrigin> = .keep
    package var purpose: Change<ClipPurpose> = .keep
    package var recordedOn: Change<Day> = .keep
    package var verifyBy: Change<Day> = .keep
    package var tags: [String]?
    package var speakers: [ClipSpeaker]?
    package var rules: [Rule]?
    package var conditions: [String]?
    package var owner: ID<Person>?
    package var visibility: Visibility?
    /// Exactly these moments from now on.
    package var moments: [MomentInput]?
    package var notice: NoticeInput?

    package init() {}

    /// The details after this edit.
    /// - Throws: `Problem.invalid` with every field that needs another look.
    package func applied(to old: ClipDetails, taxonomy: Taxonomy) throws -> ClipDetails {
        var problems = FieldProblems()
        var new = old
        if let title { new.title = text(title, "title", most: 200, &problems) }
        if let description { new.description = text(description, "description", most: 5000, &problems) }
        new.stage = term(stage, of: .stage, "stage", old: old.stage, taxonomy, &problems)
        new.objection = term(objection, of: .objection, "objection", old: old.objection, taxonomy, &problems)
        new.clipType = term(clipType, of: .clipType, "clip_type", old: old.clipType, taxonomy, &problems)
        new.persona = term(persona, of: .persona, "persona", old: old.persona, taxonomy, &problems)
        new.industry = term(industry, of: .industry, "industry", old: old.industry, taxonomy, &problems)
        if let language { new.language = checkedLanguage(language, &problems) }
        new.origin = origin.applied(to: old.origin)
        new.purpose = purpose.applied(to: old.purpose)
        new.recordedOn = recordedOn.applied(to: old.recordedOn)
        new.verifyBy = verifyBy.applied(to: old.verifyBy)
        if let tags { new.tags = list(tags, "tags", entries: 20, most: 60, &problems) }
        if let conditions { new.conditions = list(conditions, "conditions", entries: 20, most: 200, &problems) }
        if let speakers { new.speakers = checkedSpeakers(speakers, &problems) }
        if let rules { new.rules = checkedRules(rules, &problems) }
        try problems.check()
        return new
    }

    private func text(_ raw: String, _ field: String, most: Int, _ problems: inout FieldProblems) -> String {
        let text = raw.trimmedText
        if text.count > most { problems.add(field, "At most \(most) characters, please; this has \(text.count).") }
        return text
    }

    private func list(
        _ raw: [String], _ field: String, entries: Int, most: Int, _ problems: inout FieldProblems
    ) -> [String] {
        let texts = raw.map(\.trimmedText).filter { !$0.isEmpty }
        if texts.count > entries { problems.add(field, "At most \(entries) entries, please.") }
        if texts.contains(where: { $0.count > most }) {
            problems.add(field, "At most \(most) characters in each entry, please.")
        }
        return texts
    }

    private func term(
        _ change: Change<ID<Term>>, of kind: TermKind, _ field: String, old: ID<Term>?, _ taxonomy: Taxonomy,
        _ problems: inout FieldProblems
    ) -> ID<Term>? {
        guard let new = change.applied(to: old), new != old else { return change.applied(to: old) }
        let current = taxonomy.current(new)
        guard let term = taxonomy.term(current), term.kind == kind, term.isActive else {
            problems.add(field, "This is not on the list any more. Please choose another.")
            return old
        }
        return current
    }

    private func checkedLanguage(_ raw: String, _ problems: inout FieldProblems) -> String {
        let language = raw.trimmedText
        let parts = language.split(separator: "-", omittingEmptySubsequences: false)
        let isPlausible =
            language.utf8.count <= 35 && (2...3).contains(parts.first?.count ?? 0)
            && parts.allSatisfy {
                (1...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
        if !isPlausible { problems.add("language", "Please give a language like en or pt-BR.") }
        return language
    }

    private func checkedSpeakers(_ raw: [ClipSpeaker], _ problems: inout FieldProblems) -> [ClipSpeaker] {
        let speakers = raw.map { ClipSpeaker(name: $0.name.trimmedText, person: $0.person) }.filter { !$0.name.isEmpty }
        if speakers.count > 10 { problems.add("speakers", "At most 10 speakers, please.") }
        if speakers.contains(where: { $0.name.count > 100 }) {
            problems.add("speakers", "A name has at most 100 characters.")
        }
        return speakers
    }

    private func checkedRules(_ raw: [Rule], _ problems: inout FieldProblems) -> [Rule] {
        let rules = raw.map {
            Rule(when: $0.when.trimmedText, action: $0.action.trimmedText, because: $0.because.trimmedText)
        }.filter { !($0.when + $0.action + $0.because).isEmpty }
        if rules.count > 3 { problems.add("rules", "At most 3 rules, please: what matters most.") }
        for (index, rule) in rules.enumerated() {
            if rule.when.isEmpty || rule.action.isEmpty {
                problems.add("rules_\(index + 1)", "A rule says when, and what to do then.")
            }
            if max(rule.when.count, rule.action.count, rule.because.count) > 300 {
                problems.add("rules_\(index + 1)", "At most 300 characters in each part, please.")
            }
        }
        return rules
    }
}

/// One moment as it comes from outside; nil id for a new one.
package struct MomentInput: Sendable, Hashable {
    package var id: ID<Moment>?
    package var startMilliseconds: Int
    package var endMilliseconds: Int
    package var title: String

    package init(id: ID<Moment>? = nil, startMilliseconds: Int, endMilliseconds: Int, title: String) {
        self.id = id
        self.startMilliseconds = startMilliseconds
        self.endMilliseconds = endMilliseconds
        self.title = title
    }

    /// All moments of a clip at once, in the order of time.
    /// - Throws: `Problem.invalid`, fields `moments_1` and so on in the given order.
    package static func checked(_ inputs: [MomentInput], durationMilliseconds: Int?) throws -> [MomentInput] {
        var problems = FieldProblems()
        if inputs.count > 100 { problems.add("moments", "At most 100 moments, please.") }
        for (index, input) in inputs.enumerated() {
            let field = "moments_\(index + 1)"
            if input.title.trimmedText.isEmpty { problems.add(field, "Please say in the buyer's words what it is.") }
            if input.title.count > 200 { problems.add(field, "A title has at most 200 characters.") }
            if input.startMilliseconds < 0 || input.endMilliseconds <= input.startMilliseconds {
                problems.add(field, "The end comes after the start.")
            }
            if let duration = durationMilliseconds {
                if input.endMilliseconds > duration + 500 {
                    problems.add(field, "The clip is over before this moment ends.")
                } else if input.startMilliseconds >= duration {
                    problems.add(field, "The clip is over before this moment starts.")
                }
            }
        }
        try problems.check()
        return inputs.map {
            MomentInput(
                id: $0.id, startMilliseconds: $0.startMilliseconds,
                endMilliseconds: min($0.endMilliseconds, durationMilliseconds ?? $0.endMilliseconds),
                title: $0.title.trimmedText)
        }.sorted { $0.startMilliseconds < $1.startMilliseconds }
    }
}

/// The notice as it comes from outside.
package struct NoticeInput: Sendable, Hashable {
    package var whoIsHeard: String
    package var howTold: String
    package var allows: Visibility
    package var allowsExternal: Bool
    package var validUntil: Day?

    /// - Throws: `Problem.invalid` when it does not say who is heard or how they were told.
    package init(whoIsHeard: String, howTold: String, allows: Visibility, allowsExternal: Bool, validUntil: Day?) throws
    {
        var problems = FieldProblems()
        let who = whoIsHeard.trimmedText
        let how = howTold.trimmedText
        if who.isEmpty { problems.add("who_is_heard", "Please say who is heard.") }
        if how.isEmpty { problems.add("how_told", "Please say how they were told.") }
        if max(who.count, how.count) > 500 { problems.add("who_is_heard", "At most 500 characters, please.") }
        try problems.check()
        self.whoIsHeard = who
        self.howTold = how
        self.allows = allows
        self.allowsExternal = allowsExternal
        self.validUntil = validUntil
    }
}
