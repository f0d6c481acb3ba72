import Database
package import Domain
import Store

/// Bringing a take into the catalog. The clip is a copy of the take's recording and words: what was said about the take stays
/// with it, among those it was said to.
extension TakeService {
    /// How far the promotion of a take is, for those who may know.
    package struct PromotionShown: Sendable {
        /// Nil while nobody wanted it.
        package let promotion: Promotion?
        package let promoterName: String
        /// How far its speaker lets it be shown.
        package let consent: Visibility?
        package let canPromote: Bool
        /// The speaker is asked and has not answered.
        package let waitsForMe: Bool
    }

    /// What its speaker allowed and answered is for them, whoever wanted it, and those who promote. All others who see the take
    /// learn that it is in the catalog, and where if they may watch it there.
    package func promotion(of id: ID<Take>, by actor: Actor) async throws -> PromotionShown {
        try await ground.database.read { connection in
            let shown = try Self.show(id, by: actor, connection)
            let store = PromotionStore(connection)
            let promotes = Permission.promotes(actor, shown.clip.access)
            var found = try store.find(id)
            let isConcerned = shown.isMine || promotes || found?.person == actor.person.id
            if !isConcerned, found?.state != .promoted { found = nil }
            if let clip = found?.clip, try ClipStore(connection).find(clip, visibleTo: actor) == nil {
                found?.clip = nil
            }
            let name = try found.flatMap { try PersonStore(connection).find($0.person)?.name }
            return PromotionShown(
                promotion: found, promoterName: name ?? "", consent: isConcerned ? try store.consent(to: id) : nil,
                canPromote: promotes && found?.state != .promoted && shown.take.text.isEmpty,
                waitsForMe: shown.isMine && found?.state == .asked)
        }
    }

    /// The speaker says how far it may be shown in the catalog; nil takes it back for what is not there yet.
    package func setConsent(_ visibility: Visibility?, to id: ID<Take>, by actor: Actor) async throws {
        guard !actor.isOperator else { throw Problem.forbidden() }
        guard visibility != .private else { throw Problem.invalid("consent", "Please choose who may watch it.") }
        try await ground.change { connection, events in
            guard try Self.show(id, by: actor, connection).isMine else { throw Problem.forbidden() }
            try PromotionStore(connection).setConsent(visibility, to: id)
            events.append(
                Event("take.consent_set", by: actor, object: id.text, note: visibility?.rawValue ?? "taken back"))
        }
    }

    /// One decision: with the speaker's consent it is in the catalog at once, else the speaker is asked.
    /// - Returns: the clip it became; nil while the speaker is asked.
    /// - Throws: 409 `promoted_already`, 409 `not_ready` while it cannot be played, `Problem.invalid` for what is not on the lists.
    package func promote(_ id: ID<Take>, as content: PromotionContent, by actor: Actor) async throws -> ID<Clip>? {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        let (clip, news) = try await ground.change { connection, events -> (Clip?, FeedbackService.News?) in
            let shown = try Self.show(id, by: actor, connection)
            guard Permission.promotes(actor, shown.clip.access) else { throw Problem.forbidden() }
            let store = PromotionStore(connection)
            guard try store.find(id)?.state != .promoted else {
                throw Problem.conflict("promoted_already", "This take is in the catalog already")
            }
            try Self.check(content, shown, connection)
            let promotion = Promotion(take: id, person: actor.person.id, content: content, createdAt: world.now())
            let consent = try store.consent(to: id)
            let hasConsent = shown.isMine || consent?.includes(content.visibility) ?? false
            if hasConsent {
                return (try Self.publish(promotion, shown, by: actor, world, connection, &events), nil)
            }
            try store.set(promotion)
            events.append(Event("take.promotion_asked", by: actor, object: id.text))
            let scene = try FeedbackService.Scene(clip: shown.take.clip, actor, connection)
            return (nil, try scene.news(.ask, "promotion_asked", to: [shown.take.person], about: nil, world))
        }
        await feedback.tell(news)
        if let clip { try await tellPromoted(clip, take: id, by: actor) }
        return clip?.id
    }

    /// The speaker agrees: it is in the catalog.
    /// - Parameter asked: when it was asked for what the speaker read.
    /// - Throws: 409 `asked_anew` when it is something else by now, 409 `not_asked`.
    package func agree(to id: ID<Take>, askedAt asked: Instant, by actor: Actor) async throws -> ID<Clip> {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        let clip = try await ground.change { connection, events -> Clip in
            let (shown, promotion) = try Self.asked(id, actor, connection)
            guard promotion.createdAt == asked else {
                throw Problem.conflict(
                    "asked_anew", "What you are asked for was changed meanwhile",
                    "Nothing is in the catalog yet. Please read it again.")
            }
            try Self.check(promotion.content, shown, connection)
            try PromotionStore(connection).setConsent(promotion.content.visibility, to: id)
            return try Self.publish(promotion, shown, by: actor, world, connection, &events)
        }
        try await tellPromoted(clip, take: id, by: actor)
        return clip.id
    }

    /// The speaker would rather not: it stays a take.
    package func decline(_ id: ID<Take>, reason: RequestReason, by actor: Actor) async throws {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        let news = try await ground.change { connection, events -> FeedbackService.News in
            var (shown, promotion) = try Self.asked(id, actor, connection)
            promotion.state = .declined
            promotion.reason = reason.text
            promotion.endedAt = world.now()
            try PromotionStore(connection).set(promotion)
            events.append(Event("take.promotion_declined", by: actor, object: id.text))
            let scene = try FeedbackService.Scene(clip: shown.take.clip, actor, connection)
            return try scene.news(.outcome, "promotion_declined", to: [promotion.person], about: nil, world)
        }
        await feedback.tell(news)
    }

    // MARK: Parts

    private static func asked(
        _ id: ID<Take>, _ actor: Actor, _ connection: any Connection
    ) throws -> (TakeShown, Promotion) {
        let shown = try show(id, by: actor, connection)
        guard shown.isMine else { throw Problem.forbidden() }
        guard let promotion = try PromotionStore(connection).find(id), promotion.state == .asked else {
            throw Problem.conflict("not_asked", "Nobody asks for this any more")
        }
        return (shown, promotion)
    }

    private static func check(
        _ content: PromotionContent, _ shown: TakeShown, _ connection: any Connection
    ) throws {
        let taxonomy = try TermStore(connection).taxonomy()
        var problems = FieldProblems()
        for (field, term, kind) in [
            ("stage", content.stage as ID<Term>?, TermKind.stage), ("objection", content.objection, .objection),
        ] where taxonomy.term(term)?.kind != kind {
            problems.add(field, "This is not on the list any more. Please choose another.")
        }
        try problems.check()
        guard try RenditionStore(connection).find(shown.take.clip, .main) != nil else {
            throw Problem.conflict(
                "not_ready", "This take cannot be played yet", "Nothing was changed; try again when it is ready.")
        }
        // Lookup finds it by its words.
        guard shown.clip.media.transcript != .waiting else {
            throw Problem.conflict(
                "not_ready", "What is said in it is still being written down",
                "Nothing was changed; try again when it is ready.")
        }
    }

    /// The clip, with everything the take's recording has: its files are the same, so nothing is prepared again.
    private static func publish(
        _ promotion: Promotion, _ shown: TakeShown, by actor: Actor, _ world: World, _ connection: any Connection,
        _ events: inout [Event]
    ) throws -> Clip {
        let now = world.now()
        let content = promotion.content
        let source = shown.clip
        var clip = Clip(
            id: world.id(), team: source.team, owner: shown.take.person, state: .published,
            visibility: content.visibility, details: source.details, media: source.media, version: 1, createdAt: now,
            updatedAt: now, publishedAt: now)
        clip.details.title = content.title
        clip.details.stage = content.stage
        clip.details.objection = content.objection
        clip.details.rules = content.rules
        clip.details.recordedOn = shown.take.createdAt.day
        let heard = [shown.personName, content.alsoHeard].filter { !$0.isEmpty }.joined(separator: ", ")
        clip.notice = Notice(
            whoIsHeard: heard, howTold: content.howTold, allows: content.visibility, recordedBy: actor.person.id,
            recordedAt: now)
        try ClipStore(connection).insert(clip)
        let renditions = RenditionStore(connection)
        for rendition in try renditions.list(of: source.id) {
            try renditions.upsert(
                Rendition(
                    clip: clip.id, kind: rendition.kind, blob: rendition.blob, bytes: rendition.bytes,
                    contentType: rendition.contentType, width: rendition.width, height: rendition.height,
                    layout: rendition.layout, createdAt: now))
        }
        if let transcript = try TranscriptStore(connection).latest(of: source.id) {
            try TranscriptStore(connection).insert(transcript, clip: clip.id)
        }
        var done = promotion
        done.state = .promoted
        done.clip = clip.id
        done.endedAt = now
        try PromotionStore(connection).set(done)
        events.append(Event("take.promoted", by: actor, object: shown.take.id.text))
        events.append(Event("clip.published", by: actor, object: clip.id.text))
        if let request = shown.brief.request,
            let open = try RequestStore(connection).find(request), open.state == .open || open.state == .answered
        {
            // It was asked for: whoever asked hears of it as soon as it is found.
            try RequestStore(connection).addAnswer(
                RequestAnswer(
                    id: world.id(), clip: clip.id, moment: nil, person: shown.take.person, isPromise: true,
                    answeredAt: now), to: request)
        }
        return clip
    }

    /// Lookup finds it, those who asked for it are told, and so are the two people.
    private func tellPromoted(_ clip: Clip, take id: ID<Take>, by actor: Actor) async throws {
        try await clips.tell(clip)
        let world = ground.world
        let news = try await ground.change { connection, _ -> FeedbackService.News? in
            guard let promotion = try PromotionStore(connection).find(id),
                let take = try TakeStore(connection).find(id)
            else { return nil }
            let scene = try FeedbackService.Scene(clip: clip.id, actor, connection)
            return try scene.news(.outcome, "promoted", to: [promotion.person, take.person], about: nil, world)
        }
        await feedback.tell(news)
    }
}
