import Domain
import Testing

/// Who is called by a comment.
struct MentionTests {
    private static func person(_ name: String) -> Person {
        Person(
            id: ID("person_\(name.lowercased().replacing(" ", with: "_"))"), name: name,
            email: "\(name.count)@example.com", role: .rep, createdAt: Instant(milliseconds: 0))
    }

    private static let people = ["Ana", "Ana Duarte", "Anatol", "Zoë 🎧"].map(person)

    private func called(_ text: String) -> [String] {
        Mentions.people(in: text, among: Self.people).compactMap { id in Self.people.first { $0.id == id }?.name }
    }

    @Test func theLongerNameIsMeant() {
        #expect(called("Look, @Ana Duarte: here") == ["Ana Duarte"])
        #expect(called("Look, @ana dunno") == ["Ana"])
    }

    @Test func aBeginningOfAWordIsNoName() {
        #expect(called("@Anatolia is far") == [])
        #expect(called("@Anatol, @Anatol and ana@ana.com") == ["Anatol", "Ana"])
    }

    @Test func namesOfAnyScriptAreFound() {
        #expect(called("@Zoë 🎧 says") == ["Zoë 🎧"])
        #expect(called("nobody here @") == [])
    }

    @Test func aCommentCallsAFewPeopleOnly() {
        let many = (0..<30).map { Self.person("Person \($0)x") }
        let text = many.map { "@\($0.name)" }.joined(separator: " ")
        #expect(Mentions.people(in: text, among: many).count == Mentions.most)
    }
}
