import Database
import Domain
import Rehearsal
import Services
import Store
import Testing

/// The way from draft to published and retired.
struct PublishTests {
    @Test func itNeedsTitleStageAndObjectionOrClipType() async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: owner, state: .draft) { $0.details = ClipDetails(title: "") }
            let clips = stage.services.clips
            let problem = try await refusal { try await clips.publish(clip, by: owner) }
            #expect(problem?.errors.map(\.field) == ["title", "stage", "objection"])
            var changes = ClipChanges()
            changes.title = "Too expensive"
            changes.stage = .set(ID("st.negotiate"))
            changes.clipType = .set(ID("ct.demo"))
            _ = try await clips.edit(clip, changes, by: owner)
            #expect(try await clips.publish(clip, by: owner).state == .published)
        }
    }

    @Test func itNeedsANotice() async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: owner, state: .draft) { $0.notice = nil }
            let clips = stage.services.clips
            #expect(try await refusedCode { try await clips.publish(clip, by: owner) } == "consent_missing")
            _ = try await clips.setNotice(notice(.team), of: clip, by: owner)
            #expect(try await clips.publish(clip, by: owner).state == .published)
        }
    }

    @Test(arguments: [(Visibility.private, Visibility.team), (.team, .library)])
    func theNoticeMustCoverTheAudience(allows: Visibility, audience: Visibility) async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let input = try notice(allows)
            let clip = try await stage.clip(of: owner, state: .draft, visibility: audience) {
                $0.notice?.allows = input.allows
            }
            let code = try await refusedCode { try await stage.services.clips.publish(clip, by: owner) }
            #expect(code == "consent_missing")
        }
    }

    @Test func aClipIsTakenBackTheDayAfterItsNoticeEnds() async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let today = stage.world.now.day
            let clip = try await stage.clip(of: owner, said: "quite a bargain") { $0.notice?.validUntil = today }
            try await stage.services.clips.retireEnded()
            #expect(try await stage.found("bargain", by: owner) == [clip])
            stage.world.advance(seconds: 86_400)
            try await stage.services.clips.retireEnded()
            #expect(try await stage.stored(clip).state == .retired)
            #expect(try await stage.found("bargain", by: owner) == [])
            #expect(try await stage.events().last == "clip.retired")
        }
    }

    @Test func aNoticeThatHasEndedCoversNothing() async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let today = stage.world.now.day
            let clip = try await stage.clip(of: owner, state: .draft) { $0.notice?.validUntil = today }
            let clips = stage.services.clips
            _ = try await clips.publish(clip, by: owner)
            _ = try await clips.retire(clip, by: owner)
            stage.world.advance(seconds: 86_400)
            #expect(try await refusedCode { try await clips.publish(clip, by: owner) } == "consent_missing")
        }
    }

    @Test func itMustBePlayable() async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: owner, state: .draft)
            try await stage.database.write { try $0.run("DELETE FROM rendition") }
            let clips = stage.services.clips
            #expect(try await refusedCode { try await clips.publish(clip, by: owner) } == "not_ready")
            for state in [ClipState.processing, .rejected] {
                let other = try await stage.clip(of: owner, state: state)
                #expect(try await refusedCode { try await clips.publish(other, by: owner) } == "not_ready")
            }
        }
    }

    @Test func publishingTwiceKeepsTheFirstDate() async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: owner, state: .draft)
            let first = try await stage.services.clips.publish(clip, by: owner).publishedAt
            stage.world.advance(seconds: 60)
            _ = try await stage.services.clips.retire(clip, by: owner)
            #expect(try await stage.services.clips.publish(clip, by: owner).publishedAt == first)
        }
    }

    @Test func onlyAPublishedClipRetires() async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: owner, state: .draft)
            let code = try await refusedCode { try await stage.services.clips.retire(clip, by: owner) }
            #expect(code == "not_published")
        }
    }

    @Test(arguments: [ClipState.published, .retired])
    func whatOthersSeeIsSharedNoWiderThanItsNotice(state: ClipState) async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner, state: state) { $0.notice?.allows = .team }
            let code = try await refusedCode {
                try await stage.services.clips.setVisibility(clip, to: .library, by: cast.manager)
            }
            #expect(code == "consent_missing")
            #expect(try await refusal { try await stage.services.clips.show(clip, by: cast.outsider) } == .notFound)
        }
    }

    @Test(arguments: [ClipState.published, .retired])
    func aNoticeIsNotNarrowedBelowWhoWatchesAlready(state: ClipState) async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: owner, state: state, visibility: .library)
            let clips = stage.services.clips
            let input = try notice(.team)
            #expect(
                try await refusedCode { try await clips.setNotice(input, of: clip, by: owner) } == "consent_missing")
            _ = try await clips.setVisibility(clip, to: .team, by: owner)
            #expect(try await clips.setNotice(input, of: clip, by: owner).allows == .team)
        }
    }

    private func notice(_ allows: Visibility) throws -> NoticeInput {
        try NoticeInput(
            whoIsHeard: "A buyer", howTold: "Asked at the start", allows: allows, allowsExternal: false,
            validUntil: nil)
    }
}
