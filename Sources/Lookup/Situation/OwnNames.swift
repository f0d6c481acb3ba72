/// What a company calls its own things: whoever types one name of a thing finds it under the others, too.
struct OwnNames: Sendable {
    private struct Form: Sendable {
        let words: [String]
        /// Number of the thing.
        let thing: Int
    }

    /// By the first word.
    private var forms: [String: [Form]] = [:]
    /// By the number of the thing, all its names as words.
    private var things: [[[String]]] = []

    /// More names than that of one thing would drown the rest of what is asked.
    private static let mostForms = 6

    /// - Parameter names: of each thing.
    init(_ names: [[String]]) {
        for name in names {
            let words = name.prefix(Self.mostForms).map(Tokenizer.words).filter { !$0.isEmpty }
            guard words.count > 1 else { continue }
            for own in words { forms[own[0], default: []].append(Form(words: own, thing: things.count)) }
            things.append(words)
        }
    }

    /// The words of the other names of whatever is named, without those that are there.
    func others(in words: [String]) -> [String] {
        guard !forms.isEmpty else { return [] }
        var found: [String] = []
        var seen = Set(words)
        for place in words.indices {
            for form in forms[words[place]] ?? [] where words[place...].starts(with: form.words) {
                for word in things[form.thing].flatMap({ $0 }) where seen.insert(word).inserted { found.append(word) }
            }
        }
        return found
    }
}
