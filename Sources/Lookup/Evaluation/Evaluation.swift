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
    let queries = set.queries.map { query in
        JudgedQuery(
            id: query.id, type: query.type, hasAnswer: query.hasAnswer,
            input: LookupInput(text: query.text, stage: query.filter?["stage"].map { ID($0) }, limit: 20),
            judged: set.judgements[query.id] ?? EvaluationSet.Judged(), segment: set.segment)
    }
    return EvaluationReport.of(queries) {
        index.answer($0, viewer: .judge, today: Day(daysSince1970: 0), weights: weights)
    }
}

/// One lookup with known answers.
struct JudgedQuery {
    let id: String
    let type: String
    /// Nobody has recorded an answer otherwise: then it is not scored for ranking.
    let hasAnswer: Bool
    let input: LookupInput
    let judged: EvaluationSet.Judged
    /// The number of the judged segment of a clip that begins at a time.
    let segment: (_ clip: String, _ start: Int) -> Int
}

extension EvaluationReport {
    static func of(_ queries: [JudgedQuery], answer: (LookupInput) -> LookupAnswer) -> EvaluationReport {
        var rows: [EvaluationRow] = []
        var judged: [(type: String, quality: Quality)] = []
        var took: [Double] = []
        var misses = Misses()
        // The first lookup pays for memory nobody has touched yet.
        _ = answer(LookupInput(text: "hello"))
        for query in queries {
            let (found, milliseconds) = timed { answer(query.input) }
            took.append(milliseconds)
            misses.count(found.isMiss, hasAnswer: query.hasAnswer)
            let own = found.hits.map { hit in
                EvaluationRow(
                    query: query.id, clip: hit.clip.text,
                    segment: query.segment(hit.clip.text, hit.windowStartMilliseconds), score: hit.score)
            }
            rows += own
            guard query.hasAnswer else { continue }
            judged.append((query.type, Quality(of: own, judged: query.judged)))
        }
        return EvaluationReport(judged: judged, took: took, misses: misses, rows: rows)
    }
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
