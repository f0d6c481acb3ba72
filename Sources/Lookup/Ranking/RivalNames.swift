/// Which clips name a competitor of the company's list.
struct RivalNames {
    private let named: [Set<Int>]

    init(_ names: [String], index: VisibleIndex) {
        named = index.parts.map { part in
            var clips: Set<Int> = []
            for name in names {
                let spellings = part.segment.postings.spellings
                let runs = Tokenizer.words(in: name).map { word in
                    Set((spellings.run(of: word) ?? 0..<0).map { Int(spellings.documents[$0]) })
                }
                guard let first = runs.first else { continue }
                clips.formUnion(runs.dropFirst().reduce(first) { $0.intersection($1) })
            }
            return clips
        }
    }

    func isNamed(in clip: Int, ofPart part: Int) -> Bool { !named[part].isEmpty && named[part].contains(clip) }
}
