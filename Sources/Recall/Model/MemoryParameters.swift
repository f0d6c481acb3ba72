import Foundation

/// The 21 numbers of FSRS-6, inside their bounds.
///
/// Source of names, defaults and bounds: FSRS-6 as in fsrs-rs 6.6 and py-fsrs 6.3, which agree.
package struct MemoryParameters: Sendable, Hashable {
    package static let count = 21

    /// Fitted by the authors of FSRS-6 to 350 million reviews of flashcards: other people's memory, not this team's.
    package static let standard = MemoryParameters(clipping: [
        0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
        1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
    ])

    package static let lowest: [Double] = [
        0.001, 0.001, 0.001, 0.001, 1, 0.001, 0.001, 0.001, 0, 0, 0.001, 0.001, 0.001, 0.001, 0, 0, 1, 0, 0, 0.01, 0.1,
    ]

    package static let highest: [Double] = [
        100, 100, 100, 100, 10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6, 2, 2, 0.8, 0.8,
    ]

    /// w0 to w20.
    package let values: [Double]

    /// Numbers outside the bounds are moved to the nearest allowed ones, missing ones become the standard's.
    package init(clipping values: [Double]) {
        self.values = Self.lowest.indices.map { index in
            let value = index < values.count && values[index].isFinite ? values[index] : Self.standardValue(index)
            return min(max(value, Self.lowest[index]), Self.highest[index])
        }
    }

    /// Vectors of older versions of the model: FSRS-4.5 has 17 numbers, FSRS-5 has 19.
    /// - Returns: Nil for any other count.
    package init?(importing values: [Double]) {
        var values = values
        switch values.count {
        case 17:
            values[4] += 2 * values[5]
            values[5] = log(3 * values[5] + 1) / 3
            values[6] += 0.5
            values += [0, 0, 0, 0.5]
        case 19: values += [0, 0.5]
        case Self.count: break
        default: return nil
        }
        self.init(clipping: values)
    }

    package subscript(index: Int) -> Double { values[index] }

    private static func standardValue(_ index: Int) -> Double { standard.values[index] }
}
