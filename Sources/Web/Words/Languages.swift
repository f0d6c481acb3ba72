import Foundation

/// The languages of the pages: one catalogue each, read once at start.
package struct Languages: Sendable {
    /// What everything is written in first; every other catalogue has exactly its keys.
    static let fallbackTag = "en"
    /// Keys English does not need, because the code throws those texts in English.
    static let thrownPrefix = "thrown."

    /// English first, the others by their tags.
    let all: [Words]
    let fallback: Words

    /// - Parameter folder: `Templates/words`: every `.json` in it is a language.
    /// - Throws: `RenderingFailure` when there is no English, a file cannot be read, or one does not have the keys and places
    ///   of the English one.
    package init(folder: String) throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw RenderingFailure.noFolder(folder)
        }
        try self.init(
            names.filter { $0.hasSuffix(".json") }.map { name in
                let tag = String(name.dropLast(".json".count))
                do {
                    return try Words(
                        language: tag, json: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
                } catch {
                    throw RenderingFailure.unreadableWords(tag)
                }
            })
    }

    /// One language alone, whatever it lacks.
    init(only words: Words) {
        fallback = words
        all = [words]
    }

    init(_ words: [Words]) throws {
        guard let english = words.first(where: { $0.language == Self.fallbackTag }) else {
            throw RenderingFailure.unreadableWords(Self.fallbackTag)
        }
        let others = words.filter { $0.language != Self.fallbackTag }.sorted { $0.language < $1.language }
        for other in others { try Self.compare(other, with: english) }
        fallback = english
        all = [english] + others
    }

    /// - Parameters:
    ///   - chosen: the language a person has chosen; nil leaves it to the browser.
    ///   - accepted: the browser's `Accept-Language`.
    func words(chosen: String?, accepted: String?) -> Words {
        guard all.count > 1 else { return fallback }
        if let chosen, let words = named(chosen) { return words }
        return Self.wanted(accepted ?? "").lazy.compactMap(named).first ?? fallback
    }

    /// A language by its tag, or by its first part: `de-AT` is answered in `de`.
    private func named(_ tag: String) -> Words? {
        let tag = tag.lowercased()
        let tongue = tag.split(separator: "-").first.map(String.init)
        return all.first { $0.language.lowercased() == tag } ?? all.first { $0.language.lowercased() == tongue }
    }

    /// The tags of an `Accept-Language`, most wanted first.
    static func wanted(_ header: String) -> [String] {
        let wishes = header.prefix(500).split(separator: ",").prefix(20).map { wish -> (tag: String, weight: Double) in
            let parts = wish.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return (parts.first ?? "", weight ?? 1)
        }
        return wishes.enumerated().filter { !$0.element.tag.isEmpty && $0.element.weight > 0 }
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }.map(\.element.tag)
    }

    private static func compare(_ other: Words, with english: Words) throws {
        for (key, phrase) in english.phrases.sorted(by: { $0.key < $1.key }) {
            guard let theirs = other.phrases[key] else {
                throw RenderingFailure.wordsDiffer(other.language, "lacks the key \(key)")
            }
            guard theirs.forms["other"] != nil, theirs.places.isSubset(of: phrase.places) else {
                throw RenderingFailure.wordsDiffer(other.language, "has other places in the text \(key)")
            }
        }
        let extra = other.phrases.keys.sorted().first { english.phrases[$0] == nil && !$0.hasPrefix(thrownPrefix) }
        if let extra { throw RenderingFailure.wordsDiffer(other.language, "has the key \(extra), which English lacks") }
    }
}
