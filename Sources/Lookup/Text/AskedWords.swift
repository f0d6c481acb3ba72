/// What a question is about, for telling whether two people ask the same.
package enum AskedWords {
    /// The telling words of a text as terms, without words that say nothing; all of them where there are no others.
    package static func terms(in text: String) -> Set<String> {
        Set(ObjectionModel.terms(in: text))
    }

    /// How much of two questions is the same, 0 to 1.
    package static func likeness(_ left: Set<String>, _ right: Set<String>) -> Double {
        let union = left.union(right).count
        return union == 0 ? 0 : Double(left.intersection(right).count) / Double(union)
    }
}

extension LiveIndex {
    /// How alike in meaning a question is to each of some others, 0 to 1 on the scale of `AskedWords.likeness`.
    /// - Returns: nil without the model.
    package func likeness(of question: String, to others: [String]) -> [Double]? {
        guard let encoder else { return nil }
        func vector(_ text: String) -> [Float] { queryVectors.value(of: text) { encoder.vector(of: $0) } }
        let own = vector(question)
        return others.map { other in
            let cosine = zip(own, vector(other)).reduce(Float(0)) { $0 + $1.0 * $1.1 }
            return Double(max(0, (cosine - Self.unlike) / (1 - Self.unlike)))
        }
    }

    /// The cosine of two questions about different things of the same trade.
    private static let unlike: Float = 0.4
}
