import Database
import Domain
import Recall
import Store

/// The answers of one memory as they count: corrections put in their places, what was not rated or was helped left out.
struct MemoryLog: Sendable {
    /// One line of the log.
    struct Line: Sendable {
        let id: ID<RecallRecord>
        let corrects: ID<RecallRecord>?
        let grade: RecallGrade?
        let isAssisted: Bool
        let day: Day
        let epoch: Int
        let slack: Double
        let occasion: RecallOccasion
        let chance: Double?
        let answeredAt: Instant
    }

    /// An answer with the grade that counts today.
    struct Answer: Sendable {
        let line: Line
        let grade: RecallGrade
    }

    let answers: [Answer]

    /// - Parameter lines: of one person and one cue, in the order of time.
    init(_ lines: [Line]) {
        var grades: [ID<RecallRecord>: RecallGrade?] = [:]
        for line in lines {
            if let corrected = line.corrects { grades[corrected] = .some(line.grade) }
        }
        answers = lines.compactMap { line in
            guard line.corrects == nil, !line.isAssisted else { return nil }
            let grade = grades[line.id] ?? line.grade
            return grade.map { Answer(line: line, grade: $0) }
        }
    }

    init(_ records: [RecallRecord]) {
        self.init(records.map(Line.init))
    }

    var logged: [LoggedAnswer] {
        answers.map {
            LoggedAnswer(
                grade: $0.grade.grade, day: Int($0.line.day.daysSince1970), epoch: $0.line.epoch, slack: $0.line.slack)
        }
    }

    /// What is known after all of it, and the day it is due; nil without an answer that counts.
    /// - Parameter retention: a review set's; nil for the cue's own.
    func replayed(
        _ inUse: VectorsInUse.InUse, _ cue: Cue, retention: Double?
    ) -> (known: Memory.Known, dueOn: Day)? {
        inUse.model.replay(logged, change: cue.change, retention: retention ?? cue.retention).map {
            (
                Memory.Known(
                    stability: $0.state.stability, difficulty: $0.state.difficulty,
                    lastDay: Day(daysSince1970: Int64($0.lastDay)), answers: $0.answers, lapses: $0.lapses,
                    parameters: inUse.id),
                Day(daysSince1970: Int64($0.due))
            )
        }
    }

    /// Replays one memory from its log and keeps what comes out.
    static func refresh(
        _ memory: Memory, _ cue: Cue, _ inUse: VectorsInUse.InUse, at now: Instant, _ connection: any Connection
    ) throws {
        let log = MemoryLog(try RecallStore(connection).history(of: memory.person, memory.cue))
        let replayed = log.replayed(inUse, cue, retention: memory.retention)
        try MemoryStore(connection).setKnown(
            replayed?.known, dueOn: replayed?.dueOn ?? memory.dueOn, of: memory.person, memory.cue, at: now)
    }
}

extension MemoryLog.Line {
    init(_ record: RecallRecord) {
        self.init(
            id: record.id, corrects: record.corrects, grade: record.grade, isAssisted: record.isAssisted,
            day: record.day, epoch: record.epoch, slack: record.slack, occasion: record.occasion, chance: record.chance,
            answeredAt: record.answeredAt)
    }

    init(_ trace: RecallStore.Trace) {
        self.init(
            id: trace.id, corrects: trace.corrects, grade: trace.grade, isAssisted: trace.isAssisted, day: trace.day,
            epoch: trace.epoch, slack: trace.slack, occasion: trace.occasion, chance: trace.chance,
            answeredAt: trace.answeredAt)
    }
}

extension Cue {
    var change: CueChange { CueChange(epoch: epoch, day: Int(changedOn.daysSince1970)) }
}
