/// A take on its way into the catalog: one decision, once its speaker agrees.
package struct Promotion: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, Codable, CaseIterable {
        /// Waits for the speaker.
        case asked
        case declined, promoted
    }

    package let take: ID<Take>
    /// Who wants it in the catalog.
    package let person: ID<Person>
    package let content: PromotionContent
    package var state: State
    /// Why the speaker would rather not; empty otherwise.
    package var reason: String
    /// The clip it became.
    package var clip: ID<Clip>?
    package let createdAt: Instant
    package var endedAt: Instant?

    package init(
        take: ID<Take>, person: ID<Person>, content: PromotionContent, state: State = .asked, reason: String = "",
        clip: ID<Clip>? = nil, createdAt: Instant, endedAt: Instant? = nil
    ) {
        self.take = take
        self.person = person
        self.content = content
        self.state = state
        self.reason = reason
        self.clip = clip
        self.createdAt = createdAt
        self.endedAt = endedAt
    }
}

/// What the clip is to say of itself, and who may watch it: checked when it was given.
package struct PromotionContent: Sendable, Hashable, Codable {
    package let title: String
    package let stage: ID<Term>
    package let objection: ID<Term>?
    package let rules: [Rule]
    package let visibility: Visibility
    /// How those who are heard were told.
    package let howTold: String
    /// Who is heard besides the speaker; empty for nobody.
    package let alsoHeard: String

    /// - Throws: `Problem.invalid` with every field that needs another look.
    package init(
        title: String, stage: ID<Term>?, objection: ID<Term>?, rules: [Rule], visibility: Visibility,
        howTold: String, alsoHeard: String = ""
    ) throws {
        var problems = FieldProblems()
        let title = title.singleLine
        if title.isEmpty || title.unicodeScalars.count > 200 {
            problems.add("title", "Please give it a title in the buyer's words.")
        }
        if stage == nil { problems.add("stage", "Please choose a stage.") }
        if objection == nil { problems.add("objection", "Please choose an objection.") }
        let rules = rules.map {
            Rule(when: $0.when.singleLine, action: $0.action.singleLine, because: $0.because.singleLine)
        }.filter { !($0.when + $0.action + $0.because).isEmpty }
        if rules.isEmpty || rules.count > 3 { problems.add("rules", "Please give 1 to 3 rules: what matters most.") }
        for (index, rule) in rules.enumerated() {
            if rule.when.isEmpty || rule.action.isEmpty {
                problems.add("rules_\(index + 1)", "A rule says when, and what to do then.")
            }
            if max(rule.when.count, rule.action.count, rule.because.count) > 300 {
                problems.add("rules_\(index + 1)", "At most 300 characters in each part, please.")
            }
        }
        if visibility == .private { problems.add("visibility", "Please choose who may watch it.") }
        let (howTold, alsoHeard) = (howTold.singleLine, alsoHeard.singleLine)
        if howTold.isEmpty { problems.add("how_told", "Please say how they were told.") }
        for (field, text) in [("how_told", howTold), ("also_heard", alsoHeard)] where text.count > 300 {
            problems.add(field, "This has at most 300 characters.")
        }
        try problems.check()
        guard let stage else { throw Problem.invalid("stage", "Please choose a stage.") }
        self.title = title
        self.stage = stage
        self.objection = objection
        self.rules = rules
        self.visibility = visibility
        self.howTold = howTold
        self.alsoHeard = alsoHeard
    }
}

extension Permission {
    /// Those who write briefs for the team bring its takes into the catalog; whoever does it sees the take anyway.
    package static func promotes(_ actor: Actor, _ clip: ClipAccess) -> Bool {
        guard let take = clip.take, take.isSubmitted else { return false }
        return allows(ClipAction.see, for: actor, on: clip) && buildsSets(actor, in: clip.team)
    }
}

extension Visibility {
    /// Whether who allowed this allowed `other` too.
    package func includes(_ other: Visibility) -> Bool {
        switch other {
        case .private: true
        case .team: self != .private
        case .library: self == .library
        }
    }
}
