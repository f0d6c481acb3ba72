import Foundation
import Recall
import Testing

struct CalibrationTests {
    private let bin = Prediction.Bin(days: 3, scored: 1, lapses: 0)

    private func prediction(_ chance: Double, _ isPass: Bool, _ bin: Prediction.Bin? = nil) -> Prediction {
        Prediction(person: 1, chance: chance, isPass: isPass, bin: bin ?? self.bin)
    }

    @Test func figuresOfAHandfulAreWhatOneComputesByHand() throws {
        let figures = try #require(
            Calibration([prediction(0.9, true), prediction(0.8, false), prediction(0.8, true), prediction(0.3, false)]))
        #expect(figures.count == 4)
        #expect(figures.logLoss.isClose(to: -(log(0.9) + log(0.2) + log(0.8) + log(0.7)) / 4))
        #expect(abs(figures.bias - 0.2) < 1e-12)
        #expect(abs(figures.rmseBins - 0.2) < 1e-12)
        // Of four pairs three are in order and one is a tie.
        #expect(figures.auc == 3.5 / 4)
    }

    @Test func binsAreWeighedByWhatIsInThem() throws {
        let other = Prediction.Bin(days: 300, scored: 5, lapses: 2)
        let figures = try #require(
            Calibration([
                prediction(0.5, true), prediction(0.5, true), prediction(0.5, true), prediction(0.5, false, other),
            ]))
        #expect(figures.rmseBins == 0.5)
        let mixed = try #require(
            Calibration([prediction(0.5, true), prediction(0.5, false), prediction(1, true, other)]))
        #expect(mixed.rmseBins == 0)
    }

    @Test func binsAreThoseOfThePublicBenchmark() {
        #expect(Prediction.Bin(days: 1, scored: 1, lapses: 0) == Prediction.Bin(days: 3, scored: 2, lapses: 0))
        #expect(Prediction.Bin(days: 3, scored: 1, lapses: 0) != Prediction.Bin(days: 4, scored: 1, lapses: 0))
        #expect(Prediction.Bin(days: 3, scored: 1, lapses: 1) != Prediction.Bin(days: 3, scored: 1, lapses: 0))
    }

    @Test func withoutALapseThereIsNothingToTellApart() throws {
        #expect(try #require(Calibration([prediction(0.5, true)])).auc == nil)
        #expect(Calibration([]) == nil)
    }

    @Test func predictionsAreMadeBeforeTheAnswerAndOnlyForLaterDays() {
        var log = ReviewLog(histories: [ReviewLog.History(person: 7)])
        log.histories[0].reviews = [
            Review(.good, days: 0), Review(.forgot, days: 2), Review(.good, days: 0), Review(.good, days: 4),
        ]
        log.histories[0].dates = [0, 2, 2, 6]
        let model = MemoryModel()
        let all = log.predictions(from: 0) { _ in .standard }
        #expect(all.map(\.isPass) == [false, true])
        #expect(all.first?.chance == model.retrievability(model.first(.good), afterDays: 2))
        #expect(log.predictions(from: 3) { _ in .standard } == [all[1]])
        #expect(log.before(3).histories.first?.reviews.count == 3)
        #expect(log.before(0).histories.isEmpty)
    }
}
