/// The lists by which clips are found. Every list can be edited, merged and retired, never deleted from.
package enum TermKind: String, Sendable, Hashable, Codable, CaseIterable {
    case stage, objection, persona, industry
    case clipType = "clip_type"
    case product, competitor
    /// The company's own words; aliases are what speech recognition hears instead.
    case glossary
}

/// One entry of a list: a stage, an objection, a persona and so on.
package struct Term: Sendable, Hashable, Identified {
    package static let idPrefix = "term"

    /// Starter entries have the ids of the starter taxonomy (`st.negotiate`, `ob.price`).
    package let id: ID<Term>
    package let kind: TermKind
    package var label: String
    package var description: String
    /// Other words for the same thing: old labels keep working after a merge.
    package var aliases: [String]
    package var position: Int
    package var retiredAt: Instant?
    /// Where clips with this entry are shown since it was merged.
    package var mergedInto: ID<Term>?
    package var stage: StageDetails?
    package var objection: ObjectionDetails?

    package init(
        id: ID<Term>, kind: TermKind, label: String, description: String = "", aliases: [String] = [], position: Int,
        retiredAt: Instant? = nil, mergedInto: ID<Term>? = nil, stage: StageDetails? = nil,
        objection: ObjectionDetails? = nil
    ) {
        self.id = id
        self.kind = kind
        self.label = label
        self.description = description
        self.aliases = aliases
        self.position = position
        self.retiredAt = retiredAt
        self.mergedInto = mergedInto
        self.stage = stage
        self.objection = objection
    }

    package var isActive: Bool { retiredAt == nil && mergedInto == nil }
}

/// What a stage knows beyond its label.
package struct StageDetails: Sendable, Hashable, Codable {
    /// `create`, `capture` or `keep & grow`.
    package var outcome: String
    package var buyersQuestion: String
    /// What CRM systems call it: `salesforce: Negotiation/Review`, one per entry.
    package var crmNames: [String]

    package init(outcome: String, buyersQuestion: String, crmNames: [String]) {
        self.outcome = outcome
        self.buyersQuestion = buyersQuestion
        self.crmNames = crmNames
    }
}

/// What an objection knows beyond its label.
package struct ObjectionDetails: Sendable, Hashable, Codable {
    /// Any of `brush-off`, `concern`, `condition`, `tactic`, joined with `/`; `question` for questions.
    package var nature: String
    package var oftenMeans: String
    package var firstQuestion: String
    package var usualStages: [ID<Term>]

    package init(nature: String, oftenMeans: String, firstQuestion: String, usualStages: [ID<Term>]) {
        self.nature = nature
        self.oftenMeans = oftenMeans
        self.firstQuestion = firstQuestion
        self.usualStages = usualStages
    }
}

/// A sentence buyers really say for an objection.
package struct Phrasing: Sendable, Hashable, Identified {
    package static let idPrefix = "phrasing"

    package let id: ID<Phrasing>
    package var objection: ID<Term>
    package var text: String
    package var position: Int
    package var retiredAt: Instant?

    package init(id: ID<Phrasing>, objection: ID<Term>, text: String, position: Int, retiredAt: Instant? = nil) {
        self.id = id
        self.objection = objection
        self.text = text
        self.position = position
        self.retiredAt = retiredAt
    }
}

/// All lists at once, as pages and lookup need them.
package struct Taxonomy: Sendable, Hashable {
    package let terms: [Term]
    package let phrasings: [Phrasing]

    package init(terms: [Term], phrasings: [Phrasing]) {
        self.terms = terms
        self.phrasings = phrasings
    }

    /// Active entries of a list in their order.
    package func active(_ kind: TermKind) -> [Term] {
        terms.filter { $0.kind == kind && $0.isActive }.sorted { ($0.position, $0.label) < ($1.position, $1.label) }
    }

    package func term(_ id: ID<Term>?) -> Term? {
        guard let id else { return nil }
        return terms.first { $0.id == id }
    }

    /// The entry that stands for `id` today: follows merges, at most as many steps as there are entries.
    package func current(_ id: ID<Term>) -> ID<Term> {
        var current = id
        for _ in terms {
            guard let next = term(current)?.mergedInto else { return current }
            current = next
        }
        return current
    }
}
