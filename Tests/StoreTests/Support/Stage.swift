import Database
import Domain
import Rehearsal
import Store

/// One transaction with every store on it, and nouns that are quick to make.
struct Stage {
    let connection: any Connection
    let world: TestWorld

    var people: PersonStore { PersonStore(connection) }
    var teams: TeamStore { TeamStore(connection) }
    var sessions: SessionStore { SessionStore(connection) }
    var tokens: TokenStore { TokenStore(connection) }
    var settings: SettingStore { SettingStore(connection) }
    var terms: TermStore { TermStore(connection) }
    var phrasings: PhrasingStore { PhrasingStore(connection) }
    var clips: ClipStore { ClipStore(connection) }
    var moments: MomentStore { MomentStore(connection) }
    var notices: NoticeStore { NoticeStore(connection) }
    var transcripts: TranscriptStore { TranscriptStore(connection) }
    var resumePoints: ResumePointStore { ResumePointStore(connection) }
    var blobs: BlobRowStore { BlobRowStore(connection) }
    var renditions: RenditionStore { RenditionStore(connection) }
    var uploads: UploadStore { UploadStore(connection) }
    var jobs: JobStore { JobStore(connection) }
    var events: EventStore { EventStore(connection) }
    var answers: IdempotencyStore { IdempotencyStore(connection) }
    var lookups: LookupLogStore { LookupLogStore(connection) }
    var uses: LookupUseStore { LookupUseStore(connection) }
    var requests: RequestStore { RequestStore(connection) }
    var feedback: FeedbackStore { FeedbackStore(connection) }
    var comments: CommentStore { CommentStore(connection) }
    var thanks: ThanksStore { ThanksStore(connection) }
    var asks: FeedbackAskStore { FeedbackAskStore(connection) }
    var news: NewsStore { NewsStore(connection) }

    var now: Instant { world.now }

    /// What `body` throws, with what it did undone and the transaction still alive; nil when it throws nothing.
    func refusal<Value>(of body: () throws -> Value) -> (any Error)? {
        do {
            _ = try connection.savepoint(body)
            return nil
        } catch {
            return error
        }
    }

    /// The code of the `Problem` that `body` throws.
    func problemCode<Value>(of body: () throws -> Value) -> String? {
        (refusal(of: body) as? Problem)?.code
    }

    /// What the database itself refused.
    func failureKind<Value>(of body: () throws -> Value) -> DatabaseFailure.Kind? {
        (refusal(of: body) as? DatabaseFailure)?.kind
    }
}

extension Stage {
    @discardableResult
    func team(_ name: String = "Enterprise") throws -> Team {
        let team = Team(id: world.id(), name: name, createdAt: now)
        try teams.insert(team)
        return team
    }

    @discardableResult
    func person(_ name: String = "Ana", role: Role = .rep, in joined: [Team] = []) throws -> Person {
        let id = world.id(Person.self)
        let person = Person(id: id, name: name, email: "\(id.text)@example.com", role: role, createdAt: now)
        try people.insert(person, passwordHash: nil)
        for team in joined { try teams.add(id, to: team.id, at: now) }
        return person
    }

    func actor(_ name: String = "Ana", role: Role = .rep, in joined: [Team] = []) throws -> Actor {
        Actor(person: try person(name, role: role, in: joined), teams: Set(joined.map(\.id)))
    }

    @discardableResult
    func term(_ kind: TermKind, _ label: String, position: Int = 0) throws -> Term {
        let term = Term(id: world.id(), kind: kind, label: label, position: position)
        try terms.insert(term)
        return term
    }

    /// A clip that is valid in every state; it is stored.
    @discardableResult
    func clip(
        _ title: String = "A clip", owner: Person, team: Team, state: ClipState = .published,
        visibility: Visibility = .library, adjust: (inout Clip) -> Void = { _ in }
    ) throws -> Clip {
        var clip = Clip(
            id: world.id(), team: team.id, owner: owner.id, state: state, visibility: visibility,
            details: ClipDetails(title: title), media: ClipMedia(), version: 1, createdAt: now, updatedAt: now,
            publishedAt: state == .published ? now : nil, trashedAt: state == .trashed ? now : nil,
            stateBeforeTrash: state == .trashed ? .draft : nil)
        adjust(&clip)
        try clips.insert(clip)
        return clip
    }

    /// A clip of somebody in some team.
    @discardableResult
    func anyClip(_ title: String = "A clip", state: ClipState = .published) throws -> Clip {
        let team = try team("Team of \(world.id(Team.self))")
        return try clip(title, owner: person(in: [team]), team: team, state: state)
    }

    /// A thread with its opening comment.
    @discardableResult
    func thread(
        on clip: Clip, by author: Person, at anchor: FeedbackAnchor = .whole, isPrivate: Bool = false,
        saying text: String = "You paused."
    ) throws -> (thread: FeedbackThread, comment: FeedbackComment) {
        let thread = FeedbackThread(
            id: world.id(), clip: clip.id, anchor: anchor, author: author.id, isPrivate: isPrivate, createdAt: now)
        try feedback.insert(thread)
        return (thread, try comment(in: thread, by: author, saying: text))
    }

    @discardableResult
    func comment(
        in thread: FeedbackThread, by author: Person, saying text: String = "I see."
    ) throws -> FeedbackComment {
        world.advance(seconds: 1)
        let comment = FeedbackComment(
            id: world.id(), thread: thread.id, author: author.id,
            words: FeedbackWords(stored: text, effect: "", alternative: ""), createdAt: now)
        try comments.insert(comment)
        return comment
    }

    @discardableResult
    func blob(_ digit: Character, bytes: Int64 = 1) throws -> String {
        let hash = String(repeating: digit, count: 64)
        try blobs.insert(hash: hash, bytes: bytes, at: now)
        return hash
    }

    func notice(by person: Person, withdrawnAt: Instant? = nil) -> Notice {
        Notice(
            whoIsHeard: "A buyer", howTold: "Asked at the start", allows: .library, recordedBy: person.id,
            recordedAt: now, withdrawnAt: withdrawnAt)
    }
}

/// Texts on which quoting, encodings and lengths go wrong.
let awkwardTexts = [
    "", " ", "'; DROP TABLE clip; --", "100% \\ _ \"quoted\"", "Zoë 🎧 日本語", "e\u{301} is not é", "line\nbreak\ttab",
    "NULL",
    "$1 ?1 :name", "\u{202E}reversed", "👨‍👩‍👧‍👦",
]
