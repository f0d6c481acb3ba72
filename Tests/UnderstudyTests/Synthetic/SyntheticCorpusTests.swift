import Domain
import Testing

@testable import Understudy

struct SyntheticCorpusTests {
    private let taxonomy = Taxonomy(
        terms: [
            Term(id: ID("st.show"), kind: .stage, label: "Demonstration", position: 0),
            Term(id: ID("st.negotiate"), kind: .stage, label: "Negotiation", position: 1),
            Term(id: ID("ob.price"), kind: .objection, label: "Too expensive", position: 0),
            Term(id: ID("ob.differ"), kind: .objection, label: "What is different?", position: 1),
            Term(id: ID("ct.demo"), kind: .clipType, label: "Demonstration", position: 0),
        ],
        phrasings: [
            Phrasing(id: ID("p1"), objection: ID("ob.price"), text: "You are too expensive.", position: 0),
            Phrasing(id: ID("p2"), objection: ID("ob.price"), text: "That is above our budget.", position: 1),
            Phrasing(id: ID("p3"), objection: ID("ob.differ"), text: "You all look the same.", position: 0),
        ])

    private var corpus: SyntheticCorpus { SyntheticCorpus(scripts: DemoScript.showClips, taxonomy: taxonomy) }

    @Test func theSameNumberGivesTheSameClip() {
        let one = corpus
        let other = corpus
        for number in 0..<20 { #expect(one.clip(number) == other.clip(number)) }
    }

    @Test func twoNumbersGiveTwoClips() {
        let corpus = corpus
        let texts = Set((0..<50).map { corpus.clip($0).lines.map(\.text) })
        #expect(texts.count == 50)
    }

    @Test func everyClipWouldPassTheChecksOfAForm() throws {
        let corpus = corpus
        for number in 0..<200 {
            let clip = corpus.clip(number)
            let moments = clip.moments.map {
                MomentInput(
                    startMilliseconds: $0.startMilliseconds, endMilliseconds: $0.endMilliseconds, title: $0.title)
            }
            let checked = try MomentInput.checked(moments, durationMilliseconds: clip.durationMilliseconds)
            #expect(checked == moments)
            #expect(try TranscriptInput.checked(clip.lines) == clip.lines)
            var changes = ClipChanges()
            changes.title = clip.details.title
            changes.stage = clip.details.stage.map { .set($0) } ?? .clear
            changes.objection = clip.details.objection.map { .set($0) } ?? .clear
            changes.rules = clip.details.rules
            changes.speakers = clip.details.speakers
            changes.tags = clip.details.tags
            let applied = try changes.applied(to: ClipDetails(title: ""), taxonomy: taxonomy)
            #expect(applied.title == clip.details.title && !clip.details.title.isEmpty)
        }
    }

    @Test func everyWordOfALineHasItsTime() {
        let corpus = corpus
        for line in (0..<50).flatMap({ corpus.clip($0).lines }) {
            #expect(line.words.map(\.text).joined(separator: " ") == line.text)
            #expect(zip(line.words, line.words.dropFirst()).allSatisfy { $0.endMilliseconds <= $1.startMilliseconds })
        }
    }

    @Test func someWordsAreSaidFarMoreOftenThanMost() {
        let corpus = corpus
        let words = (0..<200).flatMap { corpus.clip($0).lines.flatMap { $0.text.lowercased().split(separator: " ") } }
        let counts = Dictionary(grouping: words, by: { $0 }).values.map(\.count).sorted(by: >)
        #expect(counts.count > 700)
        #expect(counts[0] > 50 * counts[counts.count / 2])
    }

    @Test func aClipTalksAboutItsObjection() {
        let corpus = corpus
        let clips = (0..<200).map(corpus.clip)
        func share(of word: String, in clips: [SyntheticClip]) -> Double {
            Double(clips.count { $0.lines.contains { $0.text.lowercased().contains(word) } }) / Double(clips.count)
        }
        let about = clips.filter { $0.details.objection == ID("ob.price") }
        let others = clips.filter { $0.details.objection != ID("ob.price") }
        #expect(share(of: "expensive", in: about) > 2 * share(of: "expensive", in: others))
    }
}
