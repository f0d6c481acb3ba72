/// Which documents hold which term how often, in flat arrays: term by term, documents ascending.
struct Postings: Sendable {
    let terms: WordTable
    /// Where a term's run begins; one more entry than terms.
    let starts: [Int]
    let documents: [Int32]
    /// How often, at most 255.
    let counts: [UInt8]
    /// Terms in each document, with repeats.
    let lengths: [Int32]

    init(terms: WordTable, starts: [Int], documents: [Int32], counts: [UInt8], lengths: [Int32]) {
        self.terms = terms
        self.starts = starts
        self.documents = documents
        self.counts = counts
        self.lengths = lengths
    }

    init(_ file: inout KeptReader, documentCount: Int) throws {
        terms = try WordTable(&file)
        starts = try file.array(Int.self, count: terms.count + 1)
        documents = try file.array(Int32.self, count: starts.last ?? 0)
        counts = try file.array(UInt8.self, count: documents.count)
        lengths = try file.array(Int32.self, count: documentCount)
    }

    func write(to file: inout KeptWriter) throws {
        try terms.write(to: &file)
        try file.write(starts)
        try file.write(documents)
        try file.write(counts)
        try file.write(lengths)
    }

    func run(of term: String) -> Range<Int>? {
        terms.index(of: term).map { starts[$0]..<starts[$0 + 1] }
    }

    /// One set of postings from several: `places[i]` gives the new number of each document of `parts[i]`, -1 when it is gone.
    /// New numbers must ascend through the parts.
    static func merged(_ parts: [Postings], places: [[Int32]], documentCount: Int) -> Postings {
        var lengths = [Int32](repeating: 0, count: documentCount)
        for (part, places) in zip(parts, places) {
            for (old, new) in places.enumerated() where new >= 0 { lengths[Int(new)] = part.lengths[old] }
        }
        var words: [String] = []
        var starts = [0]
        var documents: [Int32] = []
        var counts: [UInt8] = []
        documents.reserveCapacity(parts.reduce(0) { $0 + $1.documents.count })
        counts.reserveCapacity(documents.capacity)
        forEachTerm(of: parts.map(\.terms)) { word, holders in
            for (part, term) in holders {
                let places = places[part]
                for place in parts[part].starts[term]..<parts[part].starts[term + 1] {
                    let new = places[Int(parts[part].documents[place])]
                    guard new >= 0 else { continue }
                    documents.append(new)
                    counts.append(parts[part].counts[place])
                }
            }
            guard let last = starts.last, documents.count > last else { return }
            words.append(word)
            starts.append(documents.count)
        }
        return Postings(
            terms: WordTable(sorted: words), starts: starts, documents: documents, counts: counts, lengths: lengths)
    }

    /// Walks several tables in common order; `holders` are (table, index) pairs in the order of the tables.
    private static func forEachTerm(
        of tables: [WordTable], _ body: (String, _ holders: [(Int, Int)]) -> Void
    ) {
        var next = [Int](repeating: 0, count: tables.count)
        while true {
            var smallest: ArraySlice<UInt8>?
            for (table, index) in next.enumerated() where index < tables[table].count {
                let word = tables[table].utf8(at: index)
                if smallest.map({ word.lexicographicallyPrecedes($0) }) ?? true { smallest = word }
            }
            guard let word = smallest else { return }
            var holders: [(Int, Int)] = []
            for (table, index) in next.enumerated()
            where index < tables[table].count && tables[table].utf8(at: index).elementsEqual(word) {
                holders.append((table, index))
                next[table] += 1
            }
            body(String(decoding: word, as: UTF8.self), holders)
        }
    }
}

/// Collects postings document by document.
struct PostingsBuilder: Sendable {
    private var numbers: [String: Int] = [:]
    /// By term: the documents that hold it, once each time they do.
    private var documents: [[Int32]] = []
    private var lengths: [Int32] = []

    /// A short number for a term, to be handed to `add`.
    mutating func number(of term: String) -> Int {
        if let known = numbers[term] { return known }
        let number = documents.count
        numbers[term] = number
        documents.append([])
        return number
    }

    /// The next document, as the numbers of its terms with repeats.
    mutating func add(_ terms: [Int]) {
        let document = Int32(clamping: lengths.count)
        lengths.append(Int32(clamping: terms.count))
        for term in terms { documents[term].append(document) }
    }

    func build() -> Postings {
        let order = numbers.sorted { WordTable.isOrdered($0.key, $1.key) }
        var starts = [0]
        var flatDocuments: [Int32] = []
        var flatCounts: [UInt8] = []
        let total = documents.reduce(0) { $0 + Self.distinct($1) }
        flatDocuments.reserveCapacity(total)
        flatCounts.reserveCapacity(total)
        for (_, number) in order {
            var last: Int32 = -1
            for document in documents[number] {
                if document != last {
                    flatDocuments.append(document)
                    flatCounts.append(1)
                    last = document
                } else if flatCounts[flatCounts.count - 1] < UInt8.max {
                    flatCounts[flatCounts.count - 1] += 1
                }
            }
            starts.append(flatDocuments.count)
        }
        return Postings(
            terms: WordTable(sorted: order.map(\.key)), starts: starts, documents: flatDocuments, counts: flatCounts,
            lengths: lengths)
    }

    /// How many different ones there are, of ascending ones.
    private static func distinct(_ documents: [Int32]) -> Int {
        zip(documents, documents.dropFirst()).reduce(documents.isEmpty ? 0 : 1) { $1.0 == $1.1 ? $0 : $0 + 1 }
    }
}
