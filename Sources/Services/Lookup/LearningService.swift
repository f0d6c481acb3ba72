import Database
package import Domain
import Store

/// What the use of lookups teaches: questions whose answers were kept become phrasings, when an admin says so.
package struct LearningService: Sendable {
    private let ground: Ground
    private let taxonomy: TaxonomyService

    package init(ground: Ground, taxonomy: TaxonomyService) {
        self.ground = ground
        self.taxonomy = taxonomy
    }

    /// After so long it does not matter any more who asked.
    package static let namesKeptDays: Int64 = 90

    /// A question whose answer somebody kept or found helpful. People are counted, never named.
    package struct KeptQuestion: Sendable, Hashable {
        package let text: String
        /// What the kept clips are about.
        package let objection: ID<Term>
        package let lookups: Int
        package let people: Int
    }

    package func keptQuestions(limit: Int = 50, by actor: Actor) async throws -> [KeptQuestion] {
        try Permission.requireAdmin(actor)
        return try await ground.database.read {
            try LookupUseStore($0).keptQuestions(limit: min(max(limit, 1), 200)).map {
                KeptQuestion(text: $0.text, objection: $0.objection, lookups: $0.lookups, people: $0.people)
            }
        }
    }

    /// From now on this is how buyers put it.
    package func accept(_ text: String, for objection: ID<Term>, by actor: Actor) async throws -> Phrasing {
        try await taxonomy.addPhrasing(text, to: objection, by: actor)
    }

    /// Not how buyers put it: never offered again.
    package func refuse(_ text: String, for objection: ID<Term>, by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        let text = text.trimmedText
        guard (1...300).contains(text.count) else {
            throw Problem.invalid("text", "Please give a sentence of 1 to 300 characters.")
        }
        let now = ground.world.now()
        try await ground.change { connection, events in
            guard try TermStore(connection).find(objection)?.kind == .objection else { throw Problem.notFound }
            try LookupUseStore(connection).refuse(text, for: objection, at: now)
            events.append(Event("phrasing.refused", by: actor, object: objection.text))
        }
    }

    /// Takes the names out of lookups that are old enough.
    @discardableResult
    package func forgetNames() async throws -> Int {
        let end = ground.world.now().advanced(bySeconds: -Self.namesKeptDays * 86_400)
        return try await ground.database.write { try LookupLogStore($0).forgetNames(before: end) }
    }
}
