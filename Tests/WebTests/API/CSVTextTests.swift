import Testing

@testable import Web

struct CSVTextTests {
    @Test func fieldsAreQuotedOnlyWhereTheyHaveToBe() {
        #expect(
            CSVText.of([["a", "b, c", "say \"no\"", "two\nlines"]])
                == "\u{feff}a,\"b, c\",\"say \"\"no\"\"\",\"two\nlines\"\r\n")
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@sum", "\tx"])
    func nothingBecomesAFormula(text: String) {
        #expect(CSVText.of([[text]]) == "\u{feff}'\(text)\r\n")
    }
}
