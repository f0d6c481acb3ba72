import Logging
import ServiceLifecycle

/// Sweeps and sends mails once an hour for as long as the server runs.
package struct Housekeeper: Service {
    private let ground: Ground
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

    package init(
        ground: Ground, storage: StorageService, sessions: SessionService, clips: ClipService,
        learning: LearningService, assignments: AssignmentService, judging: JudgingService, memory: MemoryService,
        watches: WatchService, takes: TakeService, queue: JobQueue, digests: Digests?
    ) {
        self.judging = judging
        self.ground = ground
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
            while !Task.isCancelled {
                do {
                    try await storage.sweep()
                    try await storage.tidy()
                    try await sessions.sweep()
                    try await clips.retireEnded()
                    try await learning.forgetNames()
                    try await assignments.tend()
                    try await takes.releaseDue()
                    try await memory.fitNightly(queue)
                    try await watches.mergeOld()
                    try await judging.measureDaily()
                    try await digests?.send()
                } catch {
                    ground.logger.error("sweeping failed", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: .seconds(3600)) } catch { return }
            }
        }
    }
}
