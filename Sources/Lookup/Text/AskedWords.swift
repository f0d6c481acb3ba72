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
