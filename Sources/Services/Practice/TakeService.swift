import Database
package import Domain
import Store

/// Takes: recorded for a brief, looked at by their maker alone, and then given to others to answer.
package struct TakeService: Sendable {
    let ground: Ground
    let feedback: FeedbackService
    let clips: ClipService

    package init(ground: Ground, feedback: FeedbackService, clips: ClipService) {
        self.ground = ground
        self.feedback = feedback
        self.clips = clips
    }

    // MARK: Reading

    /// - Throws: `Problem.notFound` for what is missing or not this person's to see.
    package func show(_ id: ID<Take>, by actor: Actor) async throws -> TakeShown {
        try await ground.database.read { try Self.show(id, by: actor, $0) }
    }

    /// One's own and those of others one may see, latest first.
    package func list(of brief: ID<Brief>, by actor: Actor) async throws -> [TakeShown] {
        try await ground.database.read { connection in
            try BriefService.require(.see, brief, by: actor, connection)
            return try Self.shown(
                try TakeStore(connection).list(of: brief, visibleTo: actor, limit: 200), to: actor, connection)
        }
    }

    /// The other takes of the same person for the same brief, as far as one may see them, latest first: also for those who were
    /// asked about one and do not see the brief.
    package func siblings(of id: ID<Take>, by actor: Actor) async throws -> [TakeShown] {
        try await ground.database.read { connection in
            try Self.siblings(of: try Self.show(id, by: actor, connection), to: actor, connection)
        }
    }

    /// One's own, latest first.
    package func mine(by actor: Actor) async throws -> [TakeShown] {
        try await ground.database.read { connection in
            try Self.shown(try TakeStore(connection).list(of: actor.person.id, limit: 200), to: actor, connection)
        }
    }

    // MARK: Making

    /// An answer in writing. What is recorded becomes a take when its upload is whole.
    /// - Throws: `Problem.invalid`, also for a brief that wants to hear or see it.
    package func write(
        _ text: String, for brief: ID<Brief>, again: ID<Take>? = nil, by actor: Actor
    ) async throws -> TakeShown {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let text = try Take.checkedText(text)
        let world = ground.world
        return try await ground.change { connection, events in
            let found = try Self.checked(brief, again: again, isText: true, by: actor, connection)
            let now = world.now()
            let clip = Clip(
                id: world.id(), team: found.team, owner: actor.person.id, state: .draft, visibility: .team,
                details: ClipDetails(title: found.content.title),
                media: ClipMedia(originalName: "", originalBytes: 0, transcript: .none), version: 1, createdAt: now,
                updatedAt: now)
            try ClipStore(connection).insert(clip)
            let take = Take(
                id: world.id(), brief: brief, briefVersion: found.version, person: actor.person.id, clip: clip.id,
                again: again, text: text, audience: found.content.audience, createdAt: now)
            try Self.insert(take, of: found, named: actor.person.name, connection)
            events.append(Event("take.recorded", by: actor, object: take.id.text))
            return try Self.show(take.id, by: actor, connection)
        }
    }

    /// Others see it from now on, and somebody is asked to look at it.
    package struct Submitted: Sendable {
        package let shown: TakeShown
        /// Nobody could be asked just now: everyone's week is full.
        package let isNobodyFree: Bool
    }

    /// - Parameters:
    ///   - person: who is asked by name; nil leaves it to the router.
    ///   - audience: who sees it then, as its maker was told; nil takes what the brief says now.
    /// - Throws: 409 `submitted_already`, 409 `not_ready` for a recording that was refused, 409 `audience_changed` when its maker
    ///   was told something else, 409 `budget_used` for somebody who was asked often enough this week, `Problem.invalid` for
    ///   somebody who cannot be asked.
    package func submit(
        _ id: ID<Take>, _ review: SelfReview, to person: ID<Person>? = nil, seenBy audience: TakeAudience? = nil,
        by actor: Actor
    ) async throws -> Submitted {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        let (submitted, news, again) = try await ground.change { connection, events in
            let shown = try Self.show(id, by: actor, connection)
            guard shown.isMine else { throw Problem.forbidden() }
            var take = shown.take
            guard take.submittedAt == nil else {
                throw Problem.conflict("submitted_already", "This take was submitted already")
            }
            guard shown.clip.state != .rejected else {
                throw Problem.conflict(
                    "not_ready", "This recording could not be used", "Please record it again. Nothing was changed.")
            }
            guard audience == nil || audience == shown.brief.content.audience else {
                throw Problem.conflict(
                    "audience_changed", "Who sees a take of this brief was changed meanwhile",
                    "Nobody sees yours yet. Please look at who will see it, and submit it again.")
            }
            take.review = review
            take.audience = shown.brief.content.audience
            take.submittedAt = world.now()
            if try Self.rubric(of: shown.brief, connection) != nil {
                let content = shown.brief.content
                let days = Int64(content.releaseDays ?? BriefContent.usualReleaseDays)
                take.reviewers = content.reviewers ?? 1
                take.releaseAt = world.now().advanced(bySeconds: days * 86_400)
            }
            try TakeStore(connection).submit(take)
            events.append(Event("take.submitted", by: actor, object: id.text))
            let scene = try FeedbackService.Scene(clip: take.clip, actor, connection)
            var news: FeedbackService.News?
            var isNobodyFree = false
            do {
                news = try scene.ask(person, note: review.question, atLeast: take.reviewers, world)
                events.append(Event("feedback.asked", by: actor, object: take.clip.text))
            } catch let problem as Problem where problem.code == "nobody_free" {
                isNobodyFree = true
            }
            let again = try Self.answerAgain(take, by: actor, world, connection)
            let after = try Self.show(id, by: actor, connection)
            return (Submitted(shown: after, isNobodyFree: isNobodyFree), news, again)
        }
        await feedback.tell(news)
        await feedback.tell(again)
        return submitted
    }

    // MARK: Parts

    /// The brief a new take is for.
    /// - Throws: `Problem.notFound` for one that is not this person's to see, 409 `brief_closed` for one nobody records for any
    ///   more, `Problem.invalid` for a way to answer it does not allow and for a take it cannot come after.
    static func checked(
        _ id: ID<Brief>, again: ID<Take>?, isText: Bool, by actor: Actor, _ connection: any Connection
    ) throws -> Brief {
        let brief = try BriefService.require(.see, id, by: actor, connection)
        guard Permission.allows(.record, for: actor, on: brief.access) else {
            throw Problem.conflict("brief_closed", "This brief takes no answers just now")
        }
        let recorded = brief.content.answers.filter { $0 != .text }
        guard isText ? brief.content.answers.contains(.text) : !recorded.isEmpty else {
            throw Problem.invalid(
                isText ? "text" : "brief",
                isText ? "This brief wants to hear or see it: please record it." : "This brief is answered in writing.")
        }
        if let again {
            guard let before = try TakeStore(connection).find(again), before.person == actor.person.id,
                before.brief == id
            else { throw Problem.invalid("again", "This is no earlier take of yours for the same brief.") }
        }
        return brief
    }

    /// Makes a take of a recording that is whole.
    static func begin(
        _ id: ID<Take>, as clip: ID<Clip>, from upload: Upload, at now: Instant, _ connection: any Connection,
        _ events: inout [Event]
    ) throws {
        guard let wanted = upload.brief, let brief = try BriefStore(connection).find(wanted) else { return }
        let name = try PersonStore(connection).find(upload.person)?.name ?? ""
        let take = Take(
            id: id, brief: brief.id, briefVersion: brief.version, person: upload.person, clip: clip,
            again: upload.again, audience: brief.content.audience, createdAt: now)
        try insert(take, of: brief, named: name, connection)
        events.append(Event("take.recorded", actor: upload.person, object: id.text))
    }

    /// The take, and what its clip says of itself: whoever routes feedback and whoever promotes it begins with that.
    private static func insert(
        _ take: Take, of brief: Brief, named name: String, _ connection: any Connection
    ) throws {
        let store = ClipStore(connection)
        guard var clip = try store.find(take.clip) else { throw Problem.notFound }
        let content = brief.content
        clip.details.title = content.title
        clip.details.stage = content.stage
        clip.details.objection = content.objection
        clip.details.persona = content.persona
        clip.details.origin = .practice
        clip.details.speakers = [ClipSpeaker(name: name, person: take.person)]
        guard try store.update(clip, expecting: clip.version) else { throw Problem.notFound }
        try TakeStore(connection).insert(take)
        try RungStore(connection).reach(
            .practised, with: brief.id.text, by: take.person, at: take.createdAt)
    }

    static func siblings(
        of shown: TakeShown, to actor: Actor, _ connection: any Connection
    ) throws -> [TakeShown] {
        let take = shown.take
        let found = try TakeStore(connection).list(of: take.brief, by: take.person, visibleTo: actor, limit: 200)
        return try Self.shown(found.filter { $0.id != take.id }, to: actor, connection)
    }

    static func show(_ id: ID<Take>, by actor: Actor, _ connection: any Connection) throws -> TakeShown {
        guard let take = try TakeStore(connection).find(id),
            let shown = try shown([take], to: actor, connection).first
        else { throw Problem.notFound }
        return shown
    }

    /// Without those this person may not see.
    static func shown(_ takes: [Take], to actor: Actor, _ connection: any Connection) throws -> [TakeShown] {
        let clips = try ClipStore(connection).find(ids: takes.map(\.clip), visibleTo: actor)
        let clipByID = Dictionary(clips.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let briefs = try BriefStore(connection).find(ids: takes.map(\.brief))
        let names = try PersonStore(connection).names(of: takes.map(\.person))
        return try takes.compactMap { take in
            guard let clip = clipByID[take.clip], let brief = briefs[take.brief] else { return nil }
            let content =
                take.briefVersion == brief.version
                ? brief.content : try BriefStore(connection).version(take.briefVersion, of: brief.id)?.content
            return TakeShown(
                take: take, clip: clip, brief: brief, content: content ?? brief.content,
                personName: names[take.person] ?? "", isMine: take.person == actor.person.id)
        }
    }
}
