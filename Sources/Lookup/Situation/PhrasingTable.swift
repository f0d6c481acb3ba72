/// Which phrasings hold a term. A text is compared with those it shares a word with, not with all of them.
struct PhrasingTable: Sendable {
    /// How near a text comes to the nearest phrasing of one objection: 0...1.
    struct Closeness: Sendable, Hashable {
        var best: Float = 0
        /// The same, with less trust in a single word in common with a sentence of several: a coincidence more often than not.
        var cautious: Float = 0
    }

    private struct Phrasing: Sendable {
        let objection: Int
        let size: Int
        /// Its length as a vector of its terms.
        let norm: Float
    }

    private static let byOneWord: Float = 0.6

    private let objections: Int
    private var phrasings: [Phrasing] = []
    private var places: [String: [Int]] = [:]

    init(_ models: [ObjectionModel], weight: (String) -> Float) {
        objections = models.count
        for (objection, model) in models.enumerated() {
            for terms in model.phrasings {
                let squares = terms.reduce(Float(0)) { $0 + weight($1) * weight($1) }
                for term in terms { places[term, default: []].append(phrasings.count) }
                phrasings.append(Phrasing(objection: objection, size: terms.count, norm: squares.squareRoot()))
            }
        }
    }

    func closeness(to weights: [String: Float], length: Float) -> [Closeness] {
        var shared: [Int: (sum: Float, count: Int)] = [:]
        for (term, weight) in weights {
            for place in places[term] ?? [] {
                shared[place, default: (0, 0)].sum += weight * weight
                shared[place, default: (0, 0)].count += 1
            }
        }
        var found = [Closeness](repeating: Closeness(), count: objections)
        for (place, (sum, count)) in shared {
            let phrasing = phrasings[place]
            let value = sum / (phrasing.norm * length)
            let cautious = count == 1 && phrasing.size > 1 ? value * Self.byOneWord : value
            found[phrasing.objection].best = max(found[phrasing.objection].best, value)
            found[phrasing.objection].cautious = max(found[phrasing.objection].cautious, cautious)
        }
        return found
    }
}
