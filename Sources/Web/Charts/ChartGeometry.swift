import Domain

/// Where things stand in a chart's box of 1000 by 200, zero at the lower edge.
enum ChartGeometry {
    static let width = 1000
    static let height = 200

    /// One bar a day as high as its total, and the part in front of it; days without anything have none.
    static func bars(_ days: [DayTotal]) -> [ChartBar] {
        let top = days.map(\.total).max() ?? 0
        guard top > 0 else { return [] }
        return days.enumerated().flatMap { index, day -> [ChartBar] in
            let left = index * width / days.count
            let right = (index + 1) * width / days.count
            let gap = max(1, (right - left) / 6)
            return [("chart-total", day.total), ("chart-part", day.part)].filter { $0.1 > 0 }.map { kind, value in
                let tall = tallness(value, of: top)
                return ChartBar(
                    barKind: kind, barX: left + gap, barY: height - tall, barWidth: max(1, right - left - 2 * gap),
                    barHeight: tall)
            }
        }
    }

    /// The outline of a sum that grows: closed along the lower edge. Nil for fewer than two values or nothing at all.
    static func area(_ values: [Int64]) -> String? {
        guard values.count > 1, let top = values.max(), top > 0 else { return nil }
        let points = values.enumerated().map { index, value in
            "L\(index * width / (values.count - 1)) \(height - tallness(value, of: top))"
        }
        return "M0 \(height)\(points.joined())L\(width) \(height)Z"
    }

    /// What is there is seen, however little it is.
    private static func tallness(_ value: Int64, of top: Int64) -> Int {
        guard value > 0 else { return 0 }
        return max(2, Int(Double(value) / Double(top) * Double(height)))
    }
}
