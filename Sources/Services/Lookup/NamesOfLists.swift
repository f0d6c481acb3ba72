package import Domain

/// Names of the company's own lists that begin like what is being typed: competitors, products and words of the glossary.
package struct NamesOfLists: Sendable {
    package struct Name: Sendable, Hashable {
        package let text: String
        package let kind: TermKind
    }

    private let names: [Name]

    package init(_ taxonomy: Taxonomy) {
        names = [TermKind.competitor, .product, .glossary].flatMap { kind in
            taxonomy.active(kind).map { Name(text: $0.label, kind: kind) }
        }
    }

    /// Those of which a word begins with the last word of `prefix`, when the words before it are not theirs.
    package func beginning(with prefix: String, limit: Int = 3) -> [Name] {
        guard let last = prefix.lowercased().split(whereSeparator: \.isWhitespace).last, last.count >= 2 else {
            return []
        }
        let whole = prefix.lowercased().singleLine
        return Array(
            names.filter { name in
                let lower = name.text.lowercased()
                return lower.hasPrefix(whole)
                    || lower.split { !$0.isLetter && !$0.isNumber }.contains { $0.hasPrefix(last) }
            }.prefix(limit))
    }
}
