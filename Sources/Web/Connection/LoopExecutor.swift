import NIOCore

/// Runs the tasks of a connection on the connection's own event loop: a request that needs nothing but memory is read,
/// answered and written without waking another thread. What computes for long, or draws a page, leaves it for the pool
/// (`RouteTable.register`); what waits for a disk or a database never was on it.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
