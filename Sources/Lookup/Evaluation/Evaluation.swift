import Domain

/// How a set is judged.
package struct EvaluationOptions: Sendable {
    /// Whether uploaders' objections may be used.
    package var usesTags = true
    /// The company's list of competitors.
    package var competitors: [String] = []
    package var dictionary = DictionaryWords.none

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
    let index = LiveIndex(dictionary: options.dictionary, rule: .lines)
    await index.rebuild { draft in
        draft.add(set.clips)
        return set.taxonomy
    }
    var rows: [EvaluationRow] = []
    var judged: [(type: String, quality: Quality)] = []
    var took: [Double] = []
    var misses = EvaluationReport.Misses()
    for query in set.queries {
        let input = LookupInput(text: query.text, stage: query.filter?["stage"].map { ID($0) }, limit: 20)
        let (answer, milliseconds) = timed { index.lookup(input, viewer: .judge, today: Day(daysSince1970: 0)) }
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

private func timed<Value>(_ work: () -> Value) -> (Value, milliseconds: Double) {
    let clock = ContinuousClock()
    let start = clock.now
    let value = work()
    return (value, (clock.now - start) / .milliseconds(1))
}
