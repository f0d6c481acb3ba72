import Domain
import Rehearsal
import Testing

struct MomentInputTests {
    private static func moment(_ start: Int, _ end: Int, _ title: String = "Price") -> MomentInput {
        MomentInput(startMilliseconds: start, endMilliseconds: end, title: title)
    }

    private static func refused(_ inputs: [MomentInput], duration: Int? = 10_000) -> [String] {
        refusedFields { try MomentInput.checked(inputs, durationMilliseconds: duration) }
    }

    @Test func momentsAreSortedTrimmedAndKeepTheirIds() throws {
        let id = ID<Moment>("moment_a")
        let inputs = [
            Self.moment(500, 900),
            MomentInput(id: id, startMilliseconds: 0, endMilliseconds: 1, title: " First "),
        ]
        let checked = try MomentInput.checked(inputs, durationMilliseconds: nil)
        #expect(checked.map(\.title) == ["First", "Price"])
        #expect(checked.map(\.id) == [id, nil])
    }

    @Test func momentThatEndsAMomentAfterTheClipEndsWithIt() throws {
        let checked = try MomentInput.checked([Self.moment(0, 10_500)], durationMilliseconds: 10_000)
        #expect(checked == [Self.moment(0, 10_000)])
    }

    @Test func refusalsNameTheMomentInTheGivenOrder() {
        let good = Self.moment(0, 1)
        #expect(Self.refused([good, Self.moment(5, 5)]) == ["moments_2"])
        #expect(Self.refused([Self.moment(5, 4), good]) == ["moments_1"])
        #expect(Self.refused([Self.moment(-1, 4)]) == ["moments_1"])
        #expect(Self.refused([Self.moment(0, 1, " \n")]) == ["moments_1"])
        #expect(Self.refused([Self.moment(0, 1, String(repeating: "a", count: 201))]) == ["moments_1"])
        #expect(Self.refused([good, good, Self.moment(0, 10_501)]) == ["moments_3"])
        #expect(Self.refused([Self.moment(10_000, 10_400)]) == ["moments_1"])
        #expect(Self.refused([Self.moment(0, Int.max)]) == ["moments_1"])
        #expect(Self.refused([Self.moment(Int.min, Int.max)], duration: nil) == ["moments_1"])
        #expect(Self.refused(Array(repeating: good, count: 101)) == ["moments"])
        #expect(Self.refused(Array(repeating: good, count: 100)) == [])
    }

    @Test func whatIsAcceptedCanAlwaysBeStored() {
        var dice = Dice(seed: 4)
        for _ in 0..<2000 {
            let duration = Int.random(in: 1...3000, using: &dice)
            let input = Self.moment(Int.random(in: -5...4000, using: &dice), Int.random(in: -5...4000, using: &dice))
            guard let checked = try? MomentInput.checked([input], durationMilliseconds: duration).first else {
                continue
            }
            #expect(checked.startMilliseconds >= 0)
            #expect(checked.endMilliseconds > checked.startMilliseconds, "\(input) in a clip of \(duration)")
            #expect(checked.endMilliseconds <= duration)
        }
    }
}
