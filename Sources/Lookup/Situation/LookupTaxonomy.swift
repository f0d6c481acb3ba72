package import Domain
import Foundation

/// What lookups know beforehand: the objections with the sentences buyers say for them, and the competitors' names.
package struct LookupTaxonomy: Sendable {
    package struct Objection: Sendable, Hashable {
        package let id: ID<Term>
        package let label: String
        package let phrasings: [String]
        /// Single words that point at it.
        package let terms: [String]

        /// Everything it is put as.
        var sentences: [String] { [label] + phrasings }

        package init(id: ID<Term>, label: String, phrasings: [String], terms: [String] = []) {
            self.id = id
            self.label = label
            self.phrasings = phrasings
            self.terms = terms
        }
    }

    package let objections: [Objection]
    package let competitors: [String]
    /// Products and words of the glossary with what else they are called.
    let names: OwnNames
    let models: [ObjectionModel]
    /// In how many objections a term occurs.
    private let spread: [String: Int]
    private let known: [Unicode.Scalar: Set<String>]
    private let phrasingTable: PhrasingTable

    package static let empty = LookupTaxonomy(objections: [], competitors: [])

    /// - Parameter names: products and words of the glossary, each with what else it is called.
    package init(objections: [Objection], competitors: [String], names: [[String]] = []) {
        self.objections = objections
        self.names = OwnNames(names)
        self.competitors = competitors.map { $0.lowercased() }
        let drafts = objections.map(ObjectionModel.init)
        var spread: [String: Int] = [:]
        for draft in drafts {
            for term in draft.terms.keys { spread[term, default: 0] += 1 }
        }
        self.spread = spread
        models = drafts
        phrasingTable = PhrasingTable(drafts) { Self.weight(spread[$0] ?? 1, of: drafts.count) }
        var known: [Unicode.Scalar: Set<String>] = [:]
        for text in objections.flatMap({ [$0.label] + $0.phrasings + $0.terms }) + competitors + names.flatMap({ $0 }) {
            for word in Tokenizer.words(in: text) where word.unicodeScalars.count > 2 {
                if let first = word.unicodeScalars.first { known[first, default: []].insert(word) }
            }
        }
        self.known = known
    }

    /// The active lists of the company.
    package init(_ taxonomy: Taxonomy) {
        let objections = taxonomy.active(.objection).map { term in
            Objection(
                id: term.id, label: term.label,
                phrasings: taxonomy.phrasings.filter {
                    $0.retiredAt == nil && taxonomy.current($0.objection) == term.id
                }
                .map(\.text),
                terms: term.aliases)
        }
        self.init(
            objections: objections, competitors: taxonomy.active(.competitor).flatMap { [$0.label] + $0.aliases },
            names: (taxonomy.active(.product) + taxonomy.active(.glossary)).map { [$0.label] + $0.aliases })
    }

    /// How many of the terms each objection's phrasings have.
    func sharedTerms(_ wanted: Set<String>, of objections: [ID<Term>]) -> [Float] {
        let byID = Dictionary(models.map { ($0.id, $0) }) { first, _ in first }
        return objections.map { id in
            guard let model = byID[id] else { return 0 }
            return Float(wanted.count { model.terms[$0] != nil })
        }
    }

    func knows(_ word: String) -> Bool {
        guard let first = word.unicodeScalars.first else { return false }
        return known[first]?.contains(word) ?? false
    }

    func words(beginningWith scalar: Unicode.Scalar) -> Set<String> { known[scalar] ?? [] }

    /// How much a term tells one objection from the others; the most for terms of one only, and for unknown ones.
    func weight(of term: String) -> Float {
        Self.weight(spread[term] ?? 1, of: objections.count)
    }

    private static func weight(_ count: Int, of objections: Int) -> Float {
        Float.log(1 + Float(max(1, objections)) / Float(count))
    }

    /// How near a text comes to each objection's phrasings, in the order of the objections.
    /// - Parameters:
    ///   - weights: of the text's terms.
    ///   - length: of the text as a vector of them.
    func closeness(to weights: [String: Float], length: Float) -> [PhrasingTable.Closeness] {
        phrasingTable.closeness(to: weights, length: length)
    }
}

/// An objection as terms.
struct ObjectionModel: Sendable {
    let id: ID<Term>
    /// How often the taxonomy says each term for it.
    let terms: [String: Int]
    /// Each phrasing's terms, without words that say nothing.
    let phrasings: [Set<String>]

    init(_ objection: LookupTaxonomy.Objection) {
        id = objection.id
        let texts = [objection.label] + objection.phrasings
        phrasings = texts.map { Set(Self.terms(in: $0)) }.filter { !$0.isEmpty }
        var counts: [String: Int] = [:]
        for text in texts + objection.terms {
            for term in Self.terms(in: text) { counts[term, default: 0] += 1 }
        }
        terms = counts
    }

    static func terms(in text: String) -> [String] {
        let words = Tokenizer.words(in: text)
        let telling = words.filter { !Analyser.isStopWord($0) }
        return (telling.isEmpty ? words : telling).map(Analyser.english.term(for:))
    }
}

extension Float {
    static func log(_ value: Float) -> Float { Float(Foundation.log(Double(value))) }
    static func exp(_ value: Float) -> Float { Float(Foundation.exp(Double(value))) }
}
