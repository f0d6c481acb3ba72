/// What is said in each window, the other way round: the terms of its words that say something, each once, as their places in the
/// table of spoken terms. So that learning what clips of an objection have in common reads no text.
struct TellingTerms: Sendable {
    /// Where a window's terms begin; one more entry than windows.
    private(set) var starts = [0]
    private(set) var terms: [Int32] = []

    init() {}

    init(_ file: inout KeptReader, windows: Int) throws {
        starts = try file.array(Int.self, count: windows + 1)
        terms = try file.array(Int32.self, count: starts.last ?? 0)
    }

    func write(to file: inout KeptWriter) throws {
        try file.write(starts)
        try file.write(terms)
    }

    subscript(window: Int) -> ArraySlice<Int32> { terms[starts[window]..<starts[window + 1]] }

    /// The next window's terms, in any order and with repeats.
    mutating func append(_ window: [Int]) {
        for term in Set(window).sorted() { terms.append(Int32(clamping: term)) }
        starts.append(terms.count)
    }

    /// The next window's terms, taken from another table: `places` gives the new place of each.
    mutating func append(_ window: Int, of other: TellingTerms, places: [Int32]) {
        for term in other[window] where places[Int(term)] >= 0 { terms.append(places[Int(term)]) }
        starts.append(terms.count)
    }

    /// With each term's place in a table of another order.
    func moved(to places: [Int32]) -> TellingTerms {
        var moved = self
        for index in moved.terms.indices { moved.terms[index] = places[Int(moved.terms[index])] }
        return moved
    }
}
