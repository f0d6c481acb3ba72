import Database
import Domain
import Rehearsal
import Store
import Testing

/// What no code of ours should try; the database refuses it all the same.
struct SchemaCheckTests {
    private static func isRefused(_ stage: Stage, _ body: () throws -> Void) -> Bool {
        switch stage.failureKind(of: body) {
        case .checkViolation, .foreignKeyViolation, .notNull, .uniqueViolation: true
        default: false
        }
    }

    @Test(
        arguments: Engine.available,
        [
            "UPDATE clip SET published_at = NULL",
            "UPDATE clip SET state = 'trashed'",
            "UPDATE clip SET trashed_at = 5",
            "UPDATE clip SET state = 'unknown'",
            "UPDATE clip SET state_before_trash = 'trashed'",
            "UPDATE clip SET visibility = 'public'",
            "UPDATE clip SET duration_ms = 0",
            "UPDATE clip SET transcript_state = 'lost'",
            "UPDATE clip SET team_id = 'team_none'",
            "UPDATE clip SET owner_id = 'person_none'",
            "UPDATE clip SET stage_id = 'st.none'",
            "UPDATE clip SET original_hash = 'none'",
            "UPDATE clip SET title = NULL",
            "UPDATE person SET email = 'Ana@Example.com'",
            "UPDATE person SET name = ''",
            "UPDATE person SET role = 'owner'",
            "DELETE FROM person",
            "DELETE FROM team",
        ] as [SQL])
    func rowsThatContradictThemselvesAreRefused(engine: Engine, statement: SQL) async throws {
        try await engine.onStage { stage in
            try stage.anyClip()
            #expect(Self.isRefused(stage) { try stage.connection.run(statement) })
        }
    }

    @Test(arguments: Engine.available, [(0, 0), (5, 5), (5, 4), (-1, 4)])
    func momentEndsAfterItsStart(engine: Engine, times: (Int, Int)) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let moment = Moment(
                id: stage.world.id(), startMilliseconds: times.0, endMilliseconds: times.1, title: "Price")
            #expect(Self.isRefused(stage) { try stage.moments.replaceAll(of: clip.id, with: [moment]) })
        }
    }

    @Test(arguments: Engine.available, [TranscriptState.none, .waiting, .unavailable, .failed])
    func transcriptComesFromSomewhere(engine: Engine, source: TranscriptState) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let transcript = Transcript(revision: 1, source: source, lines: [], savedAt: stage.now)
            #expect(Self.isRefused(stage) { try stage.transcripts.insert(transcript, clip: clip.id) })
        }
    }

    @Test(arguments: Engine.available)
    func revisionZeroIsNoRevision(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let transcript = Transcript(revision: 0, source: .machine, lines: [], savedAt: stage.now)
            #expect(Self.isRefused(stage) { try stage.transcripts.insert(transcript, clip: clip.id) })
        }
    }

    @Test(arguments: Engine.available)
    func clipHasAtMostThreeRules(engine: Engine) async throws {
        try await engine.onStage { stage in
            var clip = try stage.anyClip()
            clip.details.rules = (0..<4).map { Rule(when: "\($0)", action: "a", because: "b") }
            let edited = clip
            #expect(Self.isRefused(stage) { _ = try stage.clips.update(edited, expecting: 1) })
        }
    }

    @Test(
        arguments: Engine.available,
        [
            "UPDATE job SET state = 'running'", "UPDATE job SET leased_by = 'worker'",
            "UPDATE job SET progress_percent = 101", "UPDATE job SET progress_percent = -1",
            "UPDATE job SET state = 'lost'",
        ] as [SQL])
    func jobRunsExactlyWhileAWorkerHoldsIt(engine: Engine, statement: SQL) async throws {
        try await engine.onStage { stage in
            try stage.job()
            #expect(Self.isRefused(stage) { try stage.connection.run(statement) })
        }
    }

    @Test(arguments: Engine.available)
    func twoSessionsNeverShareASecret(engine: Engine) async throws {
        try await engine.onStage { stage in
            let person = try stage.person().id
            func insert() throws {
                let session = Session(
                    id: stage.world.id(), person: person, createdAt: stage.now, lastSeenAt: stage.now, device: "")
                try stage.sessions.insert(session, secretHash: "same")
            }
            try insert()
            #expect(Self.isRefused(stage) { try insert() })
        }
    }
}
