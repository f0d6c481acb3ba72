import Database
import Domain
import Store
import Synchronization

/// Everybody's memory as the grids need it, kept between two looks. Only people whose memory changed meanwhile are read again, on
/// either engine: what others may have written is asked for, and where nobody else writes even that is known without asking.
final class RetentionBoard: Sendable {
    /// One memory.
    struct Cell: Sendable {
        let cue: Int32
        /// Zero before the first answer.
        let stability: Float
        let lastDay: Int32
    }

    /// What a cell's number stands for.
    struct Known: Sendable {
        var cues: [ID<Cue>] = []
        /// What cues are about, each once; nil for those about nothing.
        var objections: [ID<Term>?] = []
        /// Of each cue, as its place in `objections`.
        var objectionOf: [Int32] = []
        var people: [ID<Person>: [Cell]] = [:]
        fileprivate var numbers: [ID<Cue>: Int32] = [:]
        fileprivate var loadedAt = Instant(milliseconds: .min)
        /// Of what memories stand on, and of the memories themselves.
        fileprivate var stamp: TableChanges.Stamp?
        fileprivate var memoryStamp: TableChanges.Stamp?
        fileprivate var ground: Ground?
    }

    /// What everybody's memory stands on: when any of this is another, all of it is read again.
    struct Ground: Sendable, Equatable {
        let objections: [ID<Cue>: ID<Term>?]
        let fits: MemoryVectorStore.Fits

        init(_ connection: any Connection) throws {
            objections = try CueStore(connection).objections()
            fits = try MemoryVectorStore(connection).fits()
        }
    }

    private let changes: TableChanges
    private let known = Mutex(Known())
    /// Clocks of two nodes may differ by so much, and a write may wait so long for its turn after it looked at one.
    private static let overlapSeconds: Int64 = 60

    init(_ changes: TableChanges) {
        self.changes = changes
    }

    /// - Parameter now: before anything is read.
    func current(_ database: any Database, now: Instant) async throws -> Known {
        let stamp = changes.stamp(of: ["cue", "memory_parameters"])
        let memoryStamp = changes.stamp(of: ["memory"])
        let before = known.withLock { $0 }
        guard before.stamp != stamp || before.memoryStamp != memoryStamp else { return before }
        let since = before.loadedAt
        var fresh = try await database.read { connection -> Known in
            let store = MemoryStore(connection)
            if before.stamp != stamp || before.ground == nil {
                let ground = try Ground(connection)
                guard ground == before.ground else {
                    var whole = Known(try store.cells(of: nil), after: Known())
                    whole.ground = ground
                    return whole
                }
            }
            let changed = try store.peopleChanged(since: since)
            guard !changed.isEmpty else { return before }
            return Known(try store.cells(of: changed), after: before, changed: changed)
        }
        fresh.loadedAt = now.advanced(bySeconds: -Self.overlapSeconds)
        fresh.stamp = stamp
        fresh.memoryStamp = memoryStamp
        let kept = fresh
        known.withLock { $0 = kept }
        return kept
    }
}

extension RetentionBoard.Known {
    fileprivate init(
        _ cells: [MemoryStore.Cell], after before: RetentionBoard.Known, changed: [ID<Person>] = []
    ) {
        self = before
        for person in changed { people[person] = nil }
        for cell in cells {
            let number = self.number(of: cell)
            people[cell.person, default: []].append(
                RetentionBoard.Cell(
                    cue: number, stability: Float(cell.stability ?? 0),
                    lastDay: Int32(clamping: cell.lastDay?.daysSince1970 ?? 0)))
        }
    }

    private mutating func number(of cell: MemoryStore.Cell) -> Int32 {
        if let known = numbers[cell.cue] { return known }
        let number = Int32(cues.count)
        numbers[cell.cue] = number
        cues.append(cell.cue)
        if let place = objections.firstIndex(of: cell.objection) {
            objectionOf.append(Int32(place))
        } else {
            objectionOf.append(Int32(objections.count))
            objections.append(cell.objection)
        }
        return number
    }
}
