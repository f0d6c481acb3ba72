package import Domain

extension LiveIndex {
    /// The best moments for what is looked for, of the clips the viewer may see.
    /// - Parameter today: decides what is stale.
    package func lookup(_ input: LookupInput, viewer: Viewer, today: Day) -> LookupAnswer {
        answer(input, viewer: viewer, today: today, weights: MeaningWeights())
    }

    func answer(_ input: LookupInput, viewer: Viewer, today: Day, weights: MeaningWeights) -> LookupAnswer {
        let snapshot = snapshot
        var search = Search(input, snapshot: snapshot, viewer: viewer, today: today, dictionary: dictionary)
        if let encoder, let learned = snapshot.learned {
            search.meaning = QueryMeaning(search.query, learned, kernels: kernels) { text in
                queryVectors.vector(of: text) { encoder.vector(of: $0) }
            }
            search.meaningWeights = weights
        }
        return search.answer()
    }
}
