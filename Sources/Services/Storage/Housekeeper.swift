import Logging
import ServiceLifecycle

/// Sweeps and sends mails once an hour for as long as the server runs: what concerns all nodes one of them does, what lies on its
/// own disk each.
package struct Housekeeper: Service {
    private let ground: Ground
    private let turns: RecurringTurns
    private let isAlone: Bool
    private let storage: StorageService
    private let sessions: SessionService
    private let clips: ClipService
    private let learning: LearningService
    private let assignments: AssignmentService
    private let judging: JudgingService
    private let memory: MemoryService
    private let watches: WatchService
    private let takes: TakeService
    private let queue: JobQueue
    private let digests: Digests?

    /// What is done by one node at a time, and after how many seconds again.
    package enum Work: String, CaseIterable, Sendable {
        case sweep, strays

        var seconds: Int64 {
            switch self {
            case .sweep: 3600
            case .strays: 86_400
            }
        }
    }

    package init(
        ground: Ground, node: NodeLink?, storage: StorageService, sessions: SessionService, clips: ClipService,
        learning: LearningService, assignments: AssignmentService, judging: JudgingService, memory: MemoryService,
        watches: WatchService, takes: TakeService, queue: JobQueue, digests: Digests?
    ) {
        self.judging = judging
        self.ground = ground
        turns = RecurringTurns(ground: ground, node: node?.name ?? "alone")
        isAlone = node == nil
        self.storage = storage
        self.sessions = sessions
        self.clips = clips
        self.learning = learning
        self.assignments = assignments
        self.memory = memory
        self.watches = watches
        self.takes = takes
        self.queue = queue
        self.digests = digests
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            // Nobody else has looked while a process that is alone was away.
            var isOverdue = isAlone
            while !Task.isCancelled {
                await doWhatIsDue(inAnyCase: isOverdue)
                isOverdue = false
                do { try await Task.sleep(for: .seconds(isAlone ? 3600 : 600)) } catch { return }
            }
        }
    }

    /// What is due, as far as no other node does it.
    /// - Parameter isOverdue: whenever it was done last.
    package func doWhatIsDue(inAnyCase isOverdue: Bool = false) async {
        for work in Work.allCases {
            await orLog {
                guard try await turns.take(work.rawValue, everySeconds: isOverdue ? 0 : work.seconds) else { return }
                await carryOut(work)
            }
        }
        await orLog { try await storage.sweepDisk() }
    }

    /// One thing that fails keeps nothing else from being done.
    private func carryOut(_ work: Work) async {
        switch work {
        case .sweep:
            await orLog { try await storage.sweep() }
            await orLog { try await sessions.sweep() }
            await orLog { try await clips.retireEnded() }
            await orLog { try await learning.forgetNames() }
            await orLog { try await assignments.tend() }
            await orLog { try await takes.releaseDue() }
            await orLog { try await memory.fitNightly(queue) }
            await orLog { try await watches.mergeOld() }
            await orLog { try await judging.measureDaily() }
            await orLog { try await digests?.send() }
        case .strays:
            await orLog { try await storage.countStrays() }
            await orLog { try await storage.sweepParts() }
        }
    }

    private func orLog(_ body: () async throws -> Void) async {
        do {
            try await body()
        } catch {
            ground.logger.error("sweeping failed", metadata: ["error": "\(error)"])
        }
    }
}
