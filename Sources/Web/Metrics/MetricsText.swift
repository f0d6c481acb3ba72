import Domain
package import Services

/// The figures of this node in the text format of Prometheus (OP-7).
package enum MetricsText {
    /// - Parameter residentBytes: memory of this process.
    package static func text(
        _ requests: RequestCounts.Sums, _ figures: FigureService.Figures, residentBytes: Int
    ) -> String {
        var lines = Self.requests(requests)
        for state in [JobState.waiting, .running, .failed, .poison] {
            lines.append("understudy_jobs{state=\"\(state.rawValue)\"} \(figures.jobs[state] ?? 0)")
        }
        lines += [
            "understudy_database_up \(figures.isDatabaseThere ? 1 : 0)",
            "understudy_object_store_up \(figures.isStoreThere ? 1 : 0)",
            "understudy_draining \(figures.isDraining ? 1 : 0)",
            "understudy_index_clips \(figures.indexedClips)",
            "understudy_index_ready \(figures.isIndexReady ? 1 : 0)",
            "understudy_open_pages \(figures.openPages)",
            "process_resident_memory_bytes \(residentBytes)",
        ]
        if let seconds = figures.secondsSinceFollowed { lines.append("understudy_followed_seconds_ago \(seconds)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func requests(_ sums: RequestCounts.Sums) -> [String] {
        var lines = ["# TYPE understudy_requests_total counter"]
        for kind in 1...5 { lines.append("understudy_requests_total{class=\"\(kind)xx\"} \(sums.answers[kind])") }
        lines.append("# TYPE understudy_request_seconds histogram")
        var count = 0
        for (limit, within) in zip(RequestCounts.limits, sums.within) {
            count += within
            lines.append("understudy_request_seconds_bucket{le=\"\(limit)\"} \(count)")
        }
        count += sums.within.last ?? 0
        lines += [
            "understudy_request_seconds_bucket{le=\"+Inf\"} \(count)", "understudy_request_seconds_sum \(sums.seconds)",
            "understudy_request_seconds_count \(count)",
        ]
        return lines
    }
}
