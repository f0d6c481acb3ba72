import Domain
import Testing

@testable import Lookup

/// Nothing that comes out of the index may depend on clips the viewer may not see.
struct VisibilityTests {
    private static let words = [
        "price", "expensive", "budget", "procurement", "procurment", "silent", "quarter", "northwind", "escrow",
        "excel",
        "redline", "pilot", "security",
    ]

    private func randomClip(_ number: Int, _ random: inout SeededRandom) -> IndexedClip {
        let lines = (0...Int(random.next() % 3)).map { _ in
            (0...Int(random.next() % 8)).map { _ in random.pick(Self.words) }.joined(separator: " ")
        }
        return clip(
            "clip_\(number)", title: random.pick(Self.words), lines: lines,
            access: access(
                team: random.pick(["team_a", "team_b"]), owner: random.pick(["person_1", "person_2", "person_3"]),
                random.pick(Visibility.allCases)),
            speakers: [random.pick(["Priya", "Tom", "Zoltan"])], stage: random.pick(["st.show", "st.commit"]),
            objections: random.pick([[], ["ob.price"], ["ob.stall"], ["ob.timing"]]),
            moments: random.pick([
                [], [Moment(id: ID("moment_\(number)"), startMilliseconds: 0, endMilliseconds: 9000, title: "pilot")],
            ]), published: Int64(number))
    }

    @Test func answersAreThoseOfAnIndexThatHasOnlyVisibleClips() {
        var random = SeededRandom(seed: 5)
        for _ in 0..<80 {
            let clips = (0..<20).map { randomClip($0, &random) }
            let who = actor(
                random.pick(["person_1", "person_2", "person_4"]), role: random.pick([.rep, .performer, .manager]),
                teams: [random.pick([ID("team_a"), ID("team_b")])])
            let visible = clips.filter { Permission.allows(.see, for: who, on: $0.access) }
            let full = index(clips)
            let own = index(visible)
            let texts = [
                "price budget", "procurmnt", "escro northwnd", "too expensive", random.pick(Self.words), "zolt", "",
            ]
            for text in texts {
                for isTyping in [false, true] {
                    let answer = full.find(text, viewer: Viewer(who), isTyping: isTyping)
                    let expected = own.find(text, viewer: Viewer(who), isTyping: isTyping)
                    #expect(answer.clips == expected.clips)
                    #expect(answer.total == expected.total)
                    #expect(answer.correctedText == expected.correctedText)
                    #expect(answer.guessedObjection == expected.guessedObjection)
                    #expect(answer.isMiss == expected.isMiss)
                    #expect(Set(answer.clips).isSubset(of: visible.map(\.id.text)))
                }
            }
            for prefix in ["p", "zol", "ex", "nor"] {
                #expect(
                    full.suggestions(prefix, viewer: Viewer(who)) == own.suggestions(prefix, viewer: Viewer(who)))
            }
            #expect(Set(full.coverage(viewer: Viewer(who))) == Set(own.coverage(viewer: Viewer(who))))
        }
    }

    @Test func aCorrectionNeverComesFromAHiddenClip() {
        let hidden = (1...3).map {
            clip("clip_\($0)", lines: ["project bluebird"], access: access(team: "team_b", .team))
        }
        let live = index(hidden)
        #expect(live.find("bluebrid").correctedText == nil)
        #expect(live.find("bluebrid", viewer: viewer(teams: [ID("team_b")])).correctedText == "bluebird")
    }

    @Test func nobodySeesWhatIsNotPublished() {
        var draft = Clip(
            id: ID("clip_1"), team: ID("team_a"), owner: ID("person_1"), state: .draft, visibility: .library,
            details: ClipDetails(title: "Draft"), media: ClipMedia(), version: 1, createdAt: Instant(milliseconds: 0),
            updatedAt: Instant(milliseconds: 0))
        #expect(IndexedClip(draft, lines: [], moments: []) == nil)
        draft.state = .published
        draft.publishedAt = Instant(milliseconds: 5)
        #expect(IndexedClip(draft, lines: [], moments: [])?.title == "Draft")
        draft.notice = Notice(
            whoIsHeard: "a", howTold: "b", allows: .library, recordedBy: ID("person_1"),
            recordedAt: Instant(milliseconds: 0), withdrawnAt: Instant(milliseconds: 9))
        #expect(IndexedClip(draft, lines: [], moments: []) == nil)
    }
}
