import Foundation
import Glibc

/// Runs `body` on a thread of its own that gives way to everybody else: long work of the processor must not slow down a lookup.
func onQuietThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread {
            // On Linux this is the calling thread alone. Should it fail, the work is done all the same.
            _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, 10)
            continuation.resume(with: Result(catching: body))
        }.start()
    }
}
