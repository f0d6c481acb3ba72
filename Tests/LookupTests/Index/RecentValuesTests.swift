import Testing

@testable import Lookup

struct RecentValuesTests {
    @Test func valueIsMadeOnce() {
        let recent = RecentValues<String, Int>(limit: 8)
        #expect(recent.value(of: "a") { _ in 1 } == 1)
        #expect(recent.value(of: "a") { _ in 2 } == 1)
        #expect(recent["a"] == 1)
        #expect(recent["b"] == nil)
    }

    @Test func whatNobodyAsksForIsForgotten() {
        let recent = RecentValues<String, Int>(limit: 8)
        for number in 0..<9 { _ = recent.value(of: "\(number)") { _ in number } }
        #expect(recent["0"] == nil)
        #expect(recent["8"] == 8)
    }
}
