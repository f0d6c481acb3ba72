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
        if let learned = snapshot.learned, goesByMeaning {
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

    /// The sentences of a lookup whose vectors have to be provided before it can go by meaning; empty when they are known, or when the
    /// answer is.
    package func unknownSentences(of input: LookupInput, viewer: Viewer, today: Day) -> [String] {
        let snapshot = snapshot
        let view = seenParts.view(of: snapshot, viewer)
        guard answers[AnswerKey(view: view.number, input: input, today: today)] == nil else { return [] }
        let query = LookupQuery(input, index: view.index, taxonomy: snapshot.taxonomy, dictionary: dictionary)
        guard !query.words.isEmpty else { return [] }
        return query.sentences.filter { queryVectors[$0] == nil }
    }

    /// Hands over the vector of a sentence that will be looked up.
    package func keep(_ vector: [Float], of sentence: String) {
        queryVectors.keep(vector, for: sentence)
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
