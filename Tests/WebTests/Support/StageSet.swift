import Crypto
import Database
import Domain
import Foundation
import Media
import Rehearsal
import Services
import Store

/// Puts people and clips on a stage.
struct StageSet: Sendable {
    let services: Services
    let database: SQLiteDatabase
    let blobs: FolderBlobStore
    let folder: String
    let world: TestWorld

    func build(practising: Bool) async throws -> (ids: [String: String], token: String) {
        try await addTerms()
        var ids: [String: String] = [:]
        let machine = try await services.sessions.operatorActor(as: nil)
        for visitor in Visitor.people {
            let person = try await services.people.add(
                NewPerson(
                    name: visitor.rawValue.capitalized, email: visitor.email,
                    role: visitor.role?.rawValue ?? "rep", teamNames: [visitor.team],
                    password: Stage.password), by: machine)
            ids[visitor.rawValue] = person.id.text
            try await signIn(visitor, person.id)
        }
        for team in try await services.teams.list(by: machine) { ids[team.team.name] = team.team.id.text }
        ids["last_admin"] = ids["admin"]
        let owner = try await services.sessions.operatorActor(as: Visitor.owner.email)
        let made = try await services.tokens.create(name: "reading", scopes: [.read], days: 30, by: owner)
        try await addClips(ids, owner)
        for name in StageClip.all.map(\.name) { ids[name] = "clip_\(name)" }
        let upload = try await services.uploads.create(
            UploadService.NewUpload(fileName: "call.mp4", length: 10), by: owner)
        ids["upload"] = upload.id.text
        ids["foreign"] = "session_nobody"
        try await services.indexing.rebuild()
        let mate = try await services.sessions.operatorActor(as: Visitor.mate.email)
        ids["request"] = try await ask(as: mate)
        let performer = try await services.sessions.operatorActor(as: Visitor.performer.email)
        let set = try await build(as: performer)
        ids["set"] = set.set.id.text
        ids["item"] = set.items.first?.item.id.text
        let manager = try await services.sessions.operatorActor(as: Visitor.mgr.email)
        let new = try NewAssignment(
            set: set.set.id, audience: .people, people: [ID(ids["owner"] ?? "")], today: world.now.day)
        let giver = Actor(person: manager.person, teams: manager.teams)
        ids["assignment"] = try await services.assignments.assign(new, by: giver).given.id.text
        try await addCue(&ids, by: try await person(.performer), for: try await person(.owner))
        for (name, isPrivate) in [("mates", false), ("mates_private", true)] {
            let thread = try await talk(as: mate, isPrivate: isPrivate)
            ids["\(name)_thread"] = thread.thread.id.text
            ids[name] = thread.comments.first?.comment.id.text
        }
        ids["turn"] = try await turn(of: ID(ids["performer"] ?? ""), as: owner)
        if practising {
            try await addTakes(&ids, of: try await person(.owner), for: try await person(.performer))
        }
        return (ids, made.text)
    }

    private func person(_ visitor: Visitor) async throws -> Actor {
        let actor = try await services.sessions.operatorActor(as: visitor.email)
        return Actor(person: actor.person, teams: actor.teams)
    }

    /// A cue of the team, in the owner's schedule and before them now.
    private func addCue(_ ids: inout [String: String], by maker: Actor, for owner: Actor) async throws {
        let points = ["Ask compared to what", "Name what waiting costs"].map { CueInput.Point(text: $0, isMust: true) }
        let made = try await services.cues.make(
            CueInput(lines: ["You are too expensive"], points: points), from: ID("clip_team"), startMilliseconds: 0,
            endMilliseconds: nil, by: maker)
        _ = try await services.cues.remember(made.cue.id, by: owner)
        ids["cue"] = made.cue.id.text
        ids["cue_moment"] = made.places.first?.moment.id.text
        ids["showing"] = try await services.recall.next(.due, by: owner)?.text
    }

    /// The owner asks the performer of the team to look at the clip everyone sees.
    private func turn(of person: ID<Person>, as owner: Actor) async throws -> String? {
        let asker = Actor(person: owner.person, teams: owner.teams)
        let shown = try await services.feedback.ask(person, about: ID("clip_library"), note: "", by: asker)
        return shown.turns.first?.turn.id.text
    }

    /// The owner answers the performer's brief in writing, twice, and asks them to look; they say something about it.
    private func addTakes(_ ids: inout [String: String], of owner: Actor, for performer: Actor) async throws {
        let rubric = try await services.rubrics.write(
            try RubricInput(
                title: "Price", criteria: [CriterionInput(title: "Clarified", levels: ["a", "b", "c", "d"])]),
            by: performer
        ).rubric
        let content = BriefContent(title: "Too expensive", line: "You are too expensive", rubric: rubric.id)
        let brief = try await services.briefs.write(try BriefInput(content), isPublished: true, by: performer).brief
        var takes: [ID<Take>] = []
        for text in ["Compared to what?", "What is it measured by?"] {
            let written = try await services.takes.write(text, for: brief.id, again: takes.last, by: owner)
            _ = try await services.takes.submit(written.take.id, .none, to: performer.person.id, by: owner)
            takes.append(written.take.id)
        }
        let clip = try await services.takes.show(takes[0], by: owner).take.clip
        let given = try await services.feedback.give(try NewFeedback(text: "You asked."), on: clip, by: performer)
        ids["rubric"] = rubric.id.text
        ids["criterion"] = rubric.content.criteria.first?.id.text
        ids["brief"] = brief.id.text
        ids["take"] = takes[0].text
        ids["second_take"] = takes[1].text
        ids["about_take"] = given.thread.comments.first?.comment.id.text
    }

    /// The mate asks for something that is answered nearby by the owner's clips.
    private func ask(as mate: Actor) async throws -> String {
        let asker = Actor(person: mate.person, teams: mate.teams)
        let new = try NewRequest(text: "Do you work on the moon?", objection: ID("ob.price"))
        return try await services.requests.ask(new, by: asker).shown.request.id.text
    }

    /// A set of team A with one clip in it.
    private func build(as performer: Actor) async throws -> SetShown {
        let builder = Actor(person: performer.person, teams: performer.teams)
        return try await services.sets.create(
            try SetHead(title: "Price objections"), items: [try NewSetItem(kind: .clip, subject: "clip_team")],
            by: builder)
    }

    /// The mate says something about the team's clip.
    private func talk(as mate: Actor, isPrivate: Bool) async throws -> ThreadShown {
        let new = try NewFeedback(
            text: "You paused before the price.", alternative: "Ask first.", startMilliseconds: 42_000,
            moves: ["paused"], isPrivate: isPrivate)
        return try await services.feedback.give(
            new, on: ID("clip_team"), by: Actor(person: mate.person, teams: mate.teams)
        ).thread
    }

    /// A few entries instead of the whole starter taxonomy: stages are built hundreds of times.
    private func addTerms() async throws {
        let stage = StageDetails(outcome: "capture", buyersQuestion: "Is it worth it?", crmNames: [])
        let objection = ObjectionDetails(
            nature: "concern", oftenMeans: "value unclear", firstQuestion: "Compared to what?", usualStages: [])
        try await database.write { connection in
            let terms = TermStore(connection)
            try terms.insert(
                Term(id: ID("st.discover"), kind: .stage, label: "Discovery", position: 0, stage: stage))
            try terms.insert(
                Term(id: ID("st.negotiate"), kind: .stage, label: "Negotiation", position: 1, stage: stage))
            try terms.insert(
                Term(id: ID("ob.price"), kind: .objection, label: "Price", position: 0, objection: objection))
            try terms.insert(
                Term(id: ID("ob.later"), kind: .objection, label: "Not now", position: 1, objection: objection))
            try PhrasingStore(connection).insert(
                Phrasing(
                    id: ID("phrasing_price"), objection: ID("ob.price"), text: "You are too expensive", position: 0))
        }
    }

    private func signIn(_ visitor: Visitor, _ person: ID<Person>) async throws {
        let now = world.now
        let hash = Stage.hash(Stage.secret(visitor))
        let spare = Stage.hash("spare \(visitor.rawValue)")
        try await database.write { connection in
            let store = SessionStore(connection)
            try store.insert(
                Session(
                    id: ID("session_\(visitor.rawValue)"), person: person, createdAt: now, lastSeenAt: now,
                    device: "Firefox on Linux"), secretHash: hash)
            try store.insert(
                Session(
                    id: ID("session_spare_\(visitor.rawValue)"), person: person, createdAt: now, lastSeenAt: now,
                    device: "Safari on iPhone"), secretHash: spare)
        }
    }

    private func addClips(_ ids: [String: String], _ owner: Actor) async throws {
        let bytes = String(repeating: "moving pictures ", count: 64)
        let hash = Stage.hash(bytes)
        let file = folder + "/blob.tmp"
        try Data(bytes.utf8).write(to: URL(fileURLWithPath: file))
        guard let blob = BlobHash(hash) else { return }
        try await blobs.adopt(file: file, as: blob)
        let now = world.now
        let team = ID<Team>(ids["A"] ?? "")
        let size = Int64(bytes.utf8.count)
        try await database.write { connection in
            try BlobRowStore(connection).insert(hash: hash, bytes: size, at: now)
            for stageClip in StageClip.all {
                let clip = stageClip.clip(team: team, owner: owner.person.id, original: hash, bytes: size, at: now)
                try ClipStore(connection).insert(clip)
                for (kind, type) in [(RenditionKind.main, "video/mp4"), (.poster, "image/jpeg")] {
                    try RenditionStore(connection).upsert(
                        Rendition(
                            clip: clip.id, kind: kind, blob: hash, bytes: size, contentType: type, createdAt: now))
                }
                try TranscriptStore(connection).insert(StageClip.transcript(now), clip: clip.id)
            }
            try JobStore(connection).insert(
                JobRecord(
                    id: ID("job_failed"), name: "clip.transcode", payload: "{}", clip: ID("clip_failed"),
                    person: owner.person.id, state: .failed, attempts: 3, deaths: 0, runAt: now, progressPercent: 40,
                    lastError: "ffmpeg ended with 1", createdAt: now, finishedAt: now))
        }
    }
}

/// One clip of team A, owned by the owner, in a state that matters.
struct StageClip: Sendable {
    let name: String
    let state: ClipState
    let visibility: Visibility

    static let all: [StageClip] = [
        StageClip(name: "private", state: .published, visibility: .private),
        StageClip(name: "team", state: .published, visibility: .team),
        StageClip(name: "library", state: .published, visibility: .library),
        StageClip(name: "draft", state: .draft, visibility: .team),
        StageClip(name: "quarantined", state: .rejected, visibility: .team),
        StageClip(name: "failed", state: .processing, visibility: .team),
        StageClip(name: "trashed", state: .trashed, visibility: .team),
    ]

    func clip(team: ID<Team>, owner: ID<Person>, original: String, bytes: Int64, at now: Instant) -> Clip {
        Clip(
            id: ID("clip_\(name)"), team: team, owner: owner, state: state, visibility: visibility,
            details: ClipDetails(
                title: "Too expensive: \(name)", stage: ID("st.negotiate"), objection: ID("ob.price"),
                speakers: [ClipSpeaker(name: "Ana Duarte")]),
            media: ClipMedia(
                originalBlob: original, originalName: "call.mp4", originalBytes: bytes, durationMilliseconds: 60_000,
                width: 1280, height: 720, hasVideo: true, transcript: .machine),
            version: 1, createdAt: now, updatedAt: now,
            publishedAt: state == .published || state == .trashed ? now : nil,
            trashedAt: state == .trashed ? now : nil, stateBeforeTrash: state == .trashed ? .published : nil,
            rejection: state == .rejected ? "This is no recording." : nil, notice: notice(owner, now))
    }

    private func notice(_ person: ID<Person>, _ now: Instant) -> Notice {
        Notice(
            whoIsHeard: "Ana Duarte", howTold: "Asked before the recording", allows: .library, recordedBy: person,
            recordedAt: now)
    }

    static func transcript(_ now: Instant) -> Transcript {
        Transcript(
            revision: 1, source: .machine,
            lines: [
                TranscriptLine(
                    startMilliseconds: 1000, endMilliseconds: 6000,
                    text: "They say we are too expensive compared to Acme and here is how I answer that every time."),
                TranscriptLine(
                    startMilliseconds: 6500, endMilliseconds: 12_000,
                    text: "Expensive compared to what, I ask, and then I wait until they have told me their budget."),
            ], savedAt: now)
    }
}
