import Dispatch

/// Carries blocking file work, so that the cooperative pool never waits for a disk (STYLE rule 10).
struct FileQueue: Sendable {
    private let queue = DispatchQueue(label: "understudy.files", attributes: .concurrent)

    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
