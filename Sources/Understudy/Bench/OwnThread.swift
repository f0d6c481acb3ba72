import Foundation

/// Runs `body` on a thread of its own: waiting for a socket there keeps nobody else from running.
func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result(catching: body)) }.start()
    }
}

/// Runs `body` on that many threads at once, each with its number.
/// - Returns: what they made, in no order.
func onOwnThreads<Value: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) throws -> Value
) async throws -> [Value] {
    try await withThrowingTaskGroup(of: Value.self) { group in
        for number in 0..<count {
            group.addTask { try await onOwnThread { try body(number) } }
        }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}
