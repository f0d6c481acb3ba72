import Database
package import Domain
package import Lookup
import Store

/// Just-in-time lookup: the index does the finding, this adds what a page shows and writes down that it was asked.
package struct LookupService: Sendable {
    let ground: Ground
    let indexing: LookupIndexing
    private let smallWrites: BatchingWriter
    private let lookupLog: LookupLog
    private let knownClips: FreshCache<ID<Clip>, FoundClip>

    /// - Parameter meaningProblem: why there is no sentence encoder, if there is none.
    init(
        ground: Ground, indexing: LookupIndexing, smallWrites: BatchingWriter, log: LookupLog,
        meaningProblem: String? = nil
    ) {
        lookupLog = log
        // Whoever asks the same again, or much the same, gets much the same clips.
        knownClips = FreshCache(
            ground.database.changes,
            tables: [
                "clip", "clip_speaker", "clip_rule", "clip_condition", "clip_tag", "notice", "rendition", "team",
                "person",
            ], capacity: 4096)
        self.meaningProblem = meaningProblem
        self.ground = ground
        self.indexing = indexing
        self.smallWrites = smallWrites
    }

    /// One answer as a page shows it.
    package struct Row: Sendable {
        package let hit: LookupHit
        package let clip: Clip
        package let hasPoster: Bool
        /// Whether there is a recording that can be played.
        package let isPlayable: Bool
        /// When this person last watched something of the clip.
        package let watchedAt: Instant?
        /// This person keeps it.
        package let isKept: Bool
    }

    package struct Result: Sendable {
        /// For saying later that an answer was played; nil while somebody is typing, which is not logged.
        package let id: ID<LookupRecordID>?
        package let rows: [Row]
        package let correctedText: String?
        package let guessedObjection: ID<Term>?
        package let isMiss: Bool
        package let total: Int
        package let tookMicroseconds: Int64
        /// The index is still being built after a start: there may be more.
        package let isLoading: Bool
        /// How far what was meant counts, and not words alone.
        package let meaning: LiveIndex.MeaningState
        /// Answered at once while somebody types: asked again with time to think, the answer may be better.
        package let isPreliminary: Bool
    }

    /// - Parameter isUnseenOnly: leaves out what this person has begun to watch.
    package func lookup(
        _ input: LookupInput, isUnseenOnly: Bool = false, by actor: Actor
    ) async throws -> Result {
        var input = input
        if isUnseenOnly {
            input.excluded = try await ground.database.read { try ResumePointStore($0).begun(actor.person.id) }
        }
        let started = ground.world.uptimeSeconds()
        let now = ground.world.now()
        let answer = await self.answer(input, as: Viewer(actor), on: now.day)
        let tookMicroseconds = Int64(exactly: ((ground.world.uptimeSeconds() - started) * 1e6).rounded()) ?? 0
        // Far answers are looked at, not read: a few show what is nearest.
        let shown = answer.isMiss ? Array(answer.hits.prefix(Self.shownOfMiss)) : answer.hits
        let rows = try await rows(shown, actor)
        let id: ID<LookupRecordID>? = input.isTyping || input.text.isEmpty ? nil : ground.world.id()
        if let id { try await log(id, input, answer, tookMicroseconds, actor, now) }
        return Result(
            id: id, rows: rows, correctedText: answer.correctedText, guessedObjection: answer.guessedObjection,
            isMiss: answer.isMiss, total: answer.total, tookMicroseconds: tookMicroseconds,
            isLoading: indexing.index.state == .loading, meaning: meaning,
            isPreliminary: answer.isPreliminary)
    }

    private static let shownOfMiss = 3

    /// How far lookups go by meaning, whichever model that is of.
    private var meaning: LiveIndex.MeaningState {
        indexing.provided?.state == .ready ? .ready : indexing.index.meaning
    }

    /// By the provider's model where it is ready and answers in time, and otherwise by the built-in one.
    private func answer(_ input: LookupInput, as viewer: Viewer, on today: Day) async -> LookupAnswer {
        if let answer = await indexing.provided?.answer(input, viewer: viewer, today: today) { return answer }
        return indexing.index.lookup(input, viewer: viewer, today: today)
    }

    /// Why lookups go by words alone; nil when they do not.
    package let meaningProblem: String?

    /// What people say that begins like this.
    package func suggest(_ prefix: String, by actor: Actor) -> [Suggestion] {
        indexing.index.suggestions(prefix, viewer: Viewer(actor))
    }

    /// Who speaks, and in which languages, in what this person may see.
    package func names(by actor: Actor) -> KnownNames {
        indexing.index.names(viewer: Viewer(actor))
    }

    /// What at least five different people of one's own teams looked up in the last four weeks and found, asked most first.
    package func popular(by actor: Actor) async throws -> [String] {
        let start = ground.world.now().advanced(bySeconds: -28 * 86_400)
        return try await ground.database.readReplica {
            try LookupLogStore($0).popular(since: start, for: actor, leastPeople: 5, limit: 6)
        }
    }

    /// What the words sound like; nil when nothing is likely.
    package func guess(_ text: String, by actor: Actor) -> ID<Term>? {
        guard !text.isEmpty else { return nil }
        let input = LookupInput(text: text, limit: 1)
        return indexing.index.lookup(input, viewer: Viewer(actor), today: ground.world.now().day).guessedObjection
    }

    /// The clips nearest to a question, good or not; not written down, because nobody looked it up.
    package func nearest(_ text: String, objection: ID<Term>?, limit: Int = 5, by actor: Actor) async throws -> [Row] {
        let found = try await unlogged(LookupInput(text: text, limit: limit), by: actor)
        guard found.isEmpty, objection != nil else { return found }
        return try await unlogged(LookupInput(text: "", objection: objection, limit: limit), by: actor)
    }

    /// What a lookup would find, without writing it down: other services look things up for people, too.
    func unlogged(_ input: LookupInput, by actor: Actor) async throws -> [Row] {
        let answer = await self.answer(input, as: Viewer(actor), on: ground.world.now().day)
        return try await rows(answer.hits, actor)
    }

    /// What everybody would find in the library, as a page shows it to `actor`; not written down either.
    func unlogged(_ input: LookupInput, as viewer: Viewer, by actor: Actor) async throws -> [Row] {
        let answer = await self.answer(input, as: viewer, on: ground.world.now().day)
        return try await rows(answer.hits, actor)
    }

    /// How many clips one may see answer each objection in each stage.
    package func coverage(by actor: Actor) -> [CoverageCell] {
        indexing.index.coverage(viewer: Viewer(actor))
    }

    /// What this person looked up last.
    package func recent(by actor: Actor) async throws -> [String] {
        try await lookupLog.flush()
        return try await ground.database.read { try LookupLogStore($0).recent(actor.person.id, limit: 8) }
    }

    /// An answer of an own lookup was played for a while, kept, or of help. With `isUndone` it is not so any more.
    /// - Throws: `Problem.notFound` for a lookup or a clip that is not this person's to use.
    package func use(
        _ use: LookupUse, _ lookup: ID<LookupRecordID>, clip: ID<Clip>, isUndone: Bool = false, by actor: Actor
    ) async throws {
        let now = ground.world.now()
        try await lookupLog.flush()
        let isKnown = try await smallWrites.write { connection in
            let id = ID<LookupRecord>(lookup.text)
            guard try LookupLogStore(connection).isOf(actor.person.id, id),
                try ClipStore(connection).find(clip, visibleTo: actor) != nil
            else { return false }
            let uses = LookupUseStore(connection)
            if isUndone {
                try uses.remove(use, of: clip, by: actor.person.id)
            } else {
                try uses.add(use, of: clip, in: id, at: now)
            }
            return true
        }
        guard isKnown else { throw Problem.notFound }
    }

    /// What a row needs of a clip, whoever asks.
    private struct FoundClip: Sendable {
        let clip: Clip
        let hasPoster: Bool
        let isPlayable: Bool
    }

    /// The clips behind the hits as they are now, asked for once more under the policy: the index may be a moment behind.
    private func rows(_ hits: [LookupHit], _ actor: Actor) async throws -> [Row] {
        guard !hits.isEmpty else { return [] }
        let ids = hits.map(\.clip)
        let clips = try await knownClips.values(ids) { unknown in
            try await ground.database.read { try Self.find(unknown, $0) }
        }
        let (begun, kept) = try await ground.database.read { connection in
            (
                try ResumePointStore(connection).begun(actor.person.id, among: ids),
                try LookupUseStore(connection).marked(.kept, by: actor.person.id, among: ids)
            )
        }
        return hits.compactMap { hit in
            guard let found = clips[hit.clip], Permission.allows(.see, for: actor, on: found.clip.access) else {
                return nil
            }
            return Row(
                hit: hit, clip: found.clip, hasPoster: found.hasPoster, isPlayable: found.isPlayable,
                watchedAt: begun[hit.clip], isKept: kept.contains(hit.clip))
        }
    }

    private static func find(_ ids: [ID<Clip>], _ connection: any Connection) throws -> [ID<Clip>: FoundClip] {
        let renditions = try RenditionStore(connection).list(of: ids)
        let posters = Set(renditions.filter { $0.kind == .poster }.map(\.clip))
        let recordings = Set(renditions.filter { $0.kind == .main }.map(\.clip))
        return try ClipStore(connection).find(ids: ids).reduce(into: [:]) { found, clip in
            found[clip.id] = FoundClip(
                clip: clip, hasPoster: posters.contains(clip.id), isPlayable: recordings.contains(clip.id))
        }
    }

    private func log(
        _ id: ID<LookupRecordID>, _ input: LookupInput, _ answer: LookupAnswer, _ took: Int64, _ actor: Actor,
        _ now: Instant
    ) async throws {
        // The machine itself is no person who looks things up.
        guard !actor.isOperator else { return }
        let record = LookupRecord(
            id: ID(id.text), person: actor.person.id, text: input.text, stage: input.stage?.text,
            objection: input.objection?.text, guess: answer.guessedObjection?.text, persona: input.persona?.text,
            hits: answer.total,
            bestClip: answer.hits.first?.clip, isMiss: answer.isMiss, tookMicroseconds: took, createdAt: now)
        try await lookupLog.write(record)
    }
}

/// One logged lookup.
package enum LookupRecordID: Identified {
    package static let idPrefix = "lookup"
}
