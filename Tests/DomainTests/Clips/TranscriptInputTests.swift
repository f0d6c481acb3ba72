import Domain
import Testing

struct TranscriptInputTests {
    private static func line(_ start: Int, _ end: Int, _ text: String = "Hello") -> TranscriptLine {
        TranscriptLine(startMilliseconds: start, endMilliseconds: end, text: text)
    }

    private static func refused(_ lines: [TranscriptLine]) -> [String] {
        refusedFields { try TranscriptInput.checked(lines) }
    }

    @Test func linesAreSortedTrimmedAndEmptyOnesLeftOut() throws {
        let words = [TimedWord(text: "Hello", startMilliseconds: 900, endMilliseconds: 950)]
        var late = Self.line(900, 1000, " Hello\u{7} ")
        late.words = words
        let checked = try TranscriptInput.checked([late, Self.line(0, 0, " \n"), Self.line(5, 5, "First")])
        #expect(checked.map(\.text) == ["First", "Hello"])
        #expect(checked.last?.words == words)
    }

    @Test func refusalsNameTheLineInTheGivenOrder() {
        let good = Self.line(0, 1)
        #expect(Self.refused([good, Self.line(-1, 1)]) == ["lines_2"])
        #expect(Self.refused([Self.line(2, 1), good]) == ["lines_1"])
        #expect(Self.refused([Self.line(0, 86_400_001)]) == ["lines_1"])
        #expect(Self.refused([Self.line(Int.min, Int.max)]) == ["lines_1"])
        #expect(Self.refused([Self.line(0, 86_400_000)]) == [])
        #expect(Self.refused([Self.line(0, 1, String(repeating: "a", count: 2001))]) == ["lines_1"])
        #expect(Self.refused(Array(repeating: good, count: 20_001)) == ["lines"])
    }

    @Test func noLinesAreATranscriptToo() throws {
        #expect(try TranscriptInput.checked([]).isEmpty)
    }
}
