/// Numbers words as they are met.
///
/// A start of the server meets tens of millions: a word that is known is found by its bytes, without a string being made of it.
struct Vocabulary: Sendable {
    /// By number.
    private(set) var words: [String] = []
    /// The bytes of all words, one after the other, and where each ends.
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var hashes: [UInt64] = []
    /// Numbers of words where their hashes lead, or the next free place behind; -1 is free. Never more than half full.
    private var places = [Int](repeating: -1, count: 1024)

    /// The numbers of the words of texts, in order.
    mutating func numbers(of texts: [String]) -> [Int] {
        var numbers: [Int] = []
        for var text in texts {
            text.withUTF8 { Tokenizer.forEachWord(in: $0) { word, _ in numbers.append(number(of: word)) } }
        }
        return numbers
    }

    private mutating func number(of word: [UInt8]) -> Int {
        let hash = Self.hash(word)
        var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
        while places[place] >= 0 {
            let number = places[place]
            if hashes[number] == hash, isWord(number, word) { return number }
            place = (place + 1) & (places.count - 1)
        }
        places[place] = words.count
        words.append(String(decoding: word, as: UTF8.self))
        bytes.append(contentsOf: word)
        ends.append(bytes.count)
        hashes.append(hash)
        if words.count * 2 > places.count { grow() }
        return words.count - 1
    }

    private func isWord(_ number: Int, _ word: [UInt8]) -> Bool {
        let start = number > 0 ? ends[number - 1] : 0
        return ends[number] - start == word.count && word.indices.allSatisfy { bytes[start + $0] == word[$0] }
    }

    private mutating func grow() {
        places = Array(repeating: -1, count: places.count * 2)
        for (number, hash) in hashes.enumerated() {
            var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
            while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
            places[place] = number
        }
    }

    /// FNV-1a, 64 bits. Whoever made words that collide would slow down a batch of their own team's clips.
    private static func hash(_ word: [UInt8]) -> UInt64 {
        word.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
