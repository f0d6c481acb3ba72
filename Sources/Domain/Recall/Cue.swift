/// A buyer's line that must bring an answer to mind; one or more moments answer it. The unit of memory.
package struct Cue: Sendable, Hashable, Identified {
    package static let idPrefix = "cue"

    package let id: ID<Cue>
    package let team: ID<Team>
    /// `team` or `library`: who may take it into their schedule.
    package var visibility: Visibility
    package var objection: ID<Term>?
    package var content: CueContent
    /// The chance of recall at which it is asked again, 0.75 to 0.97.
    package var retention: Double
    package var state: CueState
    /// Counts every saved change.
    package var version: Int
    /// Counts the changes after which what was known may not be enough any more.
    package var epoch: Int
    /// The day of the last such change, UTC.
    package var changedOn: Day
    package let madeBy: ID<Person>
    package let createdAt: Instant
    package var updatedAt: Instant

    package init(
        id: ID<Cue>, team: ID<Team>, visibility: Visibility, objection: ID<Term>?, content: CueContent,
        retention: Double, state: CueState = .active, version: Int = 1, epoch: Int = 0, changedOn: Day,
        madeBy: ID<Person>, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.team = team
        self.visibility = visibility
        self.objection = objection
        self.content = content
        self.retention = retention
        self.state = state
        self.version = version
        self.epoch = epoch
        self.changedOn = changedOn
        self.madeBy = madeBy
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    package static let usualRetention = 0.9
    package static let retentions = 0.75...0.97

    package var line: String { content.lines.first ?? "" }

    package var access: CueAccess { CueAccess(team: team, visibility: visibility, madeBy: madeBy) }

    /// The cue after an edit. Other key points, or other must-haves, are another answer to learn, unless the editor says that
    /// only the wording changed.
    package func changed(to new: CueContent, isWordingOnly: Bool, on day: Day, at now: Instant) -> Cue {
        var changed = self
        let isMaterial = !isWordingOnly && Set(new.points) != Set(content.points)
        changed.content = new
        changed.version += 1
        if isMaterial {
            changed.epoch += 1
            changed.changedOn = day
        }
        changed.updatedAt = now
        return changed
    }
}

package enum CueState: String, Sendable, Hashable, Codable, CaseIterable {
    case active, retired
}

/// What a cue says in one version.
package struct CueContent: Sendable, Hashable {
    /// How buyers put it, 1 to 6; the first one names the cue, all are asked in turn.
    package let lines: [String]
    /// What an answer has to hold, 2 to 5.
    package let points: [KeyPoint]

    package init(lines: [String], points: [KeyPoint]) {
        self.lines = lines
        self.points = points
    }
}

/// One idea of a good answer.
package struct KeyPoint: Sendable, Hashable, Codable {
    /// Stays the same when the text is edited; unique in its cue.
    package let id: Int
    package let text: String
    /// An answer without it is a lapse.
    package let isMust: Bool

    package init(id: Int, text: String, isMust: Bool) {
        self.id = id
        self.text = text
        self.isMust = isMust
    }
}

/// A place in a clip that answers a cue.
package struct CueMoment: Sendable, Hashable, Identified {
    package static let idPrefix = "cuemoment"

    package let id: ID<CueMoment>
    package let clip: ID<Clip>
    package let startMilliseconds: Int
    /// Nil until the end of the clip.
    package let endMilliseconds: Int?
    /// Where in the clip the buyer says it, in milliseconds; nil where that is not heard.
    package var voice: Range<Int>?

    package init(
        id: ID<CueMoment>, clip: ID<Clip>, startMilliseconds: Int, endMilliseconds: Int?, voice: Range<Int>? = nil
    ) {
        self.id = id
        self.clip = clip
        self.startMilliseconds = startMilliseconds
        self.endMilliseconds = endMilliseconds
        self.voice = voice
    }
}
