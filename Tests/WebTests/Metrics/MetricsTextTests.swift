import Domain
import Services
import Testing

@testable import Web

/// What an operator's collector reads.
struct MetricsTextTests {
    @Test func answersAreCountedByTheirKindAndTheirTime() {
        let counts = RequestCounts()
        counts.count(status: 200, seconds: 0.004)
        counts.count(status: 204, seconds: 0.2)
        counts.count(status: 503, seconds: 60)
        let text = MetricsText.text(counts.sums, FigureService.Figures(), residentBytes: 7)
        for line in [
            "understudy_requests_total{class=\"2xx\"} 2", "understudy_requests_total{class=\"5xx\"} 1",
            "understudy_request_seconds_bucket{le=\"0.005\"} 1", "understudy_request_seconds_bucket{le=\"0.25\"} 2",
            "understudy_request_seconds_bucket{le=\"+Inf\"} 3", "understudy_request_seconds_count 3",
            "process_resident_memory_bytes 7",
        ] {
            #expect(text.contains(line + "\n"), "\(line)")
        }
    }

    @Test func aNodeThatIsAloneFollowsNobody() {
        let text = MetricsText.text(RequestCounts().sums, FigureService.Figures(), residentBytes: 0)
        #expect(!text.contains("followed"))
        var figures = FigureService.Figures()
        figures.secondsSinceFollowed = 0.25
        figures.jobs[.waiting] = 3
        let several = MetricsText.text(RequestCounts().sums, figures, residentBytes: 0)
        #expect(several.contains("understudy_followed_seconds_ago 0.25\n"))
        #expect(several.contains("understudy_jobs{state=\"waiting\"} 3\n"))
    }
}
