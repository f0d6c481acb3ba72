import Foundation
import Glibc

/// Memory that was needed for a moment.
enum SpareMemory {
    /// Gives back to the system what the allocator keeps for later: after work that is done once, there is no later. The C
    /// library's header with `malloc_trim` is not part of its Swift module, so it is looked up by name.
    static func giveBack() {
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> Int32).self)(0)
    }

    /// What this process has in memory now; 0 where the system does not say.
    static func residentBytes() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
