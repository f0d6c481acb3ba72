import Domain

/// How a set is judged.
package struct EvaluationOptions: Sendable {
    /// Whether uploaders' objections may be used.
    package var usesTags = true
    /// The company's list of competitors.
    package var competitors: [String] = []
    package var dictionary = DictionaryWords.none
    /// Nil: words only.
    package var encoder: SentenceEncoder?

    package init() {}
}

/// One answer to one query of the set.
package struct EvaluationRow: Sendable, Hashable {
    package let query: String
    package let clip: String
    package let segment: Int
    package let score: Double
}

/// Judges lookup on a set of clips and queries with known answers.
/// - Parameter directory: holds `clips.jsonl`, `queries.jsonl`, `qrels.jsonl` and `taxonomy.json`, one object a line.
/// - Throws: `Problem.invalid` when a file is missing or not of that form.
package func evaluate(directory: String, options: EvaluationOptions = EvaluationOptions()) async throws
    -> EvaluationReport
{
    let set = try EvaluationSet(directory: directory, options: options)
    let index = try await set.index(options)
    return judged(set, index, MeaningWeights())
}

/// - Parameter index: of the clips of the set.
func judged(_ set: EvaluationSet, _ index: LiveIndex, _ weights: MeaningWeights) -> EvaluationReport {
    var rows: [EvaluationRow] = []
    var judged: [(type: String, quality: Quality)] = []
    var took: [Double] = []
    var misses = EvaluationReport.Misses()
    // The first lookup pays for memory nobody has touched yet.
    _ = index.lookup(LookupInput(text: "hello"), viewer: .judge, today: Day(daysSince1970: 0))
    for query in set.queries {
        let input = LookupInput(text: query.text, stage: query.filter?["stage"].map { ID($0) }, limit: 20)
        let (answer, milliseconds) = timed {
            index.answer(input, viewer: .judge, today: Day(daysSince1970: 0), weights: weights)
        }
        took.append(milliseconds)
        misses.count(answer.isMiss, hasAnswer: query.hasAnswer)
        let own = answer.hits.map { hit in
            EvaluationRow(
                query: query.id, clip: hit.clip.text,
                segment: set.segment(of: hit.clip.text, at: hit.windowStartMilliseconds), score: hit.score)
        }
        rows += own
        guard query.hasAnswer else { continue }
        judged.append((query.type, Quality(of: own, judged: set.judgements[query.id] ?? EvaluationSet.Judged())))
    }
    return EvaluationReport(judged: judged, took: took, misses: misses, rows: rows)
}

extension EvaluationSet {
    /// The clips, indexed the way a server does it.
    /// - Parameter known: vectors made before.
    func index(_ options: EvaluationOptions, known: ClipMeaning = ClipMeaning()) async throws -> LiveIndex {
        let index = LiveIndex(dictionary: options.dictionary, encoder: options.encoder, rule: .lines)
        var clips = clips
        if let encoder = options.encoder {
            for number in clips.indices {
                clips[number].meaning = encoder.meaning(of: clips[number], rule: .lines, known: known)
            }
        }
        let all = clips
        await index.rebuild { draft in
            draft.add(all)
            return taxonomy
        }
        index.learn()
        return index
    }
}

private func timed<Value>(_ work: () -> Value) -> (Value, milliseconds: Double) {
    let clock = ContinuousClock()
    let start = clock.now
    let value = work()
    return (value, (clock.now - start) / .milliseconds(1))
}
