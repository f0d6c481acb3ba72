import Testing

@testable import Lookup

struct ClipMeaningTests {
    private static let vector = ByteVector((0..<SentenceEncoder.width).map { Float($0 % 7) - 3 })

    @Test func vectorsAreKeptAsTheyWere() throws {
        var meaning = ClipMeaning()
        meaning.add(7, own: Self.vector, withPrevious: Self.vector)
        let again = try #require(ClipMeaning(stored: meaning.stored))
        #expect(again == meaning)
        #expect(again.holds(7) && !again.holds(8))
    }

    @Test func brokenRecordsAreNoVectors() {
        #expect(ClipMeaning(stored: [1, 2, 3]) == nil)
    }

    @Test func windowIsKnownByItsTextAndWhatWasSaidBefore() {
        func keys(_ texts: [String]) -> [UInt64?] {
            let windows = texts.map { Window(startMilliseconds: 0, endMilliseconds: 1, text: $0) }
            return WindowTexts.all(windows).map(\.key)
        }
        let before = keys(["one", "two", "three", "four"])
        let after = keys(["one", "two", "changed", "four"])
        #expect(zip(before, after).map { $0 == $1 } == [true, true, false, false])
        #expect(keys([""]) == [nil])
    }
}
