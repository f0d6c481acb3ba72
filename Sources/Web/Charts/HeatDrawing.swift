import Domain

extension HeatView {
    /// - Parameter length: of the clip, in milliseconds.
    init(_ heat: HeatMap, length: Int) {
        guard !heat.seconds.isEmpty else {
            // Not even how many: whoever looks twice would see the one who came.
            heatPeriod = ""
            heatTooFew = say("heat.too_few", ["fewest": "\(HeatMap.fewestPeople)"])
            return
        }
        heatPeriod = say("heat.n", count: heat.people)
        heatPicture = HeatDrawing(heat: heat, length: length).picture
    }
}

/// Makes a picture and a table of a heat map.
private struct HeatDrawing {
    let heat: HeatMap
    let length: Int

    private static let columns = 200
    private static let rows = 10

    var picture: HeatPicture {
        let shares = parts(min(Self.columns, heat.seconds.count))
        let most = shares.max { $0.watched < $1.watched }
        let average = heat.seconds.map { Double($0.watched) }.reduce(0, +) / Double(heat.seconds.count * heat.people)
        return HeatPicture(
            heatSummary: say(
                "heat.summary",
                [
                    "share": percent(average),
                    "most": Wording.clock(milliseconds: (most?.seconds.lowerBound ?? 0) * 1000),
                ]),
            heatLength: Wording.clock(milliseconds: length),
            heatWatchedPath: path(shares.map(\.watched)), heatAgainPath: path(shares.map(\.again)),
            heatRows: parts(min(Self.rows, heat.seconds.count)).map { part in
                HeatRow(
                    heatPart: say(
                        "heat.from_to",
                        [
                            "from": Wording.clock(milliseconds: part.seconds.lowerBound * 1000),
                            "to": Wording.clock(milliseconds: min(length, part.seconds.upperBound * 1000)),
                        ]),
                    heatWatched: say("heat.percent", ["n": percent(part.watched)]),
                    heatAgain: say("heat.percent", ["n": percent(part.again)]))
            })
    }

    private struct Part {
        let seconds: Range<Int>
        /// Shares of the people, 0...1, averaged over the seconds.
        let watched: Double
        let again: Double
    }

    private func parts(_ count: Int) -> [Part] {
        let all = heat.seconds.count
        return (0..<count).map { index in
            let seconds = index * all / count..<max(index * all / count + 1, (index + 1) * all / count)
            let whole = Double(seconds.count * heat.people)
            let here = heat.seconds[seconds]
            return Part(
                seconds: seconds, watched: Double(here.map(\.watched).reduce(0, +)) / whole,
                again: Double(here.map(\.again).reduce(0, +)) / whole)
        }
    }

    /// Steps along the lower edge.
    private func path(_ shares: [Double]) -> String {
        let steps = shares.enumerated().map { index, share in
            let height = 100 - Int((share * 100).rounded())
            return "V\(height)H\((index + 1) * 1000 / shares.count)"
        }
        return "M0 100\(steps.joined())V100Z"
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))" }
}
