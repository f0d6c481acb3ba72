import Database
import Domain
import Lookup
import Store

/// What building and showing sets share.
extension SetService {
    /// One change of what is in a set: found, allowed, changed, kept as a new version.
    func change(
        _ id: ID<ReviewSet>, _ event: String, version: Int? = nil, by actor: Actor,
        _ body: @escaping @Sendable (inout SetContent, any Connection) throws -> Void
    ) async throws -> SetShown {
        let world = ground.world
        return try await ground.change { connection, events in
            var set = try Self.require(.edit, id, by: actor, connection)
            if let version, version != set.version { throw Self.editedMeanwhile }
            let before = set
            try body(&set.content, connection)
            // What changes nothing is no version.
            guard set.content != before.content else { return try Self.show(id, by: actor, connection) }
            set.version += 1
            set.updatedAt = world.now()
            let store = SetStore(connection)
            guard try store.update(set, expecting: before.version) else { throw Self.editedMeanwhile }
            try store.addVersion(of: set, by: actor.person.id, at: set.updatedAt)
            if Set(before.content.items.map(\.subject)) != Set(set.content.items.map(\.subject))
                || before.content.retention != set.content.retention
            {
                try AssignmentService.followChange(of: id, at: set.updatedAt, connection)
            }
            events.append(Event(event, by: actor, object: id.text))
            return try Self.show(id, by: actor, connection)
        }
    }

    /// One change of what a set is for.
    func mark(
        _ id: ID<ReviewSet>, _ event: String, by actor: Actor, _ body: @escaping @Sendable (inout ReviewSet) -> Void
    ) async throws -> SetShown {
        let now = ground.world.now()
        return try await ground.change { connection, events in
            var set = try Self.require(.edit, id, by: actor, connection)
            let before = set
            body(&set)
            if set != before {
                set.updatedAt = now
                guard try SetStore(connection).update(set, expecting: set.version) else { throw Self.editedMeanwhile }
                events.append(Event(event, by: actor, object: id.text))
            }
            return try Self.show(id, by: actor, connection)
        }
    }

    @discardableResult
    static func require(
        _ action: Permission.SetAction, _ id: ID<ReviewSet>, by actor: Actor, _ connection: any Connection
    ) throws -> ReviewSet {
        guard let set = try SetStore(connection).find(id) else { throw Problem.notFound }
        try Permission.require(action, for: actor, on: try access(to: set, by: actor, connection))
        return set
    }

    static func access(to set: ReviewSet, by actor: Actor, _ connection: any Connection) throws -> SetAccess {
        let isOfTeam = actor.isAdmin || actor.teams.contains(set.team)
        let isAssigned = try !isOfTeam && AssignmentStore(connection).isGiven(set.id, to: actor.person.id)
        return SetAccess(team: set.team, isRetired: set.isRetired, isAssigned: isAssigned)
    }

    static func show(_ id: ID<ReviewSet>, by actor: Actor, _ connection: any Connection) throws -> SetShown {
        let set = try require(.see, id, by: actor, connection)
        guard let shown = try shown([set], by: actor, connection).first else { throw Problem.notFound }
        return shown
    }

    /// - Parameter sets: those this person may see.
    static func shown(_ sets: [ReviewSet], by actor: Actor, _ connection: any Connection) throws -> [SetShown] {
        guard !sets.isEmpty else { return [] }
        // The audience of each clip is asked now, whoever put it in.
        let ground = try SetGround(sets, connection)
        let names = try names(connection)
        let teams = Dictionary(
            try TeamStore(connection).list().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        return try sets.map { set in
            let content = set.content
            let reading = ProgressReading(
                connection: connection, threshold: content.threshold, rule: content.goal, since: nil)
            let subjects = ground.subjects(of: set, for: actor)
            let me = actor.person.id
            let progress = try reading.progress(of: subjects, by: [me])[me] ?? [:]
            let access = try access(to: set, by: actor, connection)
            return SetShown(
                set: set,
                items: content.items.map { item in
                    let isShown = ground.shows(item, to: actor)
                    return SetShown.Item(
                        item: item, clip: isShown ? item.clip.flatMap { ground.clips[$0] } : nil,
                        moment: isShown ? ground.moment(of: item) : nil,
                        cue: isShown && item.kind == .cue ? ground.cues[ID(item.subject)] : nil,
                        brief: isShown ? item.brief.flatMap { ground.briefs[$0] } : nil)
                }, ownerName: names[set.owner] ?? "", teamName: teams[set.team] ?? "",
                allowed: Set(
                    Permission.SetAction.allCases.filter { Permission.allows($0, for: actor, on: access) }),
                progress: SetProgress(
                    subjects.compactMap { subject in progress[subject.item.id].map { (subject.item, $0) } }))
        }
    }

    /// Puts items at the end, each looked up as the builder sees it.
    /// - Parameter known: items that keep their ids when they mean the same.
    static func add(
        _ items: [NewSetItem], to content: inout SetContent, by actor: Actor, _ world: World,
        _ connection: any Connection, keeping known: [SetItem] = []
    ) throws {
        let ids: [ID<Clip>] = items.filter { $0.kind == .clip || $0.kind == .moment }.map { ID($0.subject) }
        let clips = Dictionary(
            try ClipStore(connection).find(ids: ids, visibleTo: actor).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        let moments = try MomentStore(connection).list(of: Array(clips.keys))
        var free = known
        for (index, new) in items.enumerated() {
            let field = "items_\(index + 1)"
            var (start, end) = (new.start, new.end)
            if new.kind == .clip || new.kind == .moment {
                guard let clip = clips[ID(new.subject)] else {
                    throw Problem.invalid(field, "There is no such clip, or you may not see it.")
                }
                if let id = new.moment {
                    guard let moment = moments[clip.id]?.first(where: { $0.id == id }) else {
                        throw Problem.invalid(field, "This clip has no such moment.")
                    }
                    (start, end) = (moment.startMilliseconds, moment.endMilliseconds)
                }
                if let last = clip.media.durationMilliseconds, let begin = start, let stop = end {
                    guard begin < last else { throw Problem.invalid(field, "It begins past the end of the clip.") }
                    end = min(stop, last)
                }
            }
            if new.kind == .cue, try CueStore(connection).find(ID(new.subject), visibleTo: actor) == nil {
                throw Problem.invalid(field, "There is no such cue, or you may not see it.")
            }
            if new.kind == .brief {
                let brief = try BriefStore(connection).find(ID(new.subject))
                guard let brief, Permission.allows(.see, for: actor, on: brief.access) else {
                    throw Problem.invalid(field, "There is no such brief, or you may not see it.")
                }
            }
            let draft = SetItem(
                id: world.id(), kind: new.kind, subject: new.subject, moment: new.moment, start: start, end: end,
                note: new.note)
            guard !content.items.contains(where: { $0.isSame(as: draft) }) else { continue }
            if let place = free.firstIndex(where: { $0.isSame(as: draft) }) {
                var kept = free.remove(at: place)
                kept.note = new.note
                content.items.append(kept)
            } else {
                content.items.append(draft)
            }
        }
        guard content.items.count <= SetContent.mostItems else {
            throw Problem.invalid(
                "items", "A set has at most \(SetContent.mostItems) items. Two sets are easier to do.")
        }
    }

    /// The newest clips of each part of a pattern, as this person sees them.
    func gather(_ template: SetTemplate?, by actor: Actor) async throws -> [NewSetItem] {
        guard let template else { return [] }
        let parts = template.parts
        return try await ground.database.read { connection in
            var found: [NewSetItem] = []
            for part in parts {
                let filter = ClipFilter(state: .published, stage: part.stage, objection: part.objection)
                let page = try ClipStore(connection).list(
                    filter, visibleTo: actor, total: 0, cursor: nil, limit: part.count)
                found += try page.items.map { try NewSetItem(kind: .clip, subject: $0.id.text) }
            }
            return found
        }
    }

    static func names(_ connection: any Connection) throws -> [ID<Person>: String] {
        Dictionary(
            try PersonStore(connection).list().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    static func team(
        _ wanted: ID<Team>?, of actor: Actor, _ connection: any Connection
    ) throws -> ID<Team> {
        if let wanted {
            guard try TeamStore(connection).find(wanted) != nil, Permission.buildsSets(actor, in: wanted) else {
                throw Problem.invalid("team", "Please choose one of your teams.")
            }
            return wanted
        }
        guard let team = actor.teams.min(by: { $0.text < $1.text }) else {
            throw Problem.invalid("team", "Please choose the team whose set it is.")
        }
        return team
    }

    static let editedMeanwhile = Problem.conflict(
        "edited_meanwhile", "Someone changed this set while you were looking at it",
        "Nothing of yours was saved. Open it again, compare, and save once more.")
}
