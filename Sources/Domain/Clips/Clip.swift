/// Where a clip is in its life.
package enum ClipState: String, Sendable, Hashable, Codable, CaseIterable {
    case draft, processing, published, retired, rejected, trashed
}

/// Who may see a published clip: only those responsible, the clip's team, or everyone.
package enum Visibility: String, Sendable, Hashable, Codable, CaseIterable {
    case `private`, team, library
}

/// One recording in the catalog: a pitch, an answered objection, a discovery question, a story.
package struct Clip: Sendable, Hashable, Identified {
    package static let idPrefix = "clip"

    package let id: ID<Clip>
    package var team: ID<Team>
    package var owner: ID<Person>
    package var state: ClipState
    package var visibility: Visibility
    package var details: ClipDetails
    package var media: ClipMedia
    /// Counts every change of the record; an edit names the version it saw.
    package var version: Int
    package let createdAt: Instant
    package var updatedAt: Instant
    package var publishedAt: Instant?
    package var trashedAt: Instant?
    /// The state to go back to from the trash.
    package var stateBeforeTrash: ClipState?
    /// Why the file was refused, in plain words; only in state `rejected`.
    package var rejection: String?
    package var notice: Notice?
    /// Set for the recording of a take that is not in the catalog.
    package var take: TakeAccess?

    package init(
        id: ID<Clip>, team: ID<Team>, owner: ID<Person>, state: ClipState, visibility: Visibility,
        details: ClipDetails, media: ClipMedia, version: Int, createdAt: Instant, updatedAt: Instant,
        publishedAt: Instant? = nil, trashedAt: Instant? = nil, stateBeforeTrash: ClipState? = nil,
        rejection: String? = nil, notice: Notice? = nil, take: TakeAccess? = nil
    ) {
        self.id = id
        self.team = team
        self.owner = owner
        self.state = state
        self.visibility = visibility
        self.details = details
        self.media = media
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.publishedAt = publishedAt
        self.trashedAt = trashedAt
        self.stateBeforeTrash = stateBeforeTrash
        self.rejection = rejection
        self.notice = notice
        self.take = take
    }

    /// Others than those responsible may see it: a retired clip is not found any more, but who has its address still watches it.
    package var isShown: Bool { state == .published || state == .retired }

    package var access: ClipAccess {
        ClipAccess(
            owner: owner, team: team, state: state, visibility: visibility, isWithdrawn: notice?.withdrawnAt != nil,
            take: take)
    }
}

/// What people say about a clip; everything but title, stage and (objection or clip type) may be left out.
package struct ClipDetails: Sendable, Hashable {
    package var title: String
    package var description: String
    package var stage: ID<Term>?
    package var objection: ID<Term>?
    package var clipType: ID<Term>?
    package var persona: ID<Term>?
    package var industry: ID<Term>?
    /// BCP 47, `en` unless said otherwise.
    package var language: String
    package var origin: ClipOrigin?
    package var purpose: ClipPurpose?
    package var recordedOn: Day?
    package var verifyBy: Day?
    /// Free words by which the uploader would look for it.
    package var tags: [String]
    package var speakers: [ClipSpeaker]
    package var rules: [Rule]
    /// What it depends on: "price list 2026-Q3".
    package var conditions: [String]

    package init(
        title: String, description: String = "", stage: ID<Term>? = nil, objection: ID<Term>? = nil,
        clipType: ID<Term>? = nil, persona: ID<Term>? = nil, industry: ID<Term>? = nil, language: String = "en",
        origin: ClipOrigin? = nil, purpose: ClipPurpose? = nil, recordedOn: Day? = nil, verifyBy: Day? = nil,
        tags: [String] = [], speakers: [ClipSpeaker] = [], rules: [Rule] = [], conditions: [String] = []
    ) {
        self.title = title
        self.description = description
        self.stage = stage
        self.objection = objection
        self.clipType = clipType
        self.persona = persona
        self.industry = industry
        self.language = language
        self.origin = origin
        self.purpose = purpose
        self.recordedOn = recordedOn
        self.verifyBy = verifyBy
        self.tags = tags
        self.speakers = speakers
        self.rules = rules
        self.conditions = conditions
    }
}

/// Where a recording comes from.
package enum ClipOrigin: String, Sendable, Hashable, Codable, CaseIterable {
    case realMoment = "real_moment"
    case reenactment
    case practice
    case rolePlay = "role_play"
    case aiRolePlay = "ai_role_play"
}

/// What a clip is good for.
package enum ClipPurpose: String, Sendable, Hashable, Codable, CaseIterable {
    case exemplar, alternative
    case weakExample = "weak_example"
    case story, differentiator
    case plannedLine = "planned_line"
    case questionTechnique = "question_technique"
    case opener, close
    case productExplanation = "product_explanation"
    case coachingExample = "coaching_example"
}

/// The person heard in a clip; linked when they have an account.
package struct ClipSpeaker: Sendable, Hashable {
    package var name: String
    package var person: ID<Person>?

    package init(name: String, person: ID<Person>? = nil) {
        self.name = name
        self.person = person
    }
}

/// A learning point: "When ..., do ..., because ...".
package struct Rule: Sendable, Hashable, Codable {
    package var when: String
    package var action: String
    package var because: String

    package init(when: String, action: String, because: String) {
        self.when = when
        self.action = action
        self.because = because
    }
}

/// A time range of a clip worth landing on, with a title in the buyer's words.
package struct Moment: Sendable, Hashable, Identified {
    package static let idPrefix = "moment"

    package let id: ID<Moment>
    package var startMilliseconds: Int
    package var endMilliseconds: Int
    package var title: String

    package init(id: ID<Moment>, startMilliseconds: Int, endMilliseconds: Int, title: String) {
        self.id = id
        self.startMilliseconds = startMilliseconds
        self.endMilliseconds = endMilliseconds
        self.title = title
    }
}
