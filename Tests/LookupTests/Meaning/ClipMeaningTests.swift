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

    @Test func vectorsOfAnotherModelAreKeptInTheirOwnWidth() throws {
        var meaning = ClipMeaning(width: 128)
        let vector = ByteVector((0..<128).map { Float($0) })
        meaning.add(7, own: vector, withPrevious: vector)
        let again = try #require(ClipMeaning(stored: meaning.stored))
        #expect(again == meaning)
        #expect(again.width == 128 && again.holds(7))
        #expect(ClipMeaning(stored: ClipMeaning(width: 128).stored)?.count == 0)
    }

    @Test func windowsAreComparedWithVectorsOfTheirOwnWidthAlone() {
        var (own, other) = (ClipMeaning(width: 128), ClipMeaning(width: 64))
        for width in [128, 64] {
            let vector = ByteVector((0..<width).map { Float($0 % 5) + 1 })
            if width == 128 {
                own.add(1, own: vector, withPrevious: vector)
            } else {
                other.add(1, own: vector, withPrevious: vector)
            }
        }
        var columns = MeaningColumns()
        columns.append(1, of: own)
        columns.append(1, of: other)
        #expect(columns.has(0) && !columns.has(1))
        #expect(columns.dots(ByteVector((0..<128).map { _ in Float(1) }), .best).count == 2)
        #expect(columns.dots(ByteVector((0..<384).map { _ in Float(1) }), .best).isEmpty)
    }

    @Test func whatIsLackingIsProvidedFromElsewhere() throws {
        let call = clip("clip_a", lines: ["It costs too much.", "I hear you."])
        let lacking = LackingMeaning(of: call, rule: .lines, known: ClipMeaning())
        #expect(Set(lacking.texts) == ["It costs too much.", "I hear you.", "It costs too much. I hear you."])
        let vectors = Dictionary(lacking.texts.map { ($0, [Float](repeating: 0.125, count: 64)) }) { first, _ in first }
        let made = try #require(lacking.completed(by: vectors))
        #expect(made.width == 64 && made.count == 2)
        #expect(LackingMeaning(of: call, rule: .lines, known: made).texts.isEmpty)
        // Another width cannot be mixed in, and nothing may be missing.
        let longer = clip("clip_a", lines: ["It costs too much.", "I hear you.", "Tell me more."])
        let rest = LackingMeaning(of: longer, rule: .lines, known: made)
        #expect(!rest.texts.contains("It costs too much."))
        #expect(rest.completed(by: [:]) == nil)
        #expect(rest.completed(by: Dictionary(rest.texts.map { ($0, [1, 2]) }) { first, _ in first }) == nil)
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
