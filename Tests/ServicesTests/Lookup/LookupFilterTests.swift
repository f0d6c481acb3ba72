import Domain
import Lookup
import Rehearsal
import Services
import Testing

/// What a lookup can be narrowed to, and what many look up.
struct LookupFilterTests {
    @Test func languageAndSpeakerNarrow() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let british = try await stage.clip(of: cast.owner) { clip in
                clip.details.language = "en-GB"
                clip.details.speakers = [ClipSpeaker(name: "Ana Duarte")]
            }
            let german = try await stage.clip(of: cast.owner) { clip in
                clip.details.language = "de"
                clip.details.speakers = [ClipSpeaker(name: "Bo Lind")]
            }
            func found(_ change: (inout LookupInput) -> Void) async throws -> [ID<Clip>] {
                var input = LookupInput(text: "expensive")
                change(&input)
                return try await stage.services.lookup.lookup(input, by: cast.peer).rows.map(\.clip.id)
            }
            #expect(try await found { $0.language = "en" } == [british])
            #expect(try await found { $0.language = "DE" } == [german])
            #expect(try await found { $0.language = "fr" } == [])
            #expect(try await found { $0.speaker = "bo lind" } == [german])
            let names = stage.services.lookup.names(by: cast.peer)
            #expect(names.speakers == ["Ana Duarte", "Bo Lind"])
            #expect(Set(names.languages) == ["en", "de"])
            #expect(stage.services.lookup.names(by: cast.outsider).speakers.isEmpty)
        }
    }

    @Test func whatOneHasBegunCanBeLeftOut() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let seen = try await stage.clip(of: cast.owner)
            let unseen = try await stage.clip(of: cast.owner)
            try await stage.services.clips.setPosition(seen, milliseconds: 4000, by: cast.peer)
            let lookup = stage.services.lookup
            for text in ["expensive", ""] {
                let input = LookupInput(text: text)
                let mine = try await lookup.lookup(input, isUnseenOnly: true, by: cast.peer)
                #expect(mine.rows.map(\.clip.id) == [unseen])
                #expect(mine.total == 1)
                #expect(try await lookup.lookup(input, isUnseenOnly: true, by: cast.manager).rows.count == 2)
            }
        }
    }

    @Test func popularIsWhatFiveOfOnesTeamsAskedAndFound() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.clip(of: cast.owner, visibility: .library)
            let lookup = stage.services.lookup
            var people: [Actor] = []
            for name in ["Ada", "Ben", "Cy", "Di"] { people.append(try await stage.person(name, in: "A")) }
            for person in people + [people[0], cast.outsider] {
                for text in ["too expensive", "zeppelin insurance"] {
                    _ = try await lookup.lookup(LookupInput(text: text), by: person)
                }
            }
            // Four people of the team asked, one of them twice; the fifth is of another team.
            #expect(try await lookup.popular(by: cast.peer).isEmpty)
            _ = try await lookup.lookup(LookupInput(text: "Too EXPENSIVE"), by: cast.owner)
            #expect(try await lookup.popular(by: cast.peer).map { $0.lowercased() } == ["too expensive"])
            #expect(try await lookup.popular(by: cast.outsider).isEmpty)
            stage.world.advance(days: 29)
            #expect(try await lookup.popular(by: cast.peer).isEmpty)
        }
    }

    @Test func namesOfListsAreOfferedFromTheirSecondLetter() {
        let terms = [
            Term(id: ID("term_1"), kind: .competitor, label: "Acme Cloud", position: 0),
            Term(id: ID("term_2"), kind: .product, label: "Prompter", position: 0),
            Term(id: ID("term_3"), kind: .competitor, label: "Acid", position: 1, retiredAt: Instant(milliseconds: 1)),
        ]
        let names = NamesOfLists(Taxonomy(terms: terms, phrasings: []))
        #expect(names.beginning(with: "a").isEmpty)
        #expect(names.beginning(with: "ac").map(\.text) == ["Acme Cloud"])
        #expect(names.beginning(with: "why not clo").map(\.text) == ["Acme Cloud"])
        #expect(names.beginning(with: "Prom").map(\.kind) == [.product])
        for nonsense in ["", "   ", "\u{0}", "🚀🚀", "سعر", String(repeating: "x", count: 10_000)] {
            #expect(names.beginning(with: nonsense).isEmpty)
        }
    }
}
