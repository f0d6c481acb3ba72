/// Mends words that nobody knows: not the clips the viewer may see, not the taxonomy, not the dictionary.
struct Spelling {
    let dictionary: DictionaryWords
    let taxonomy: LookupTaxonomy
    let visible: VisibleIndex

    /// The word itself when it is known or nothing is near.
    func corrected(_ word: String) -> String {
        guard !isKnown(word) else { return word }
        var hunt = Hunt(word)
        for start in Set(word.unicodeScalars.prefix(2)) {
            for other in taxonomy.words(beginningWith: start) {
                hunt.consider(other.utf8) { visible.uses(ofSpelling: other) + Self.trust }
            }
            for part in visible.parts {
                let table = part.segment.postings.spellings.terms
                for index in table.indices(prefix: String(start)) {
                    hunt.consider(table.utf8(at: index)) { uses(of: table.word(at: index)) }
                }
            }
        }
        // A word no clip has finds nothing, but it is better than a wrong one.
        hunt.mustGetCloser()
        for start in Set(word.unicodeScalars.prefix(2)) {
            for other in dictionary.words(beginningWith: start) { hunt.consider(other.utf8) { 1 } }
        }
        return hunt.best?.word ?? word
    }

    func isKnown(_ word: String) -> Bool {
        if word.unicodeScalars.count <= 3 || word.unicodeScalars.contains(where: { $0.properties.numericType != nil }) {
            return true
        }
        return ([word] + bases(of: word)).contains { isListed($0) || visible.holds(spelling: $0) }
    }

    /// As good as five clips that use it.
    private static let trust = 5

    /// A word of one clip that no dictionary has may itself be a slip of the transcript.
    private func uses(of word: String) -> Int {
        let uses = visible.uses(ofSpelling: word)
        return uses == 1 && !isListed(word) ? 0 : uses
    }

    private func isListed(_ word: String) -> Bool {
        dictionary.contains(word) || taxonomy.knows(word)
    }

    /// What the word may be made of: lists name `connect`, not `reconnects`. Fewer than three letters make no word.
    private func bases(of word: String) -> [String] {
        var bases: [String] = []
        for (ending, replacement) in Self.endings where word.hasSuffix(ending) {
            bases.append(String(word.dropLast(ending.count)) + replacement)
        }
        for beginning in Self.beginnings where word.hasPrefix(beginning) {
            bases.append(String(word.dropFirst(beginning.count)))
        }
        return bases.filter { $0.unicodeScalars.count > 2 }
    }

    private static let endings: [(String, String)] = [
        ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""), ("ies", "y"),
        ("'s", ""),
    ]

    private static let beginnings = ["re", "un", "dis", "mis", "pre", "non", "over"]
}

/// The search for the nearest word: by distance, then the same first letter, then use.
private struct Hunt {
    struct Find {
        let word: String
        let distance: Int
        let startsDifferently: Bool
        let uses: Int
    }

    private let letters: [Unicode.Scalar]
    private let signature: UInt32
    private var limit: Int
    private(set) var best: Find?

    init(_ word: String) {
        letters = Array(word.unicodeScalars)
        signature = Self.signature(of: word.utf8)
        limit = letters.count < 6 ? 1 : 2
    }

    /// From here on only words nearer than the best so far count.
    mutating func mustGetCloser() {
        if let best { limit = best.distance - 1 }
    }

    mutating func consider(_ word: some Collection<UInt8>, uses: () -> Int) {
        // An edit adds at most one letter and removes at most one: most words are told apart by which letters they have.
        guard limit > 0, word.count > 2, word.count >= letters.count - limit,
            (Self.signature(of: word) ^ signature).nonzeroBitCount <= 2 * limit
        else { return }
        let text = String(decoding: word, as: UTF8.self)
        let other = Array(text.unicodeScalars)
        guard let distance = EditDistance.between(letters, other, limit: limit) else { return }
        let uses = uses()
        guard uses > 0 else { return }
        let find = Find(
            word: text, distance: distance, startsDifferently: other.first != letters.first, uses: uses)
        if best.map({ Self.isBetter(find, than: $0) }) ?? true {
            best = find
            limit = distance
        }
    }

    private static func isBetter(_ one: Find, than other: Find) -> Bool {
        if one.distance != other.distance { return one.distance < other.distance }
        if one.startsDifferently != other.startsDifferently { return !one.startsDifferently }
        if one.uses != other.uses { return one.uses > other.uses }
        return one.word < other.word
    }

    /// One bit for each of a-z that occurs.
    private static func signature(of word: some Collection<UInt8>) -> UInt32 {
        word.reduce(0) { bits, byte in
            byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? bits | 1 << UInt32(byte - UInt8(ascii: "a")) : bits
        }
    }
}

/// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
enum EditDistance {
    /// Nil when it is more than `limit`.
    static func between(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
        var before: [Int] = []
        var previous = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for column in right.indices {
                let same = left[row] == right[column]
                var value = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (same ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    value = min(value, before[column - 1] + 1)
                }
                current.append(value)
            }
            guard current.contains(where: { $0 <= limit }) else { return nil }
            before = previous
            previous = current
        }
        guard let distance = previous.last, distance <= limit else { return nil }
        return distance
    }
}
