import Foundation

/// How good an order of answers is, each figure from 0 to 1.
package struct Quality: Sendable, Hashable, Encodable {
    /// Graded gain of the first ten clips against the best possible.
    package var ndcg10 = 0.0
    /// One over the place of the first useful clip.
    package var mrr10 = 0.0
    /// The share of useful clips among the first five.
    package var recall5 = 0.0
    /// The first clip is useful.
    package var success1 = 0.0
    /// The first answer begins at a useful moment.
    package var moment1 = 0.0
    /// As `ndcg10`, of moments.
    package var momentNDCG10 = 0.0

    enum CodingKeys: String, CodingKey {
        case ndcg10, mrr10, recall5, success1, moment1
        case momentNDCG10 = "moment_ndcg10"
    }

    /// - Parameter rows: best first, at most one a clip.
    init(of rows: [EvaluationRow], judged: EvaluationSet.Judged) {
        func grade(_ row: EvaluationRow) -> Int { judged.segments[row.clip]?[row.segment] ?? 0 }
        let top = rows.prefix(10)
        let useful = Set(judged.clips.filter { $0.value >= 2 }.keys)
        ndcg10 = Self.ratio(of: top.map { judged.clips[$0.clip] ?? 0 }, to: judged.clips.values)
        momentNDCG10 = Self.ratio(of: top.map(grade), to: judged.segments.values.compactMap { $0.values.max() })
        if let first = top.firstIndex(where: { useful.contains($0.clip) }) { mrr10 = 1 / Double(first + 1) }
        if !useful.isEmpty {
            recall5 = Double(rows.prefix(5).count { useful.contains($0.clip) }) / Double(min(5, useful.count))
        }
        if let best = rows.first {
            success1 = useful.contains(best.clip) ? 1 : 0
            moment1 = grade(best) >= 2 ? 1 : 0
        }
    }

    init(mean all: [Quality]) {
        func mean(_ value: (Quality) -> Double) -> Double {
            all.isEmpty ? 0 : all.reduce(0) { $0 + value($1) } / Double(all.count)
        }
        ndcg10 = mean(\.ndcg10)
        mrr10 = mean(\.mrr10)
        recall5 = mean(\.recall5)
        success1 = mean(\.success1)
        moment1 = mean(\.moment1)
        momentNDCG10 = mean(\.momentNDCG10)
    }

    private static func ratio(of grades: [Int], to all: some Sequence<Int>) -> Double {
        let ideal = gain(all.sorted(by: >).prefix(10))
        return ideal > 0 ? gain(grades[...]) / ideal : 0
    }

    private static func gain(_ grades: ArraySlice<Int>) -> Double {
        zip(0..., grades).reduce(0) { sum, row in
            sum + (exp2(Double(min(row.1, 30))) - 1) / log2(Double(row.0) + 2)
        }
    }
}
