import Dispatch
import Foundation

/// What work costs, whoever else works on this machine.
enum ProcessorTime {
    /// Seconds this thread has computed so far.
    static var ofThread: Double {
        // Two whole numbers are all there is to the system's time; its fields belong to whichever module the compiler saw first.
        var time = (seconds: 0, nanoseconds: 0)
        withUnsafeMutableBytes(of: &time) { bytes in
            guard let start = bytes.baseAddress else { return }
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, start.assumingMemoryBound(to: timespec.self))
        }
        return Double(time.seconds) + Double(time.nanoseconds) / 1e9
    }
}
