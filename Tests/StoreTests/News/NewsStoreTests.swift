import Database
import Domain
import Rehearsal
import Store
import Testing

struct NewsStoreTests {
    @discardableResult
    private static func news(
        for person: Person, about clip: Clip, saying comment: ID<FeedbackComment>? = nil, _ stage: Stage
    ) throws -> PersonNews {
        stage.world.advance(seconds: 1)
        let news = PersonNews(
            id: stage.world.id(), person: person.id, kind: .thanks, what: "thanked", actor: nil, clip: clip.id,
            comment: comment, at: stage.now)
        try stage.news.insert(news)
        return news
    }

    @Test(arguments: Engine.available)
    func newsAreLatestFirstAndCountedUntilRead(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (ana, bo) = (try stage.person("Ana"), try stage.person("Bo"))
            let (first, second) = (try stage.anyClip(), try stage.anyClip())
            let (_, comment) = try stage.thread(on: first, by: bo)
            let older = try Self.news(for: ana, about: first, saying: comment.id, stage)
            let newer = try Self.news(for: ana, about: second, stage)
            try Self.news(for: bo, about: first, stage)
            #expect(try stage.news.list(of: ana.id, limit: 9) == [newer, older])
            #expect(try stage.news.list(of: ana.id, since: older.at, limit: 9) == [newer])
            try stage.news.markRead(of: ana.id, about: first.id, at: stage.now)
            #expect(try stage.news.countUnread(of: ana.id) == 1)
            #expect(try stage.news.list(of: ana.id, onlyUnread: true, limit: 9) == [newer])
            try stage.news.markRead(of: ana.id, at: stage.now)
            #expect(try stage.news.countUnread(of: ana.id) == 0)
            #expect(try stage.news.countUnread(of: bo.id) == 1)
            try stage.news.deleteRead(before: stage.now.advanced(bySeconds: 1))
            #expect(try stage.news.list(of: ana.id, limit: 9).isEmpty)
            #expect(try stage.news.list(of: bo.id, limit: 9).count == 1)
        }
    }

    @Test(arguments: Engine.available)
    func choicesAreKept(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (ana, bo) = (try stage.person("Ana"), try stage.person("Bo"))
            let choice = try NewsChoice(
                silent: [.thanks, .ask], wantsDigest: false, quietFrom: 1080, quietUntil: 0)
            try stage.news.setChoice(.usual, of: ana.id, at: stage.now)
            try stage.news.setChoice(choice, of: ana.id, at: stage.now)
            #expect(try stage.news.choices(of: [ana.id, bo.id]) == [ana.id: choice])
        }
    }

    @Test(arguments: Engine.available)
    func aMailIsDueOncePerDayForWhatCameSince(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let clip = try stage.anyClip()
            try Self.news(for: ana, about: clip, stage)
            let store = DigestStore(stage.connection)
            let today = stage.now.day
            #expect(try store.peopleWithNews() == [ana.id])
            #expect(try store.take(1, to: ana.id, on: today, at: stage.now))
            #expect(try !store.take(1, to: ana.id, on: today, at: stage.now))
            // Nobody knows yet whether it goes.
            #expect(try store.last(to: ana.id) == nil)
            try store.giveBack(to: ana.id, on: today)
            #expect(try store.take(1, to: ana.id, on: today, at: stage.now))
            try store.setSent(to: ana.id, on: today, at: stage.now)
            try store.giveBack(to: ana.id, on: today)
            #expect(try store.last(to: ana.id) == stage.now)
            #expect(try store.peopleWithNews().isEmpty)
            try Self.news(for: ana, about: clip, stage)
            #expect(try store.peopleWithNews() == [ana.id])
            try stage.news.markRead(of: ana.id, at: stage.now)
            #expect(try store.peopleWithNews().isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func aRecordingIsAPartOfOneComment(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let (_, comment) = try stage.thread(on: try stage.anyClip(), by: ana)
            let (_, other) = try stage.thread(on: try stage.anyClip(), by: ana)
            let recording = try stage.anyClip("answer", state: .draft)
            try stage.comments.setRecording(recording.id, of: comment.id)
            #expect(try stage.comments.recordings(of: [comment.id, other.id]) == [comment.id: recording.id])
            #expect(try stage.comments.isRecording(recording.id))
            #expect(stage.failureKind { try stage.comments.setRecording(recording.id, of: other.id) } != nil)
            try stage.comments.clear(comment.id, by: ana.id, at: stage.now)
            #expect(try stage.clips.find(recording.id) == nil)
            #expect(try stage.comments.recordings(of: [comment.id]).isEmpty)
        }
    }
}
