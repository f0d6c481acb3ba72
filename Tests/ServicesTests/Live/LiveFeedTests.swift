import Domain
import Services
import Testing

/// Open pages hear of what their person may see, and of nothing else.
struct LiveFeedTests {
    @Test func onlyThoseWhoMaySeeAClipHearOfIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner, state: .draft)
            var streams: [(String, AsyncStream<LiveEvent>)] = []
            for actor in cast.everyone {
                streams.append((actor.person.name, await stage.services.live.subscribe(actor)))
            }
            var changes = ClipChanges()
            changes.title = "Changed"
            _ = try await stage.services.clips.edit(clip, changes, by: cast.owner)
            _ = try await stage.services.clips.publish(clip, by: cast.owner)
            await stage.services.live.finish()
            var heard: [String: [String]] = [:]
            for (name, stream) in streams {
                heard[name] = await stream.reduce(into: [String]()) { $0.append($1.what) }
            }
            for name in ["Owner", "Manager", "Admin"] { #expect(heard[name] == ["draft", "published"]) }
            for name in ["Peer", "Performer"] { #expect(heard[name] == ["published"]) }
            for name in ["Outsider", "Other"] { #expect(heard[name] == []) }
        }
    }

    @Test func whatIsRefusedIsNotTold() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let stream = await stage.services.live.subscribe(cast.admin)
            _ = try await refusal { try await stage.services.clips.retire(clip, by: cast.peer) }
            await stage.services.live.finish()
            #expect(await stream.reduce(0) { count, _ in count + 1 } == 0)
        }
    }

    @Test func aChangeOfRightsEndsTheStreamOfThatPersonOnly() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let live = stage.services.live
            let team = try #require(cast.owner.teams.first)
            let changes: [@Sendable () async throws -> Void] = [
                { _ = try await stage.services.people.changeRole(of: cast.peer.person.id, to: .rep, by: cast.admin) },
                { try await stage.services.teams.setMembers([cast.owner.person.id], of: team, by: cast.admin) },
                { try await stage.services.people.endSessions(of: cast.peer.person.id, by: cast.admin) },
                { _ = try await stage.services.people.deactivate(cast.peer.person.id, by: cast.admin) },
            ]
            for change in changes {
                let (theirs, others) = (await live.subscribe(cast.peer), await live.subscribe(cast.owner))
                try await change()
                let heard = try await heardLater([theirs, others], stage)
                #expect(heard == [0, 1])
            }
        }
    }

    @Test func signingOutAndANewPasswordEndTheStreams() async throws {
        try await Stage.open { stage in
            let ana = try await stage.personWithPassword()
            let session = try await stage.services.sessions.signIn(
                email: "ana@example.com", password: Stage.password, network: "192.0.2.1", device: "")
            let first = await stage.services.live.subscribe(ana)
            try await stage.services.people.changePassword(
                current: Stage.password, new: "a new long password", network: "here", session: session.session.id,
                by: ana)
            #expect(try await heardLater([first], stage) == [0])
            let second = await stage.services.live.subscribe(ana)
            try await stage.services.sessions.signOut(session.session.id, by: ana)
            #expect(try await heardLater([second], stage) == [0])
        }
    }

    /// How many events each stream still gets of one that everybody may hear. All of them end then: one that is open
    /// against expectation must not be waited for.
    private func heardLater(_ streams: [AsyncStream<LiveEvent>], _ stage: Stage) async throws -> [Int] {
        let access = ClipAccess(
            owner: ID("person_x"), team: ID("team_x"), state: .published, visibility: .library)
        await stage.services.live.publish(LiveEvent(name: "clip", clip: ID("clip_x"), what: "published"), about: access)
        await stage.services.live.finish()
        var counts: [Int] = []
        for stream in streams { counts.append(await stream.reduce(0) { count, _ in count + 1 }) }
        return counts
    }

    @Test func aSlowReaderLosesTheOldestEvents() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let access = try await stage.stored(clip).access
            let stream = await stage.services.live.subscribe(cast.owner)
            for number in 0..<300 {
                await stage.services.live.publish(
                    LiveEvent(name: "job", clip: clip, what: "clip.draw", percent: number), about: access)
            }
            await stage.services.live.finish()
            let heard = await stream.reduce(into: [Int]()) { $0.append($1.percent) }
            #expect(heard == Array(44..<300))
        }
    }
}
