import Database
package import Domain
import Recall
import Store

/// Committing an answer, ticking what was in it, and setting a grade right.
extension RecallService {
    /// Commits an answer; only then the peer's is shown. "I don't know" is graded at once: there is nothing to tick.
    /// - Parameters:
    ///   - cue: which cue it answers; somebody who answers another one than was shown is told that it is not there.
    ///   - milliseconds: how long it took, as the page measured it; never believed beyond what passed here.
    /// - Throws: 409 `already_answered`: the first answer counts.
    package func answer(
        _ id: ID<Showing>, cue: ID<Cue>? = nil, _ answer: RecallAnswer, milliseconds: Int? = nil, by actor: Actor
    ) async throws -> ShowingShown {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        return try await ground.database.write { connection in
            let now = world.now()
            let showings = ShowingStore(connection)
            guard var showing = try showings.find(id, of: actor.person.id), cue == nil || showing.cue == cue else {
                throw Problem.notFound
            }
            let passed = Int(now.milliseconds - showing.shownAt.milliseconds)
            let committed = Showing.Answer(
                text: answer.text, gaveUp: answer.gaveUp, at: now,
                latencyMilliseconds: min(max(0, milliseconds ?? passed), max(0, passed)))
            guard try showings.setAnswer(committed, of: id) else { throw Self.alreadyAnswered }
            showing.answer = committed
            if answer.gaveUp {
                try Self.record(showing, committed, RecallTicks(points: []), world, connection)
            }
            return try Self.show(id, by: actor, connection)
        }
    }

    /// Grades an answer by the key points that were in it.
    /// - Throws: 409 `not_answered` before there is an answer, 409 `already_graded` after there was a grade.
    package func grade(_ id: ID<Showing>, _ ticks: RecallTicks, by actor: Actor) async throws -> ShowingShown {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        return try await ground.database.write { connection in
            guard let showing = try ShowingStore(connection).find(id, of: actor.person.id) else {
                throw Problem.notFound
            }
            guard showing.settledAt == nil else { throw Self.alreadyGraded }
            guard let answer = showing.answer else { throw Self.notAnswered }
            try Self.record(showing, answer, ticks, world, connection)
            return try Self.show(id, by: actor, connection)
        }
    }

    /// Sets the grade of one's own answer right: a new line in the log, the old one stays.
    package func correct(
        _ id: ID<RecallRecord>, _ ticks: RecallTicks, by actor: Actor
    ) async throws -> ShowingShown.Result {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        let me = actor.person.id
        return try await ground.change { connection, events in
            let recalls = RecallStore(connection)
            let cues = CueStore(connection)
            guard let old = try recalls.find(id, of: me), old.corrects == nil, let cue = try cues.find(old.cue),
                let content = try cues.content(of: old.cue, version: old.cueVersion)
            else { throw Problem.notFound }
            guard old.grade != nil else { throw Self.notRated }
            try Self.check(ticks, content.points)
            let grade = ticks.grade(
                of: content.points, gaveUp: old.gaveUp, pace: .usual,
                usesFourGrades: try RecallHabitStore(connection).habit(of: me).usesFourGrades)
            try recalls.append(old.corrected(to: grade, ticks, by: me, id: world.id(), at: world.now()))
            events.append(Event("recall.corrected", by: actor, object: id.text))
            let memory = try Self.refresh(me, cue, at: world.now(), connection)
            return ShowingShown.Result(
                recall: id, grade: grade, ticked: ticks.points,
                dueOn: memory.flatMap { $0.leftAt == nil ? $0.dueOn : nil })
        }
    }

    // MARK: Parts

    /// One more line of the log, and the memory that follows from it.
    private static func record(
        _ showing: Showing, _ answer: Showing.Answer, _ ticks: RecallTicks, _ world: World,
        _ connection: any Connection
    ) throws {
        let now = world.now()
        let me = showing.person
        let cues = CueStore(connection)
        guard let cue = try cues.find(showing.cue),
            let content = try cues.content(of: showing.cue, version: showing.cueVersion)
        else { throw Problem.notFound }
        try check(ticks, content.points)
        let recalls = RecallStore(connection)
        let habit = try RecallHabitStore(connection).habit(of: me)
        let pace = RecallTicks.Pace(
            milliseconds: answer.latencyMilliseconds, earlier: try recalls.latencies(of: me, limit: 100))
        let isRated = answer.gaveUp || answer.latencyMilliseconds >= RecallAnswer.fewestMilliseconds
        let grade = ticks.grade(
            of: content.points, gaveUp: answer.gaveUp, pace: pace, usesFourGrades: habit.usesFourGrades)
        var record = RecallRecord(
            id: world.id(), person: me, cue: showing.cue, cueVersion: showing.cueVersion, epoch: showing.epoch,
            occasion: showing.occasion, line: showing.line, clip: showing.moment?.clip, answeredAt: answer.at,
            day: showing.day, latencyMilliseconds: answer.latencyMilliseconds, answer: answer.text,
            gaveUp: answer.gaveUp, ticked: ticks.points.sorted(), grade: isRated ? grade : nil, source: .own, rater: me,
            chance: showing.chance, model: MemoryModel.version, parameters: showing.parameters, slack: 0,
            createdAt: now)
        if isRated { record = record.put(at: try slack(after: record, cue, habit, connection)) }
        try recalls.append(record)
        guard try ShowingStore(connection).settle(showing.id, at: now) else { throw alreadyGraded }
        _ = try refresh(me, cue, at: now, connection)
    }

    /// Where in the days around its interval the cue is put: on the workday with the least to do.
    private static func slack(
        after record: RecallRecord, _ cue: Cue, _ habit: RecallHabit, _ connection: any Connection
    ) throws -> Double {
        let history = try RecallStore(connection).history(of: record.person, record.cue)
        let inUse = try VectorsInUse.of(record.person, connection)
        let store = MemoryStore(connection)
        let retention = try store.find(record.person, record.cue)?.retention
        guard let known = MemoryLog(history + [record]).replayed(inUse, cue, retention: retention)?.known else {
            return 0
        }
        let interval = inUse.model.days(known.state, retention: retention ?? cue.retention)
        let range = Fuzz.range(around: interval)
        let first = known.lastDay.advanced(byDays: Int64(range.lowerBound))
        let last = known.lastDay.advanced(byDays: Int64(range.upperBound))
        let load = try store.load(of: record.person, from: first, to: last)
        let best = Fuzz.leastBusy(
            around: interval, load: { load[known.lastDay.advanced(byDays: Int64($0))] ?? 0 },
            isFree: { habit.isWorkday(known.lastDay.advanced(byDays: Int64($0))) })
        return Fuzz.draw(choosing: best, in: range)
    }

    /// Replays one memory.
    private static func refresh(
        _ person: ID<Person>, _ cue: Cue, at now: Instant, _ connection: any Connection
    ) throws -> Memory? {
        let store = MemoryStore(connection)
        guard let memory = try store.find(person, cue.id) else { return nil }
        try MemoryLog.refresh(memory, cue, try VectorsInUse.of(person, connection), at: now, connection)
        return try store.find(person, cue.id)
    }

    private static func check(_ ticks: RecallTicks, _ points: [KeyPoint]) throws {
        guard ticks.points.isSubset(of: points.map(\.id)) else {
            throw Problem.invalid("points", "These are not the key points of this cue.")
        }
    }

    private static let alreadyAnswered = Problem.conflict(
        "already_answered", "This cue was answered already", "The first answer counts. Nothing was changed.")
    private static let alreadyGraded = Problem.conflict(
        "already_graded", "This answer has its grade already", "It can be corrected. Nothing was changed.")
    private static let notAnswered = Problem.conflict(
        "not_answered", "There is no answer to grade yet", "Answer the cue first. Nothing was changed.")
    private static let notRated = Problem.conflict(
        "not_rated", "This answer was not rated", "It came too fast to mean anything. Nothing was changed.")
}

extension RecallRecord {
    fileprivate func put(at slack: Double) -> RecallRecord {
        RecallRecord(
            id: id, person: person, cue: cue, cueVersion: cueVersion, epoch: epoch, occasion: occasion, line: line,
            clip: clip, answeredAt: answeredAt, day: day, latencyMilliseconds: latencyMilliseconds, answer: answer,
            gaveUp: gaveUp, ticked: ticked, isAssisted: isAssisted, grade: grade, source: source, rater: rater,
            chance: chance, model: model, parameters: parameters, slack: slack, corrects: corrects,
            createdAt: createdAt)
    }

    fileprivate func corrected(
        to grade: RecallGrade, _ ticks: RecallTicks, by rater: ID<Person>, id: ID<RecallRecord>, at now: Instant
    ) -> RecallRecord {
        RecallRecord(
            id: id, person: person, cue: cue, cueVersion: cueVersion, epoch: epoch, occasion: occasion, line: line,
            clip: clip, answeredAt: answeredAt, day: day, latencyMilliseconds: latencyMilliseconds, answer: "",
            gaveUp: gaveUp, ticked: ticks.points.sorted(), isAssisted: isAssisted, grade: grade, source: .own,
            rater: rater, chance: chance, model: model, parameters: parameters, slack: slack, corrects: self.id,
            createdAt: now)
    }
}
