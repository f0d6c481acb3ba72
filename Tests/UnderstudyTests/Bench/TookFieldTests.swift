import Testing

@testable import Understudy

struct TookFieldTests {
    @Test(arguments: [
        ("{\"took_ms\":1.25,\"total\":3}", 1.25), ("{\"took_ms\":7}", 7), ("{\"a\":1,\"took_ms\":1e-05}", 1e-05),
    ])
    func theServersOwnTimeIsFound(body: String, expected: Double) {
        #expect(TookField.milliseconds(in: Array(body.utf8)) == expected)
    }

    @Test func anAnswerWithoutItHasNone() {
        #expect(TookField.milliseconds(in: Array("{\"title\":\"Not found\"}".utf8)) == nil)
    }
}
