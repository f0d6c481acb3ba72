/// Which clips name a competitor of the company's list.
struct RivalNames {
    /// By part, then by clip; empty where none does.
    private let named: [[Bool]]

    init(_ names: [String], index: VisibleIndex) {
        named = index.parts.map { part in
            guard !names.isEmpty else { return [] }
            var named: [Bool] = []
            let spellings = part.segment.postings.spellings
            for name in names {
                let runs = Set(Tokenizer.words(in: name)).map { spellings.run(of: $0) ?? 0..<0 }
                guard !runs.isEmpty, runs.allSatisfy({ !$0.isEmpty }) else { continue }
                var words = [UInt8](repeating: 0, count: part.segment.clips.count)
                for run in runs {
                    for place in run { words[Int(spellings.documents[place])] += 1 }
                }
                if named.isEmpty { named = Array(repeating: false, count: words.count) }
                for clip in words.indices where Int(words[clip]) == runs.count { named[clip] = true }
            }
            return named
        }
    }

    func isNamed(in clip: Int, ofPart part: Int) -> Bool { !named[part].isEmpty && named[part][clip] }

    /// Whether any clip of a part is named.
    func areNamed(inPart part: Int) -> Bool { !named[part].isEmpty }
}
