import Database
package import Domain
import Store

/// The catalog: lists, one clip, and its way from draft to published, retired, trashed and back.
package struct ClipService: Sendable {
    let ground: Ground
    let live: LiveFeed
    let index: LookupIndexing
    let jobs: JobQueue
    private let requests: RequestService
    /// How many there are changes with the clips alone; nearly every page asks, for each person anew.
    private let knownCounts: FreshCache<Eyes, ClipCounts>
    private let knownTotals: FreshCache<ListQuestion, Int>

    private struct ListQuestion: Hashable {
        let filter: ClipFilter
        let eyes: Eyes
    }

    package init(
        ground: Ground, live: LiveFeed, index: LookupIndexing, jobs: JobQueue, requests: RequestService
    ) {
        self.ground = ground
        self.live = live
        self.index = index
        self.jobs = jobs
        self.requests = requests
        let tables = ["clip", "notice", "term"]
        knownCounts = FreshCache(ground.database.changes, tables: tables)
        knownTotals = FreshCache(ground.database.changes, tables: tables)
    }

    // MARK: Reading

    package func list(
        _ filter: ClipFilter, cursor: String? = nil, limit: Int = 24, by actor: Actor
    ) async throws -> Page<Clip> {
        let limit = min(max(limit, 1), 200)
        let total = try await knownTotals.value(ListQuestion(filter: filter, eyes: Eyes(actor))) {
            try await ground.database.read { try ClipStore($0).count(filter, visibleTo: actor) }
        }
        return try await ground.database.read { connection in
            try ClipStore(connection).list(filter, visibleTo: actor, total: total ?? 0, cursor: cursor, limit: limit)
        }
    }

    package func counts(by actor: Actor) async throws -> ClipCounts {
        let counts = try await knownCounts.value(Eyes(actor)) {
            try await ground.database.read { try ClipStore($0).counts(visibleTo: actor) }
        }
        return counts ?? ClipCounts(states: [:], cells: [])
    }

    /// - Throws: `Problem.notFound` for a clip that is missing or invisible.
    package func show(_ id: ID<Clip>, by actor: Actor) async throws -> ClipShown {
        try await ground.database.read { connection in
            guard let clip = try ClipStore(connection).find(id, visibleTo: actor) else { throw Problem.notFound }
            let allowed = Permission.ClipAction.allCases.filter { Permission.allows($0, for: actor, on: clip.access) }
            return ClipShown(
                clip: clip,
                ownerName: try PersonStore(connection).find(clip.owner)?.name ?? "",
                teamName: try TeamStore(connection).find(clip.team)?.name ?? "",
                moments: try MomentStore(connection).list(of: id),
                renditions: try RenditionStore(connection).list(of: id),
                transcript: try TranscriptStore(connection).latest(of: id) ?? .empty,
                jobs: try JobStore(connection).active(of: id),
                resumeMilliseconds: try ResumePointStore(connection).find(actor.person.id, id),
                allowed: Set(allowed))
        }
    }

    /// Clips one may take out of the trash again.
    package func trashed(by actor: Actor) async throws -> [Clip] {
        try await ground.database.read { try ClipStore($0).trash(of: actor) }
    }

    /// Work on one clip, for those responsible for it.
    package func jobs(of id: ID<Clip>, by actor: Actor) async throws -> [JobRecord] {
        try await ground.database.read { connection in
            try Self.require(.seeJob, id, actor, connection)
            return try JobStore(connection).active(of: id)
        }
    }

    /// Where people stopped, newest first, as far as they may still see the clip.
    package func toContinue(limit: Int, by actor: Actor) async throws -> [(clip: Clip, milliseconds: Int)] {
        try await ground.database.read { connection in
            let points = try ResumePointStore(connection).recent(actor.person.id, limit: limit * 2)
            let clips = try ClipStore(connection).find(ids: points.map(\.clip), visibleTo: actor)
            let byID = Dictionary(clips.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            return points.compactMap { point in byID[point.clip].map { ($0, point.milliseconds) } }.prefix(limit)
                .map { $0 }
        }
    }

    /// Those of `clips`, which the caller may see, whose poster is drawn already.
    package func posters(of clips: [Clip]) async throws -> Set<ID<Clip>> {
        let ids = clips.map(\.id)
        return try await ground.database.read { connection in
            Set(try RenditionStore(connection).list(of: ids).filter { $0.kind == .poster }.map(\.clip))
        }
    }

    // MARK: Changing

    /// Everything of one edit at once, or nothing of it.
    /// - Throws: `Problem.invalid`; 409 `edited_meanwhile` when someone saved since the version in `changes`, 409
    ///   `consent_missing` when a published clip would be shown to more people than its notice covers.
    package func edit(_ id: ID<Clip>, _ changes: ClipChanges, by actor: Actor) async throws -> Clip {
        let world = ground.world
        return try await change(id, .edit, "clip.edited", by: actor) { clip, connection in
            clip.details = try changes.applied(to: clip.details, taxonomy: try TermStore(connection).taxonomy())
            if let owner = changes.owner { clip.owner = try Self.checkedOwner(owner, connection) }
            if let notice = changes.notice {
                try Self.setNotice(Notice(notice, by: actor.person.id, at: world.now()), of: &clip, by: actor)
            }
            if let visibility = changes.visibility, visibility != clip.visibility {
                try setVisibility(visibility, of: &clip, by: actor)
            }
            if let moments = changes.moments { _ = try Self.replaceMoments(moments, of: clip, world, connection) }
            if clip.state == .published, changes.notice != nil {
                try Self.requireNotice(clip, for: clip.visibility, on: world.now().day)
            }
            if let seen = changes.version, seen != clip.version { throw Self.editedMeanwhile }
        }
    }

    /// - Throws: 409 `consent_missing` without a notice that covers the audience (PR-1), 409 `not_ready` while it cannot be
    ///   played, `Problem.invalid` for what is still empty.
    package func publish(_ id: ID<Clip>, by actor: Actor) async throws -> Clip {
        let now = ground.world.now()
        return try await change(id, .publish, "clip.published", by: actor) { clip, connection in
            guard clip.state == .draft || clip.state == .retired || clip.state == .published else {
                throw Problem.conflict("not_ready", "This clip cannot be published yet", "It is still being prepared.")
            }
            var problems = FieldProblems()
            if clip.details.title.isEmpty { problems.add("title", "Please give it a title in the buyer's words.") }
            if clip.details.stage == nil { problems.add("stage", "Please choose a stage.") }
            if clip.details.objection == nil, clip.details.clipType == nil {
                problems.add("objection", "Please choose an objection or a clip type.")
            }
            try problems.check()
            try Self.requireNotice(clip, for: clip.visibility, on: now.day)
            guard try RenditionStore(connection).find(id, .main) != nil else {
                throw Problem.conflict(
                    "not_ready", "This clip cannot be played yet", "It is kept as it is; publish it when it is ready.")
            }
            clip.state = .published
            clip.publishedAt = clip.publishedAt ?? now
        }
    }

    package func retire(_ id: ID<Clip>, by actor: Actor) async throws -> Clip {
        try await change(id, .publish, "clip.retired", by: actor) { clip, _ in
            guard clip.state == .published || clip.state == .retired else {
                throw Problem.conflict("not_published", "Only a published clip can be retired")
            }
            clip.state = .retired
        }
    }

    /// Takes clips back whose notice has ended: the people heard agreed until then. Nothing is lost; a new notice and they
    /// can be published again.
    package func retireEnded() async throws {
        let now = ground.world.now()
        let ended = try await ground.database.read { try NoticeStore($0).ended(before: now.day, most: 500) }
        for id in ended {
            let retired = try await ground.change { connection, events -> Clip? in
                let store = ClipStore(connection)
                // Read again: a notice may have been renewed meanwhile.
                guard var clip = try store.find(id), clip.state == .published,
                    let until = clip.notice?.validUntil, until < now.day
                else { return nil }
                let version = clip.version
                clip.state = .retired
                clip.updatedAt = now
                guard try store.update(clip, expecting: version) else { return nil }
                clip.version = version + 1
                events.append(Event("clip.retired", actor: nil, object: id.text, note: "notice ended"))
                return clip
            }
            if let retired { try await tell(retired) }
        }
    }

    package func setVisibility(_ id: ID<Clip>, to visibility: Visibility, by actor: Actor) async throws -> Clip {
        let action: Permission.ClipAction = visibility == .library ? .shareWithLibrary : .edit
        return try await change(id, action, "clip.visibility_set", by: actor) { clip, _ in
            try setVisibility(visibility, of: &clip, by: actor)
        }
    }

    package func trash(_ id: ID<Clip>, by actor: Actor) async throws {
        let now = ground.world.now()
        _ = try await change(id, .trash, "clip.trashed", by: actor) { clip, _ in
            clip.stateBeforeTrash = clip.state
            clip.state = .trashed
            clip.trashedAt = now
        }
    }

    package func restore(_ id: ID<Clip>, by actor: Actor) async throws -> Clip {
        try await change(id, .restore, "clip.restored", by: actor) { clip, _ in
            clip.state = clip.stateBeforeTrash ?? .draft
            clip.stateBeforeTrash = nil
            clip.trashedAt = nil
        }
    }

    /// The row first; the sweeper takes the files nobody points at (DS-2).
    package func purge(_ id: ID<Clip>, by actor: Actor) async throws {
        try await ground.change { connection, events in
            guard let clip = try ClipStore(connection).findTrashed(id, for: actor) else { throw Problem.notFound }
            try Permission.require(.purge, for: actor, on: clip.access)
            try ClipStore(connection).delete(id)
            events.append(Event("clip.purged", by: actor, object: id.text))
        }
    }

    /// Starts again what failed; a clip that was refused is looked at again from the start.
    package func retry(_ id: ID<Clip>, by actor: Actor) async throws {
        let now = ground.world.now()
        let queue = jobs
        try await ground.change { connection, events in
            try Self.require(.retry, id, actor, connection)
            guard let clip = try ClipStore(connection).find(id) else { throw Problem.notFound }
            let store = JobStore(connection)
            let failed = try store.active(of: id).filter { $0.state == .failed || $0.state == .poison }
            for job in failed { try queue.restart(job, connection) }
            if failed.isEmpty, clip.state == .rejected, clip.media.originalBlob != nil {
                try ClipStore(connection).setState(.processing, rejection: nil, of: id, at: now)
                if try ClipCutStore(connection).find(id)?.keep == nil {
                    try queue.add(ProbeClip(clip: id), clip: id, person: clip.owner, connection)
                } else {
                    try queue.add(TrimClip(clip: id), clip: id, person: clip.owner, connection)
                }
            } else if failed.isEmpty, [.unavailable, .failed].contains(clip.media.transcript) {
                try queue.add(TranscribeClip(clip: id), clip: id, person: clip.owner, connection)
            }
            events.append(Event("clip.retried", by: actor, object: id.text))
        }
    }

    /// Where this person stopped. Watching changes nothing else here.
    package func setPosition(_ id: ID<Clip>, milliseconds: Int, by actor: Actor) async throws {
        let now = ground.world.now()
        try await jobs.smallWrites.write { connection in
            guard let length = try ClipStore(connection).length(of: id, visibleTo: actor) else {
                throw Problem.notFound
            }
            let last = length > 0 ? length : Int.max
            try ResumePointStore(connection).set(
                actor.person.id, id, milliseconds: min(max(milliseconds, 0), last), at: now)
        }
    }

    // MARK: Parts

    /// One change of a clip's record: found, allowed, changed, written, told to lookup and the open pages.
    func change(
        _ id: ID<Clip>, _ action: Permission.ClipAction, _ event: String, by actor: Actor,
        _ body: @escaping @Sendable (inout Clip, any Connection) throws -> Void
    ) async throws -> Clip {
        let now = ground.world.now()
        let changed = try await ground.change { connection, events in
            let store = ClipStore(connection)
            let found =
                if action == .restore { try store.findTrashed(id, for: actor) } else {
                    try store.find(id, visibleTo: actor)
                }
            guard var clip = found else { throw Problem.notFound }
            try Permission.require(action, for: actor, on: clip.access)
            let version = clip.version
            try body(&clip, connection)
            clip.updatedAt = now
            guard try store.update(clip, expecting: version) else { throw Self.editedMeanwhile }
            clip.version = version + 1
            events.append(Event(event, by: actor, object: id.text))
            return clip
        }
        try await tell(changed)
        return changed
    }

    /// Lookup, the open pages and those who asked for this clip follow what was committed.
    func tell(_ clip: Clip) async throws {
        try await index.refresh(clip.id)
        if clip.state == .published { try await requests.published(clip) }
        await live.publish(LiveEvent(name: "clip", clip: clip.id, what: clip.state.rawValue), about: clip.access)
    }

    static func require(
        _ action: Permission.ClipAction, _ id: ID<Clip>, _ actor: Actor, _ connection: any Connection
    ) throws {
        guard let clip = try ClipStore(connection).find(id, visibleTo: actor) else { throw Problem.notFound }
        try Permission.require(action, for: actor, on: clip.access)
    }

    static func requireNotice(_ clip: Clip, for visibility: Visibility, on day: Day) throws {
        guard let notice = clip.notice, notice.covers(visibility, on: day) else {
            throw Problem.conflict(
                "consent_missing", "The notice does not cover this yet",
                "Say who is heard, how they were told and who may watch it. Everything else was kept.")
        }
    }

    private func setVisibility(_ visibility: Visibility, of clip: inout Clip, by actor: Actor) throws {
        if visibility == .library { try Permission.require(.shareWithLibrary, for: actor, on: clip.access) }
        if clip.isShown { try Self.requireNotice(clip, for: visibility, on: ground.world.now().day) }
        clip.visibility = visibility
    }

    private static func checkedOwner(_ id: ID<Person>, _ connection: any Connection) throws -> ID<Person> {
        guard let person = try PersonStore(connection).find(id), person.isActive else {
            throw Problem.invalid("owner", "This person has no account any more.")
        }
        return person.id
    }

    static let editedMeanwhile = Problem.conflict(
        "edited_meanwhile", "Someone saved this clip while you were editing",
        "Your text is still in the form. Open the clip in another tab, compare, and save again.")
}
