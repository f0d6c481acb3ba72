import Database
import Domain
import Recall
import Store

/// Which parameters of the memory model count for whom: a person's own, else everybody's, else the authors'.
struct VectorsInUse: Sendable {
    let pooledVector: MemoryVector?
    let ownVectors: [ID<Person>: MemoryVector]
    private let models: [ID<MemoryVector>: MemoryModel]

    struct InUse: Sendable {
        let id: ID<MemoryVector>
        let model: MemoryModel
    }

    /// Of everybody.
    init(_ connection: any Connection) throws {
        let store = MemoryVectorStore(connection)
        self.init(pooled: try store.deployed(for: nil), own: try store.deployedForPeople())
    }

    init(pooled: MemoryVector?, own: [ID<Person>: MemoryVector]) {
        pooledVector = pooled
        ownVectors = own
        models = ([pooled].compactMap { $0 } + own.values).reduce(into: [MemoryVector.standard: MemoryModel()]) {
            $0[$1.id] = MemoryModel(MemoryParameters(clipping: $1.values))
        }
    }

    static func of(_ person: ID<Person>, _ connection: any Connection) throws -> InUse {
        let store = MemoryVectorStore(connection)
        guard let vector = try store.deployed(for: person) ?? store.deployed(for: nil) else {
            return InUse(id: MemoryVector.standard, model: MemoryModel())
        }
        return InUse(id: vector.id, model: MemoryModel(MemoryParameters(clipping: vector.values)))
    }

    subscript(person: ID<Person>) -> InUse {
        let id = ownVectors[person]?.id ?? pooledVector?.id ?? MemoryVector.standard
        return InUse(id: id, model: models[id] ?? MemoryModel())
    }
}

extension Memory.Known {
    var state: MemoryState { MemoryState(stability: stability, difficulty: difficulty) }
}

extension MemoryModel {
    /// The chance that it would be recalled on `day`; nil for what was never answered. What was answered on the same day is
    /// fresh, whatever the curve says.
    func chance(of known: Memory.Known?, on day: Day) -> Double? {
        known.map { retrievability($0.state, afterDays: Double(max(0, day - $0.lastDay))) }
    }
}

extension RecallGrade {
    var grade: Grade {
        switch self {
        case .forgot: .forgot
        case .hard: .hard
        case .good: .good
        case .easy: .easy
        }
    }
}
