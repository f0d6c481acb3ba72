import Domain
import Services
import Store
import Testing

/// Leases are watched with one's own clock: what others think the time is does not matter.
struct LeaseWatchTests {
    private static func lease(until: Int64 = 0, worker: String = "node_1/a") -> JobStore.Lease {
        JobStore.Lease(job: ID("job_1"), worker: worker, until: Instant(milliseconds: until))
    }

    @Test func aLeaseNobodyRenewsEndsAfterItsTime() {
        var watch = LeaseWatch(seconds: 60)
        #expect(watch.ended([Self.lease()], at: 100).isEmpty)
        #expect(watch.ended([Self.lease()], at: 159).isEmpty)
        #expect(watch.ended([Self.lease()], at: 160) == [Self.lease()])
    }

    @Test func aRenewalBeginsItAnewWhateverTimeItBears() {
        var watch = LeaseWatch(seconds: 60)
        _ = watch.ended([Self.lease(until: 1_790_000_000_000)], at: 100)
        // A node whose clock is years behind.
        #expect(watch.ended([Self.lease(until: 1000)], at: 150).isEmpty)
        #expect(watch.ended([Self.lease(until: 1000)], at: 209).isEmpty)
        #expect(watch.ended([Self.lease(until: 1000)], at: 210).count == 1)
    }

    @Test func anotherWorkerBeginsAnew() {
        var watch = LeaseWatch(seconds: 60)
        _ = watch.ended([Self.lease()], at: 100)
        #expect(watch.ended([Self.lease(worker: "node_2/b")], at: 170).isEmpty)
    }

    @Test func aJobThatEndedIsForgotten() {
        var watch = LeaseWatch(seconds: 60)
        _ = watch.ended([Self.lease()], at: 100)
        _ = watch.ended([], at: 130)
        #expect(watch.ended([Self.lease()], at: 170).isEmpty)
    }
}
