import Database
package import Domain
import Store

/// Moments, transcript, captions and the notice of a clip.
extension ClipService {
    package func setMoments(_ inputs: [MomentInput], of id: ID<Clip>, by actor: Actor) async throws -> [Moment] {
        let world = ground.world
        _ = try await change(id, .edit, "clip.moments_set", by: actor) { clip, connection in
            _ = try Self.replaceMoments(inputs, of: clip, world, connection)
        }
        return try await moments(of: id, by: actor)
    }

    /// Who stays keeps its id.
    static func replaceMoments(
        _ inputs: [MomentInput], of clip: Clip, _ world: World, _ connection: any Connection
    ) throws -> [Moment] {
        let known = Set(try MomentStore(connection).list(of: clip.id).map(\.id))
        let checked = try MomentInput.checked(inputs, durationMilliseconds: clip.media.durationMilliseconds)
        let moments = checked.map { input in
            Moment(
                id: input.id.flatMap { known.contains($0) ? $0 : nil } ?? world.id(),
                startMilliseconds: input.startMilliseconds, endMilliseconds: input.endMilliseconds,
                title: input.title)
        }
        try MomentStore(connection).replaceAll(of: clip.id, with: moments)
        return moments
    }

    package func moments(of id: ID<Clip>, by actor: Actor) async throws -> [Moment] {
        try await ground.database.read { connection in
            try Self.require(.see, id, actor, connection)
            return try MomentStore(connection).list(of: id)
        }
    }

    package func transcript(of id: ID<Clip>, by actor: Actor) async throws -> Transcript {
        try await ground.database.read { connection in
            try Self.require(.see, id, actor, connection)
            return try TranscriptStore(connection).latest(of: id) ?? .empty
        }
    }

    /// Every revision, newest first, without lines.
    package func transcriptHistory(of id: ID<Clip>, by actor: Actor) async throws -> [Transcript] {
        try await ground.database.read { connection in
            try Self.require(.editTranscript, id, actor, connection)
            return try TranscriptStore(connection).history(of: id)
        }
    }

    package func transcript(of id: ID<Clip>, revision: Int, by actor: Actor) async throws -> Transcript {
        try await ground.database.read { connection in
            try Self.require(.editTranscript, id, actor, connection)
            guard let found = try TranscriptStore(connection).find(id, revision: revision) else {
                throw Problem.notFound
            }
            return found
        }
    }

    /// A new revision by hand. The times of words are kept where a line says the same, or as many words as before.
    /// - Throws: 409 `edited_meanwhile` when `revision` is not the latest any more.
    package func saveTranscript(
        _ lines: [TranscriptLine], of id: ID<Clip>, revision: Int, by actor: Actor
    ) async throws -> Transcript {
        let old = try await transcript(of: id, by: actor)
        let before = Dictionary(old.lines.map { ($0.startMilliseconds, $0.words) }) { first, _ in first }
        let checked = try TranscriptInput.checked(lines).map { line in
            var line = line
            if line.words.isEmpty { line.words = line.words(timedAs: before[line.startMilliseconds] ?? []) }
            return line
        }
        return try await save(checked, source: .edited, language: old.language, after: revision, of: id, by: actor)
    }

    /// An earlier revision once more, as the newest one.
    /// - Throws: `Problem.notFound` for a revision that never was; 409 `edited_meanwhile` when `latest` is not the latest any more.
    package func restoreTranscript(
        _ revision: Int, of id: ID<Clip>, after latest: Int, by actor: Actor
    ) async throws -> Transcript {
        let old = try await transcript(of: id, revision: revision, by: actor)
        return try await save(
            old.lines, source: old.source, language: old.language, after: latest, of: id, by: actor)
    }

    /// Captions as WebVTT or SubRip replace the machine's transcript.
    package func uploadCaptions(_ text: String, of id: ID<Clip>, by actor: Actor) async throws -> Transcript {
        let cues = try Captions.parse(text)
        let old = try await transcript(of: id, by: actor)
        let lines = cues.map {
            TranscriptLine(
                startMilliseconds: $0.startMilliseconds, endMilliseconds: $0.endMilliseconds, text: $0.text)
        }
        return try await save(
            try TranscriptInput.checked(lines), source: .uploaded, language: old.language, after: old.revision, of: id,
            by: actor)
    }

    /// The transcript as caption cues; empty when there is none.
    package func captions(of id: ID<Clip>, by actor: Actor) async throws -> [CaptionCue] {
        try await transcript(of: id, by: actor).lines.map {
            CaptionCue(
                startMilliseconds: $0.startMilliseconds,
                endMilliseconds: max($0.endMilliseconds, $0.startMilliseconds + 1),
                text: $0.text)
        }
    }

    package func notice(of id: ID<Clip>, by actor: Actor) async throws -> Notice? {
        try await ground.database.read { connection in
            try Self.require(.seeNotice, id, actor, connection)
            return try NoticeStore(connection).find(id)
        }
    }

    package func setNotice(_ input: NoticeInput, of id: ID<Clip>, by actor: Actor) async throws -> Notice {
        let notice = Notice(input, by: actor.person.id, at: ground.world.now())
        let day = ground.world.now().day
        _ = try await change(id, .editNotice, "clip.notice_set", by: actor) { clip, _ in
            try Self.setNotice(notice, of: &clip, by: actor)
            if clip.isShown { try Self.requireNotice(clip, for: clip.visibility, on: day) }
        }
        return notice
    }

    static func setNotice(_ notice: Notice, of clip: inout Clip, by actor: Actor) throws {
        try Permission.require(.editNotice, for: actor, on: clip.access)
        clip.notice = notice
    }

    /// The people heard took their permission back: hidden from this moment on (PR-2).
    package func withdraw(_ id: ID<Clip>, by actor: Actor) async throws {
        let now = ground.world.now()
        _ = try await change(id, .editNotice, "clip.notice_withdrawn", by: actor) { clip, _ in
            guard clip.notice != nil else {
                throw Problem.conflict("no_notice", "There is no notice that could be withdrawn")
            }
            clip.notice?.withdrawnAt = now
        }
    }

    private func save(
        _ lines: [TranscriptLine], source: TranscriptState, language: String, after revision: Int, of id: ID<Clip>,
        by actor: Actor
    ) async throws -> Transcript {
        guard (0..<1_000_000_000).contains(revision) else { throw Self.editedMeanwhile }
        let now = ground.world.now()
        let transcript = Transcript(
            revision: revision + 1, source: source, language: language, lines: lines, savedBy: actor.person.id,
            savedAt: now)
        try await ground.change { connection, events in
            try Self.require(.editTranscript, id, actor, connection)
            guard var media = try ClipStore(connection).find(id)?.media else { throw Problem.notFound }
            guard try TranscriptStore(connection).latest(of: id)?.revision ?? 0 == revision else {
                throw Self.editedMeanwhile
            }
            try TranscriptStore(connection).insert(transcript, clip: id)
            media.transcript = source
            media.transcriptNote = nil
            try ClipStore(connection).setMedia(media, of: id, at: now)
            events.append(Event("clip.transcript_saved", by: actor, object: id.text, note: "revision \(revision + 1)"))
        }
        try await index.refresh(id)
        return transcript
    }
}

extension TranscriptLine {
    /// The words of this line with the times `old` had; empty when there are not as many. A word that was changed was heard by a
    /// person: nothing is doubtful about it any more.
    fileprivate func words(timedAs old: [TimedWord]) -> [TimedWord] {
        let texts = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard texts.count == old.count else { return [] }
        return zip(texts, old).map { text, word in
            var word = word
            if word.text != text {
                word.text = text
                word.confidence = nil
            }
            return word
        }
    }
}

extension Notice {
    init(_ input: NoticeInput, by person: ID<Person>, at now: Instant) {
        self.init(
            whoIsHeard: input.whoIsHeard, howTold: input.howTold, allows: input.allows,
            allowsExternal: input.allowsExternal, validUntil: input.validUntil, recordedBy: person, recordedAt: now)
    }
}
