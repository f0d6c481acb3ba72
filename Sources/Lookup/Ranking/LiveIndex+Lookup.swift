package import Domain

extension LiveIndex {
    /// The best moments for what is looked for, of the clips the viewer may see.
    /// - Parameter today: decides what is stale.
    package func lookup(_ input: LookupInput, viewer: Viewer, today: Day) -> LookupAnswer {
        answer(input, viewer: viewer, today: today, weights: nil)
    }

    /// - Parameter weights: nil for those that hold for everybody.
    func answer(_ input: LookupInput, viewer: Viewer, today: Day, weights: MeaningWeights?) -> LookupAnswer {
        let snapshot = snapshot
        let view = seenParts.view(of: snapshot, viewer)
        let key = AnswerKey(view: view.number, input: input, today: today)
        let isUsual = weights == nil && input.excluded.isEmpty
        if isUsual, let known = answers[key] { return known }
        var search = Search(input, index: view.index, taxonomy: snapshot.taxonomy, today: today, dictionary: dictionary)
        if let learned = snapshot.learned, encoder != nil {
            search.meaning = QueryMeaning(search.query, learned, kernels: kernels) {
                vector(of: $0, waits: input.waitsForMeaning)
            }
            search.meaningWeights = weights ?? MeaningWeights()
        }
        let answer = search.answer()
        // What was answered in a hurry is not worth keeping.
        if isUsual, !answer.isPreliminary { answers.keep(answer, for: key) }
        return answer
    }

    /// - Returns: nil when it is not known and nobody wants to wait for it.
    private func vector(of text: String, waits: Bool) -> [Float]? {
        guard waits, let encoder else { return queryVectors[text] }
        return queryVectors.value(of: text) { encoder.vector(of: $0) }
    }
}

/// What an answer depends on. The view stands for the index as it is and for what the viewer may see of it.
struct AnswerKey: Hashable, Sendable {
    let view: Int
    let input: LookupInput
    let today: Day
}
