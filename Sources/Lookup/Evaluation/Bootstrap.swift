/// How far a mean can be trusted: means of many draws from the same values, with repeats. The same values give the same answer.
enum Bootstrap {
    private static let draws = 2000

    /// - Returns: lower and upper end of the middle 95 %; empty without values.
    static func interval(of values: [Double]) -> [Double] {
        guard !values.isEmpty else { return [] }
        var state: UInt64 = 0x2545_F491_4F6C_DD1D
        func next() -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(values.count))
        }
        let means = (0..<draws).map { _ in
            values.indices.reduce(0.0) { sum, _ in sum + values[next()] } / Double(values.count)
        }.sorted()
        return [means[draws / 40], means[draws - 1 - draws / 40]]
    }
}
