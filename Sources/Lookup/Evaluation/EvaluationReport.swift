/// What `lookup eval` prints.
package struct EvaluationReport: Sendable, Encodable {
    /// Scored queries; those without an answer are not among them.
    package let queries: Int
    package let all: Quality
    package let types: [String: Quality]
    /// Between what and what the means lie with 95 % certainty, were other lookups of the same kind judged.
    package let intervals: Intervals
    package let tookMilliseconds: Took
    package let misses: Misses
    /// Every answer, for a run file; not part of the JSON.
    package let rows: [EvaluationRow]

    package struct Took: Sendable, Encodable {
        package let p50: Double
        package let p95: Double
        package let p99: Double
    }

    package struct Intervals: Sendable, Encodable {
        package let ndcg10: [Double]
        package let moment1: [Double]
    }

    /// How often it was said that there is no good answer.
    package struct Misses: Sendable, Encodable {
        private var unanswerable = 0
        private var answerable = 0
        private var saidOfUnanswerable = 0
        private var saidOfAnswerable = 0

        enum CodingKeys: String, CodingKey {
            case rightly, wrongly
        }

        /// Of the queries without an answer.
        package var rightly: Double { unanswerable == 0 ? 0 : Double(saidOfUnanswerable) / Double(unanswerable) }
        /// Of the queries with one.
        package var wrongly: Double { answerable == 0 ? 0 : Double(saidOfAnswerable) / Double(answerable) }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(rightly, forKey: .rightly)
            try container.encode(wrongly, forKey: .wrongly)
        }

        mutating func count(_ isMiss: Bool, hasAnswer: Bool) {
            if hasAnswer { answerable += 1 } else { unanswerable += 1 }
            guard isMiss else { return }
            if hasAnswer { saidOfAnswerable += 1 } else { saidOfUnanswerable += 1 }
        }
    }

    enum CodingKeys: String, CodingKey {
        case queries, all, types, intervals, misses
        case tookMilliseconds = "took_ms"
    }

    init(judged: [(type: String, quality: Quality)], took: [Double], misses: Misses, rows: [EvaluationRow]) {
        queries = judged.count
        all = Quality(mean: judged.map(\.quality))
        intervals = Intervals(
            ndcg10: Bootstrap.interval(of: judged.map(\.quality.ndcg10)),
            moment1: Bootstrap.interval(of: judged.map(\.quality.moment1)))
        types = Dictionary(grouping: judged, by: \.type).mapValues { Quality(mean: $0.map(\.quality)) }
        let sorted = took.sorted()
        func percentile(_ share: Double) -> Double {
            guard !sorted.isEmpty else { return 0 }
            let place = Int((share * Double(sorted.count - 1)).rounded(.up))
            return sorted[min(place, sorted.count - 1)]
        }
        tookMilliseconds = Took(p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99))
        self.misses = misses
        self.rows = rows
    }

    /// `query <TAB> clip <TAB> segment <TAB> score`, best first.
    package var runText: String {
        rows.map { "\($0.query)\t\($0.clip)\t\($0.segment)\t\($0.score)\n" }.joined()
    }
}
