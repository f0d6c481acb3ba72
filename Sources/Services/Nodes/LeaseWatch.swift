import Domain
package import Store

/// Finds workers that have died by watching their leases with a clock of one's own: a lease that nobody renewed for as long as it
/// lasts has ended, whatever the time of day is here, there, or in the database (DS-8).
package struct LeaseWatch: Sendable {
    private struct Seen {
        let lease: JobStore.Lease
        let since: Double
    }

    private let seconds: Double
    private var seen: [ID<JobRecord>: Seen] = [:]

    /// - Parameter seconds: how long a lease lasts.
    package init(seconds: Double) {
        self.seconds = seconds
    }

    /// Those of the running jobs' leases that have not changed for too long.
    /// - Parameter uptime: seconds of a clock that never steps back.
    package mutating func ended(_ leases: [JobStore.Lease], at uptime: Double) -> [JobStore.Lease] {
        var next: [ID<JobRecord>: Seen] = [:]
        for lease in leases {
            let before = seen[lease.job]
            next[lease.job] = before?.lease == lease ? before : Seen(lease: lease, since: uptime)
        }
        seen = next
        return next.values.filter { uptime - $0.since >= seconds }.map(\.lease).sorted { $0.job.text < $1.job.text }
    }
}
