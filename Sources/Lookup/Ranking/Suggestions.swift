package import Domain

/// Something a rep may be about to type.
package struct Suggestion: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        case phrasing(ID<Term>)
        case title(ID<Clip>)
        case speaker
    }

    package let text: String
    package let source: Source
}

extension LiveIndex {
    /// What people say that has a word beginning with `prefix`: phrasings, then speakers, then titles of clips the viewer may see.
    package func suggestions(_ prefix: String, viewer: Viewer, limit: Int = 8) -> [Suggestion] {
        let wanted = Tokenizer.words(in: String(prefix.prefix(LookupInput.longest)))
        guard !wanted.isEmpty, limit > 0 else { return [] }
        let snapshot = snapshot
        var found: [Suggestion] = []
        var seen: Set<String> = []
        func offer(_ text: String, _ source: Suggestion.Source) {
            guard found.count < limit, matches(text, wanted), seen.insert(text.lowercased()).inserted else { return }
            found.append(Suggestion(text: text, source: source))
        }
        for objection in snapshot.taxonomy.objections {
            for text in objection.phrasings + [objection.label] { offer(text, .phrasing(objection.id)) }
        }
        let clips = seenParts.view(of: snapshot, viewer).index.clips(named: wanted, limit: limit * 8)
        for clip in clips {
            for speaker in clip.speakers { offer(speaker, .speaker) }
        }
        for clip in clips { offer(clip.title, .title(clip.id)) }
        return found
    }

    /// All words of the text so far, the last one as a beginning.
    private func matches(_ text: String, _ wanted: [String]) -> Bool {
        let words = Tokenizer.words(in: text)
        guard let last = wanted.last, words.contains(where: { $0.hasPrefix(last) }) else { return false }
        let own = Set(words)
        return wanted.dropLast().allSatisfy(own.contains)
    }
}

extension VisibleIndex {
    /// The newest visible clips whose title and speakers together have all words, the last one as a beginning.
    fileprivate func clips(named wanted: [String], limit: Int) -> [ClipCard] {
        guard let last = wanted.last else { return [] }
        var found: [ClipCard] = []
        for part in parts {
            let names = part.segment.postings.names
            var matches = part.isVisible.map { _ in 0 }
            for word in Set(wanted.dropLast()) {
                for place in names.run(of: word) ?? 0..<0 { matches[Int(names.documents[place])] += 1 }
            }
            let full = Set(wanted.dropLast()).count
            var isHolder = [Bool](repeating: false, count: matches.count)
            for index in names.terms.indices(prefix: last) {
                for place in names.starts[index]..<names.starts[index + 1] {
                    isHolder[Int(names.documents[place])] = true
                }
            }
            var count = 0
            for clip in part.segment.byAge where isHolder[clip] && part.isVisible[clip] && matches[clip] == full {
                found.append(part.segment.clips[clip])
                count += 1
                if count == limit { break }
            }
        }
        return found.sorted { ($1.publishedAt, $0.id.text) < ($0.publishedAt, $1.id.text) }
    }
}
