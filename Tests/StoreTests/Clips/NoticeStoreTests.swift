import Domain
import Rehearsal
import Store
import Testing

struct NoticeStoreTests {
    @Test(arguments: Engine.available)
    func settingANoticeAgainReplacesEveryFieldOfIt(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let owner = try #require(try stage.people.find(clip.owner))
            let other = try stage.person("Bo")
            try stage.notices.set(stage.notice(by: owner, withdrawnAt: stage.now), clip: clip.id)
            let new = Notice(
                whoIsHeard: "'two' buyers", howTold: "by mail", allows: .private, allowsExternal: true,
                validUntil: Day(daysSince1970: 30_000), recordedBy: other.id,
                recordedAt: stage.now.advanced(bySeconds: 1))
            try stage.notices.set(new, clip: clip.id)
            #expect(try stage.notices.find(clip.id) == new)
            #expect(try stage.clips.find(clip.id)?.notice == new)
        }
    }

    @Test(arguments: Engine.available)
    func aNoticeHasEndedTheDayAfterItsLastAndOnlyForPublishedClips(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clips = [try stage.anyClip(), try stage.anyClip()]
            for (number, state) in [ClipState.published, .draft].enumerated() {
                var clip = clips[number]
                let owner = try #require(try stage.people.find(clip.owner))
                var notice = stage.notice(by: owner)
                notice.validUntil = Day(daysSince1970: 20_000)
                clip.notice = notice
                clip.state = state
                #expect(try stage.clips.update(clip, expecting: 1))
            }
            #expect(try stage.notices.ended(before: Day(daysSince1970: 20_000), most: 10) == [])
            #expect(try stage.notices.ended(before: Day(daysSince1970: 20_001), most: 10) == [clips[0].id])
        }
    }

    @Test(arguments: Engine.available)
    func clipWithoutANoticeHasNone(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            #expect(try stage.notices.find(clip.id) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func editOfAClipThatNamesNoNoticeKeepsTheOneThereIs(engine: Engine) async throws {
        try await engine.onStage { stage in
            var clip = try stage.anyClip()
            let owner = try #require(try stage.people.find(clip.owner))
            let notice = stage.notice(by: owner)
            try stage.notices.set(notice, clip: clip.id)
            clip.details.title = "Edited"
            #expect(try stage.clips.update(clip, expecting: 1))
            #expect(try stage.notices.find(clip.id) == notice)
        }
    }
}
