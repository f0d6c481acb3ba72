/// Draws peaks as the outline of a waveform.
enum Waveform {
    /// The `d` of a closed path in a box of 1000 by 100, mirrored at the middle.
    ///
    /// - Parameter peaks: loudness from 0 to 255, from start to end; more than 250 are thinned to their loudest
    ///   neighbours so that the page stays small.
    /// - Returns: Nil without peaks.
    static func path(_ peaks: [UInt8]) -> String? {
        guard !peaks.isEmpty else { return nil }
        let heights = thinned(peaks, to: 250).map { max(2, Int($0) * 48 / 255) }
        let step = 1000.0 / Double(heights.count)
        var upper = ""
        var lower = ""
        for (index, height) in heights.enumerated() {
            let x = Int(Double(index) * step + step / 2)
            upper += "L\(x) \(50 - height)"
            lower = "L\(x) \(50 + height)" + lower
        }
        return "M0 50\(upper)L1000 50\(lower)Z"
    }

    private static func thinned(_ peaks: [UInt8], to limit: Int) -> [UInt8] {
        guard peaks.count > limit else { return peaks }
        return (0..<limit).map { slot in
            let from = slot * peaks.count / limit
            let to = max(from + 1, (slot + 1) * peaks.count / limit)
            return peaks[from..<to].max() ?? 0
        }
    }
}
