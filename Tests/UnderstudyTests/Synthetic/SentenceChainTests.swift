import Testing

@testable import Understudy

struct SentenceChainTests {
    @Test func aSentenceWithoutCompanyStaysAsItIs() {
        let chain = SentenceChain(["Nobody waits for a late van."])
        var numbers = SeededNumbers(seed: 1)
        #expect(chain.sentence(beginningLike: 0, &numbers) == "Nobody waits for a late van.")
    }

    @Test func aSentenceGoesOnWithAnotherOnlyAtAWordBothHave() {
        let texts = ["one two van three four five.", "six seven van eight nine ten."]
        let chain = SentenceChain(texts)
        var numbers = SeededNumbers(seed: 3)
        let made = Set((0..<200).map { _ in chain.sentence(beginningLike: 0, &numbers) })
        #expect(made.isSubset(of: [texts[0], "one two van eight nine ten."]))
        #expect(made.count == 2)
    }

    @Test func everySentenceEnds() {
        let chain = SentenceChain(["a loop that comes back to a loop", "a loop that never ends,"])
        var numbers = SeededNumbers(seed: 5)
        for _ in 0..<100 {
            let sentence = chain.sentence(beginningLike: 1, &numbers)
            #expect(sentence.hasSuffix(".") && sentence.split(separator: " ").count <= 36)
        }
    }
}
