import Domain

/// Fits the memory model to what the team answered, once a night; only what predicts better replaces what is in use.
package struct FitMemory: Job {
    package static let name = "memory.fit"
    package static let lane = JobLane.meaning
    package static let label = "Learning how long things are remembered"

    package func run(in workshop: Workshop, progress: JobProgress) async throws {
        _ = try await MemoryService(ground: workshop.ground).fit(as: nil)
    }
}
