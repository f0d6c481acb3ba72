import Database
package import Domain
import Store

/// Cues: making them of clips, changing them, and taking them into one's schedule.
package struct CueService: Sendable {
    let ground: Ground

    package init(ground: Ground) {
        self.ground = ground
    }

    // MARK: Reading

    /// - Throws: `Problem.notFound` for what is missing or not this person's to see.
    package func show(_ id: ID<Cue>, by actor: Actor) async throws -> CueShown {
        try await ground.database.read { connection in
            guard let cue = try CueStore(connection).find(id, visibleTo: actor) else { throw Problem.notFound }
            return try Self.shown([cue], by: actor, connection)[0]
        }
    }

    /// Active ones, newest first.
    package func list(objection: ID<Term>? = nil, limit: Int = 100, by actor: Actor) async throws -> [CueShown] {
        try await ground.database.read { connection in
            let cues = try CueStore(connection).list(
                objection: objection, visibleTo: actor, limit: min(max(limit, 1), 500))
            return try Self.shown(cues, by: actor, connection)
        }
    }

    /// - Throws: `Problem.notFound` for a clip that is missing or invisible.
    package func ofClip(_ id: ID<Clip>, by actor: Actor) async throws -> ClipCues {
        try await ground.database.read { connection in
            guard let clip = try ClipStore(connection).find(id, visibleTo: actor) else { throw Problem.notFound }
            let store = CueStore(connection)
            let cues = try store.list(clip: id, visibleTo: actor, limit: 20)
            let mayMake = clip.state == .published && Permission.allowsCue(of: clip.access, for: actor)
            let known = Set(cues.map(\.id))
            let others =
                try mayMake && clip.details.objection != nil
                ? store.list(objection: clip.details.objection, visibleTo: actor, limit: 20)
                    .filter { !known.contains($0.id) && Permission.allows(.edit, for: actor, on: $0.access) } : []
            return ClipCues(
                cues: try Self.shown(cues, by: actor, connection),
                suggestion: try mayMake ? Self.suggestion(of: clip, connection) : nil, others: others)
        }
    }

    // MARK: Making and changing

    /// A cue that is answered by a place in a clip. It is its team's, or everyone's when the clip is.
    /// - Throws: `Problem.invalid` for an objection that is none, or a place that is not in the clip.
    package func make(
        _ input: CueInput, from clip: ID<Clip>, startMilliseconds: Int, endMilliseconds: Int?, by actor: Actor
    ) async throws -> CueShown {
        let world = ground.world
        return try await ground.change { connection, events in
            let found = try Self.publishedClip(clip, by: actor, connection)
            guard Permission.allowsCue(of: found.access, for: actor) else { throw Problem.forbidden() }
            try Self.check(input.objection, connection)
            let now = world.now()
            let cue = Cue(
                id: world.id(), team: found.team, visibility: found.visibility == .library ? .library : .team,
                objection: input.objection ?? found.details.objection, content: input.content(after: nil, lastPoint: 0),
                retention: input.retention, changedOn: now.day, madeBy: actor.person.id, createdAt: now, updatedAt: now)
            let store = CueStore(connection)
            try store.insert(cue, by: actor.person.id)
            var moment = try Self.moment(in: found, startMilliseconds, endMilliseconds, id: world.id())
            moment.voice = try Self.voice(of: cue, in: found, connection)
            try store.add(moment, to: cue.id)
            events.append(Event("cue.made", by: actor, object: cue.id.text))
            return try Self.shown([cue], by: actor, connection)[0]
        }
    }

    /// - Parameters:
    ///   - isWordingOnly: the answer to learn is the same as before.
    ///   - version: the one that was edited.
    /// - Throws: 409 `edited_meanwhile` when someone saved since.
    package func change(
        _ id: ID<Cue>, _ input: CueInput, isWordingOnly: Bool, version: Int, by actor: Actor
    ) async throws -> CueShown {
        let world = ground.world
        return try await ground.change { connection, events in
            let store = CueStore(connection)
            let old = try Self.editable(id, by: actor, connection)
            try Self.check(input.objection, connection)
            let now = world.now()
            let content = input.content(after: old.content, lastPoint: try store.lastPoint(of: id))
            var new = old.changed(to: content, isWordingOnly: isWordingOnly, on: now.day, at: now)
            new.objection = input.objection
            new.retention = input.retention
            guard version == old.version, try store.update(new, expecting: old.version, by: actor.person.id) else {
                throw Self.editedMeanwhile
            }
            if new.epoch != old.epoch || new.retention != old.retention {
                try Self.refreshMemories(of: new, at: now, connection)
            }
            events.append(
                Event(
                    "cue.changed", by: actor, object: id.text, note: new.epoch == old.epoch ? "wording" : "key points"))
            return try Self.shown([new], by: actor, connection)[0]
        }
    }

    /// A retired cue is not asked any more; what was known of it stays, and counts again when it comes back.
    package func setState(_ state: CueState, of id: ID<Cue>, by actor: Actor) async throws -> CueShown {
        let now = ground.world.now()
        return try await ground.change { connection, events in
            var cue = try Self.editable(id, by: actor, connection)
            cue.state = state
            cue.updatedAt = now
            guard try CueStore(connection).update(cue, expecting: cue.version, by: actor.person.id) else {
                throw Self.editedMeanwhile
            }
            events.append(Event(state == .retired ? "cue.retired" : "cue.revived", by: actor, object: id.text))
            return try Self.shown([cue], by: actor, connection)[0]
        }
    }

    /// One more place that answers it: best by another speaker.
    package func addMoment(
        _ id: ID<Cue>, clip: ID<Clip>, startMilliseconds: Int, endMilliseconds: Int?, by actor: Actor
    ) async throws -> CueShown {
        let world = ground.world
        return try await ground.change { connection, events in
            let cue = try Self.editable(id, by: actor, connection)
            let found = try Self.publishedClip(clip, by: actor, connection)
            let store = CueStore(connection)
            guard try store.moments(of: [id])[id]?.count ?? 0 < 20 else {
                throw Problem.conflict("too_many_moments", "A cue is answered by at most 20 moments")
            }
            var moment = try Self.moment(in: found, startMilliseconds, endMilliseconds, id: world.id())
            moment.voice = try Self.voice(of: cue, in: found, connection)
            try store.add(moment, to: id)
            events.append(Event("cue.moment_added", by: actor, object: id.text))
            return try Self.shown([cue], by: actor, connection)[0]
        }
    }

    package func removeMoment(_ moment: ID<CueMoment>, from id: ID<Cue>, by actor: Actor) async throws -> CueShown {
        try await ground.change { connection, events in
            let cue = try Self.editable(id, by: actor, connection)
            guard try CueStore(connection).remove(moment, from: id) else { throw Problem.notFound }
            events.append(Event("cue.moment_removed", by: actor, object: id.text))
            return try Self.shown([cue], by: actor, connection)[0]
        }
    }

    /// The seconds in which the buyer says it: they are asked instead of the text. Nil for none.
    /// - Throws: `Problem.invalid` for what is no place of the clip, or no few seconds.
    package func setVoice(
        _ place: (start: Int, end: Int)?, of moment: ID<CueMoment>, in id: ID<Cue>, by actor: Actor
    ) async throws -> CueShown {
        try await ground.change { connection, events in
            let cue = try Self.editable(id, by: actor, connection)
            let store = CueStore(connection)
            guard let found = try store.moments(of: [id])[id]?.first(where: { $0.id == moment }),
                let clip = try ClipStore(connection).find(found.clip, visibleTo: actor)
            else { throw Problem.notFound }
            let voice = try place.map {
                try BuyerVoice.checked(start: $0.start, end: $0.end, length: clip.media.durationMilliseconds ?? 0)
            }
            guard try store.setVoice(voice, of: moment, in: id) else { throw Problem.notFound }
            events.append(Event("cue.voice_set", by: actor, object: id.text))
            return try Self.shown([cue], by: actor, connection)[0]
        }
    }

    // MARK: Parts

    static func shown(_ cues: [Cue], by actor: Actor, _ connection: any Connection) throws -> [CueShown] {
        let moments = try CueStore(connection).moments(of: cues.map(\.id))
        let ids = Array(Set(moments.values.flatMap { $0.map(\.clip) }))
        let clips = Dictionary(
            try ClipStore(connection).find(ids: ids, visibleTo: actor).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        let memories = MemoryStore(connection)
        return try cues.map { cue in
            CueShown(
                cue: cue,
                places: (moments[cue.id] ?? []).compactMap { moment in
                    clips[moment.clip].map { CueShown.Place(moment: moment, clip: $0) }
                },
                memory: try memories.find(actor.person.id, cue.id).flatMap { $0.leftAt == nil ? $0 : nil },
                canEdit: Permission.allows(.edit, for: actor, on: cue.access))
        }
    }

    private static func suggestion(of clip: Clip, _ connection: any Connection) throws -> CueSuggestion {
        let phrasings = try PhrasingStore(connection).list()
            .filter { $0.objection == clip.details.objection && $0.retiredAt == nil }
            .sorted { ($0.position, $0.text) < ($1.position, $1.text) }
        return CueSuggestion(
            clip: clip, moments: try MomentStore(connection).list(of: clip.id), phrasings: phrasings.map(\.text))
    }

    private static func editable(_ id: ID<Cue>, by actor: Actor, _ connection: any Connection) throws -> Cue {
        guard let cue = try CueStore(connection).find(id, visibleTo: actor) else { throw Problem.notFound }
        try Permission.require(.edit, for: actor, on: cue.access)
        return cue
    }

    private static func publishedClip(
        _ id: ID<Clip>, by actor: Actor, _ connection: any Connection
    ) throws -> Clip {
        guard let clip = try ClipStore(connection).find(id, visibleTo: actor) else {
            throw Problem.invalid("clip", "Please choose a clip that you can see.")
        }
        guard clip.state == .published else { throw Problem.invalid("clip", "Please choose a published clip.") }
        return clip
    }

    private static func moment(
        in clip: Clip, _ start: Int, _ end: Int?, id: ID<CueMoment>
    ) throws -> CueMoment {
        let length = clip.media.durationMilliseconds ?? Int.max
        guard start >= 0, start < length, end.map({ $0 > start && $0 <= length }) ?? true else {
            throw Problem.invalid("start_ms", "This is not a place in the clip.")
        }
        return CueMoment(id: id, clip: clip.id, startMilliseconds: start, endMilliseconds: end)
    }

    /// Where the transcript has the buyer's line.
    private static func voice(of cue: Cue, in clip: Clip, _ connection: any Connection) throws -> Range<Int>? {
        let lines = try TranscriptStore(connection).latest(of: clip.id)?.lines ?? []
        return BuyerVoice.find(cue.content.lines, in: lines)
            .flatMap { $0.upperBound <= clip.media.durationMilliseconds ?? 0 ? $0 : nil }
    }

    private static func check(_ objection: ID<Term>?, _ connection: any Connection) throws {
        guard let objection else { return }
        guard try TermStore(connection).find(objection)?.kind == .objection else {
            throw Problem.invalid("objection", "Please choose one of the objections.")
        }
    }

    private static let editedMeanwhile = Problem.conflict(
        "edited_meanwhile", "Someone saved this cue while you were editing",
        "Open it in another tab, compare, and save again.")
}
