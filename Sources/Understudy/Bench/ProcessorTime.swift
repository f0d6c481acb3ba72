import Foundation

/// What work costs, whoever else works on this machine.
enum ProcessorTime {
    /// Seconds this thread has computed so far.
    static var ofThread: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
