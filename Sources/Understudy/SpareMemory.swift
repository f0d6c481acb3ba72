import Glibc

/// Memory that was needed for a moment.
enum SpareMemory {
    /// Gives back to the system what the allocator keeps for later: after work that is done once, there is no later. The C
    /// library's header with `malloc_trim` is not part of its Swift module, so it is looked up by name.
    static func giveBack() {
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> Int32).self)(0)
    }
}
