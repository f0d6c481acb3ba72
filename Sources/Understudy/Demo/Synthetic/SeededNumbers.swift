/// Numbers that look random and are the same for the same seed: what is made up for load is the same on every machine
/// (SplitMix64, by G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", 2014).
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// One of `0..<count`, each equally likely; 0 when there is nothing to choose from.
    mutating func below(_ count: Int) -> Int {
        guard count > 1 else { return 0 }
        return Int(next() >> 11) % count
    }

    /// One of `0..<count`; the further back, the rarer, as words are in a language (Zipf).
    mutating func rank(below count: Int) -> Int {
        guard count > 1 else { return 0 }
        let share = Double(next() >> 11) / Double(1 << 53)
        return min(count, Int(Self.power(Double(count + 1), share))) - 1
    }

    /// True in so many of a hundred cases.
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// One of a list; nil of an empty one.
    mutating func one<Element>(of list: [Element]) -> Element? {
        list.isEmpty ? nil : list[below(list.count)]
    }

    /// A list in another order.
    mutating func mixed<Element>(_ list: [Element]) -> [Element] {
        var mixed = list
        for place in mixed.indices.dropFirst().reversed() { mixed.swapAt(place, below(place + 1)) }
        return mixed
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// `base` to the power of `share` (0 to 1) by multiplications and square roots alone: the same bits everywhere.
    private static func power(_ base: Double, _ share: Double) -> Double {
        var rest = share
        var root = base
        var value = 1.0
        for _ in 0..<40 {
            root = root.squareRoot()
            rest *= 2
            if rest >= 1 {
                rest -= 1
                value *= root
            }
        }
        return value
    }
}
