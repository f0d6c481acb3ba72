import Domain
import Testing

@testable import Lookup

struct RelatedMomentsTests {
    /// The clip somebody is watching: Ana, on price, in negotiation.
    private static let watched = Clip(
        id: ID("clip_here"), team: ID("team_a"), owner: ID("person_owner"), state: .published, visibility: .library,
        details: ClipDetails(
            title: "Too dear", stage: ID("st.negotiate"), objection: ID("ob.price"),
            speakers: [ClipSpeaker(name: "Ana Duarte")]),
        media: ClipMedia(originalName: "a.mp4", originalBytes: 1), version: 1, createdAt: Instant(milliseconds: 0),
        updatedAt: Instant(milliseconds: 0))

    private static func related(
        _ clips: [IndexedClip], to watched: Clip = watched, limit: Int = 6, viewer viewedBy: Viewer = viewer()
    ) -> [String] {
        index(clips).related(to: watched, limit: limit, viewer: viewedBy, today: today).map(\.clip.text)
    }

    private static func answer(
        _ id: String, by speakers: [String] = ["Bo"], objection: String = "ob.price", stage: String = "st.negotiate",
        access clipAccess: ClipAccess = access(), verifyBy: Day? = nil, published: Int64 = 0, marks: [Moment] = []
    ) -> IndexedClip {
        clip(
            id, lines: ["Compared to what?"], access: clipAccess, speakers: speakers, stage: stage,
            objections: [objection], moments: marks, verifyBy: verifyBy, published: published)
    }

    @Test func onlyTheSameObjectionIsRelated() {
        let clips = [Self.answer("clip_price"), Self.answer("clip_later", objection: "ob.later")]
        #expect(Self.related(clips) == ["clip_price"])
    }

    @Test func theSameVoiceIsNobodyElse() {
        let clips = [
            Self.answer("clip_ana", by: [" ANA duarte "]), Self.answer("clip_both", by: ["Bo", "Ana Duarte"]),
            Self.answer("clip_here", by: ["Bo"]), Self.answer("clip_bo"),
        ]
        #expect(Self.related(clips) == ["clip_bo"])
    }

    @Test func withoutSpeakersTheOwnersStandForTheVoices() {
        let clips = [
            Self.answer("clip_own", by: []),
            Self.answer("clip_other", by: [], access: access(owner: "person_other")),
        ]
        #expect(Self.related(clips) == ["clip_other"])
    }

    @Test func whatTheViewerMayNotSeeIsNotThere() {
        let clips = [
            Self.answer("clip_foreign", access: access(team: "team_b", .team)),
            Self.answer("clip_private", access: access(.private)), Self.answer("clip_team", access: access(.team)),
        ]
        #expect(Self.related(clips) == ["clip_team"])
        #expect(Self.related(clips, viewer: viewer(teams: [ID("team_b")])) == ["clip_foreign"])
    }

    @Test func clipWithoutAnObjectionHasNoRelatedMoments() {
        var bare = Self.watched
        bare.details.objection = nil
        #expect(Self.related([Self.answer("clip_bo")], to: bare).isEmpty)
    }

    @Test func freshOnesOfTheSameStageWithAMomentComeFirst() {
        let mark = Moment(id: ID("moment_1"), startMilliseconds: 0, endMilliseconds: 5000, title: "Too dear")
        let clips = [
            Self.answer("clip_stale", by: ["A"], verifyBy: Day(year: 2020, month: 1, day: 1), marks: [mark]),
            Self.answer("clip_stage", by: ["B"], stage: "st.discover", published: 9, marks: [mark]),
            Self.answer("clip_whole", by: ["C"], published: 9),
            Self.answer("clip_old", by: ["D"], published: 1, marks: [mark]),
            Self.answer("clip_new", by: ["E"], published: 2, marks: [mark]),
        ]
        #expect(Self.related(clips) == ["clip_new", "clip_old", "clip_whole", "clip_stage", "clip_stale"])
        #expect(Self.related(clips, limit: 2) == ["clip_new", "clip_old"])
    }

    @Test func nobodyIsHeardTwiceWhileThereIsSomebodyNew() {
        let clips = [
            Self.answer("clip_bo_2", published: 3), Self.answer("clip_bo_1", published: 2),
            Self.answer("clip_cy", by: ["Cy"], published: 1),
        ]
        #expect(Self.related(clips) == ["clip_bo_2", "clip_cy", "clip_bo_1"])
    }

    @Test func firstMomentOfAClipIsWhereItBegins() {
        let marks = [
            Moment(id: ID("moment_1"), startMilliseconds: 2000, endMilliseconds: 5000, title: "First"),
            Moment(id: ID("moment_2"), startMilliseconds: 6000, endMilliseconds: 9000, title: "Second"),
        ]
        let found = index([Self.answer("clip_bo", marks: marks)]).related(
            to: Self.watched, limit: 6, viewer: viewer(), today: today)
        #expect(found.map(\.moment?.title) == ["First"])
    }
}
