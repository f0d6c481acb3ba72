/// Words in byte order in one flat buffer: found by bisection, all words of a prefix are neighbours.
struct WordTable: Sendable {
    private let bytes: [UInt8]
    private let offsets: [Int]

    /// - Parameter words: in ascending byte order, without repeats.
    init(sorted words: [String]) {
        var bytes: [UInt8] = []
        var offsets = [0]
        offsets.reserveCapacity(words.count + 1)
        for word in words {
            bytes.append(contentsOf: word.utf8)
            offsets.append(bytes.count)
        }
        self.bytes = bytes
        self.offsets = offsets
    }

    init(_ file: inout KeptReader) throws {
        offsets = try file.array(Int.self)
        bytes = try file.array(UInt8.self, count: offsets.last ?? 0)
        guard !offsets.isEmpty else { throw ByteReader.CutOff() }
    }

    func write(to file: inout KeptWriter) throws {
        try file.write(offsets)
        try file.write(bytes)
    }

    static func isOrdered(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    var count: Int { offsets.count - 1 }

    func word(at index: Int) -> String {
        String(decoding: bytes[offsets[index]..<offsets[index + 1]], as: UTF8.self)
    }

    func utf8(at index: Int) -> ArraySlice<UInt8> {
        bytes[offsets[index]..<offsets[index + 1]]
    }

    func length(at index: Int) -> Int { offsets[index + 1] - offsets[index] }

    func index(of word: String) -> Int? {
        let wanted = Array(word.utf8)
        let place = firstIndex(notBefore: wanted)
        return place < count && utf8(at: place).elementsEqual(wanted) ? place : nil
    }

    /// The words that begin with `prefix`.
    func indices(prefix: String) -> Range<Int> {
        let wanted = Array(prefix.utf8)
        let start = firstIndex(notBefore: wanted)
        var low = start
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if utf8(at: middle).starts(with: wanted) { low = middle + 1 } else { high = middle }
        }
        return start..<low
    }

    private func firstIndex(notBefore wanted: [UInt8]) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if utf8(at: middle).lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
