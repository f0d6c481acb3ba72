/// M. F. Porter's suffix stripping ("An algorithm for suffix stripping", Program 14, 1980), as published with the author's two
/// later departures (`logi` and `bli`). Words with anything but a-z are returned as they are.
struct Stemmer {
    static func stem(_ word: String) -> String {
        let bytes = Array(word.utf8)
        guard bytes.count > 2, bytes.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }) else {
            return word
        }
        var stemmer = Stemmer(bytes: bytes)
        stemmer.removePlural()
        stemmer.removePast()
        stemmer.turnFinalY()
        stemmer.replace(doubleSuffixes, whenMeasureExceeds: 0)
        stemmer.replace(singleSuffixes, whenMeasureExceeds: 0)
        stemmer.removeResidue()
        stemmer.tidy()
        return String(decoding: stemmer.bytes, as: UTF8.self)
    }

    private var bytes: [UInt8]

    /// Step 1a.
    private mutating func removePlural() {
        if ends("sses") || ends("ies") {
            bytes.removeLast(2)
        } else if ends("s"), !ends("ss") {
            bytes.removeLast()
        }
    }

    /// Step 1b.
    private mutating func removePast() {
        if ends("eed") {
            if measure(upTo: bytes.count - 3) > 0 { bytes.removeLast() }
            return
        }
        guard let length = ends("ed") ? 2 : ends("ing") ? 3 : nil, hasVowel(upTo: bytes.count - length) else { return }
        bytes.removeLast(length)
        if ends("at") || ends("bl") || ends("iz") {
            bytes.append(UInt8(ascii: "e"))
        } else if endsInDoubleConsonant, let last = bytes.last, !"lsz".utf8.contains(last) {
            bytes.removeLast()
        } else if measure(upTo: bytes.count) == 1, endsInShortSyllable(upTo: bytes.count) {
            bytes.append(UInt8(ascii: "e"))
        }
    }

    /// Step 1c.
    private mutating func turnFinalY() {
        if ends("y"), hasVowel(upTo: bytes.count - 1) { bytes[bytes.count - 1] = UInt8(ascii: "i") }
    }

    /// Steps 2 and 3: the first suffix that fits decides, whether or not it is replaced.
    private mutating func replace(_ suffixes: [(StaticString, String)], whenMeasureExceeds limit: Int) {
        for (suffix, replacement) in suffixes where ends(suffix) {
            let rest = bytes.count - suffix.utf8CodeUnitCount
            if measure(upTo: rest) > limit {
                bytes.removeLast(suffix.utf8CodeUnitCount)
                bytes.append(contentsOf: replacement.utf8)
            }
            return
        }
    }

    /// Step 4.
    private mutating func removeResidue() {
        for suffix in Self.residues where ends(suffix) {
            let rest = bytes.count - suffix.utf8CodeUnitCount
            let isIon = suffix.utf8CodeUnitCount == 3 && ends("ion")
            let fits = !isIon || (rest > 0 && "st".utf8.contains(bytes[rest - 1]))
            if fits, measure(upTo: rest) > 1 { bytes.removeLast(suffix.utf8CodeUnitCount) }
            return
        }
    }

    /// Step 5.
    private mutating func tidy() {
        if ends("e") {
            let rest = bytes.count - 1
            let measure = measure(upTo: rest)
            if measure > 1 || (measure == 1 && !endsInShortSyllable(upTo: rest)) { bytes.removeLast() }
        }
        if ends("ll"), measure(upTo: bytes.count) > 1 { bytes.removeLast() }
    }

    private func ends(_ suffix: StaticString) -> Bool {
        let count = suffix.utf8CodeUnitCount
        guard bytes.count >= count else { return false }
        return suffix.withUTF8Buffer { suffix in
            bytes.withUnsafeBufferPointer { bytes in
                let start = bytes.count - count
                // From the end: that is where most words differ.
                for index in stride(from: count - 1, through: 0, by: -1) where bytes[start + index] != suffix[index] {
                    return false
                }
                return true
            }
        }
    }

    private func isConsonant(_ index: Int) -> Bool {
        switch bytes[index] {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): false
        case UInt8(ascii: "y"): index == 0 || !isConsonant(index - 1)
        default: true
        }
    }

    /// Porter's m: how often a vowel is followed by a consonant before `end`.
    private func measure(upTo end: Int) -> Int {
        var count = 0
        var wasVowel = false
        for index in 0..<max(0, end) {
            let isVowel = !isConsonant(index)
            if wasVowel, !isVowel { count += 1 }
            wasVowel = isVowel
        }
        return count
    }

    private func hasVowel(upTo end: Int) -> Bool {
        (0..<max(0, end)).contains { !isConsonant($0) }
    }

    private var endsInDoubleConsonant: Bool {
        let count = bytes.count
        return count > 1 && bytes[count - 1] == bytes[count - 2] && isConsonant(count - 1)
    }

    /// Consonant, vowel, consonant, and the last one none of w, x, y.
    private func endsInShortSyllable(upTo end: Int) -> Bool {
        guard end > 2, isConsonant(end - 3), !isConsonant(end - 2), isConsonant(end - 1) else { return false }
        return !"wxy".utf8.contains(bytes[end - 1])
    }

    private static let doubleSuffixes: [(StaticString, String)] = [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"),
        ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
        ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
        ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"),
    ]

    private static let singleSuffixes: [(StaticString, String)] = [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ]

    private static let residues: [StaticString] = [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate",
        "iti", "ous", "ive", "ize",
    ]
}
