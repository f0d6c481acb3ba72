import Testing

@testable import Media

@Suite struct ByteRangeTests {
    @Test(
        arguments: [
            (nil, ByteRange.whole),
            ("bytes=0-0", .part(0..<1)),
            ("bytes=0-499", .part(0..<500)),
            ("bytes=500-", .part(500..<1000)),
            ("bytes=999-", .part(999..<1000)),
            ("bytes=999-999", .part(999..<1000)),
            ("bytes=0-999", .part(0..<1000)),
            ("bytes=0-1000", .part(0..<1000)),
            ("bytes=900-99999999999999999999", .part(900..<1000)),
            ("bytes=-1", .part(999..<1000)),
            ("bytes=-500", .part(500..<1000)),
            ("bytes=-1000", .part(0..<1000)),
            ("bytes=-1001", .part(0..<1000)),
            ("bytes=-99999999999999999999", .part(0..<1000)),
            ("bytes=0000000000000000000001-2", .part(1..<3)),
            ("BYTES=1-2", .part(1..<3)),
            ("bytes= 1-2 ", .part(1..<3)),
        ] as [(String?, ByteRange)])
    func oneRangeGivesThatPart(_ header: String?, _ expected: ByteRange) {
        #expect(ByteRange.resolve(header: header, size: 1000) == expected)
    }

    @Test(arguments: [
        "bytes=1000-", "bytes=1000-1001", "bytes=-0", "bytes=-000", "bytes=99999999999999999999-",
        "bytes=9223372036854775807-9223372036854775807", "bytes=1000000000000000-1000000000000001",
    ])
    func whatLiesBehindTheEndIsUnsatisfiable(_ header: String) {
        #expect(ByteRange.resolve(header: header, size: 1000) == .unsatisfiable)
    }

    @Test(arguments: [
        "", "bytes", "bytes=", "bytes=-", "bytes=--1", "bytes=1", "bytes=a-b", "bytes=1-b", "bytes=0x1-2",
        "bytes=1-2-3",
        "bytes=+1-2", "bytes=1 - 2", "bytes=5-4", "bytes=99999999999999999999-5", "bytes=0-1,5-6", "bytes=,",
        "items=0-1",
        "bytes:0-1", "bytes=١-٢", "bytes=0-1;q=1", "bytes=\u{301}0-1", " bytes=0-1",
        "bytes=0-1" + String(repeating: " ", count: 200), "bytes=" + String(repeating: "0", count: 200) + "-",
    ])
    func whatIsNotOneRangeIsIgnored(_ header: String) {
        #expect(ByteRange.resolve(header: header, size: 1000) == .whole)
    }

    @Test func nothingOfAnEmptyFileIsSatisfiable() {
        #expect(ByteRange.resolve(header: "bytes=0-", size: 0) == .unsatisfiable)
        #expect(ByteRange.resolve(header: "bytes=-5", size: 0) == .unsatisfiable)
        #expect(ByteRange.resolve(header: nil, size: 0) == .whole)
    }

    /// Every small range of every small file, against the words of RFC 9110 done the slow way.
    @Test func everySmallRangeAgreesWithTheSlowWay() {
        for size in 0...12 {
            for first in 0...14 {
                for last in 0...14 {
                    let bytes = (0..<size).filter { $0 >= first && $0 <= last }
                    let expected = first > last ? ByteRange.whole : part(bytes)
                    #expect(ByteRange.resolve(header: "bytes=\(first)-\(last)", size: Int64(size)) == expected)
                }
                let rest = (0..<size).filter { $0 >= first }
                #expect(ByteRange.resolve(header: "bytes=\(first)-", size: Int64(size)) == part(rest))
                let suffix = Array((0..<size).suffix(first))
                #expect(ByteRange.resolve(header: "bytes=-\(first)", size: Int64(size)) == part(suffix))
            }
        }
    }

    /// Whatever a header holds, the part lies inside the file.
    @Test func noHeaderLeadsOutOfTheFile() {
        let pieces = ["bytes=", "-", "0", "9", "99999999", "9223372036854775807", ",", " ", "x", "\u{0}", "é"]
        var number: UInt64 = 20_261_125
        for _ in 0..<20_000 {
            var header = ""
            for _ in 0..<Int(number % 7) {
                number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                header += pieces[Int((number >> 33) % UInt64(pieces.count))]
            }
            number = number &* 6_364_136_223_846_793_005 &+ 1
            let size = Int64(number >> 40)
            if case .part(let range) = ByteRange.resolve(header: header, size: size) {
                #expect(!range.isEmpty && range.lowerBound >= 0 && range.upperBound <= size)
            }
        }
    }

    private func part(_ bytes: [Int]) -> ByteRange {
        guard let first = bytes.first, let last = bytes.last else { return .unsatisfiable }
        return .part(Int64(first)..<Int64(last) + 1)
    }
}
