import Foundation
import Lookup

/// Everything that was measured in one run.
struct BenchReport: Sendable, Encodable {
    /// Figures of a debug build mean nothing.
    #if DEBUG
        let build = "debug"
    #else
        let build = "release"
    #endif
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let clips: Int
    var start: StartBench.Figures?
    var pages: [PagesBench.Figures]?
    var lookup: [LookupBench.Figures]?
    var suggestions: Timings?
    var prefilter: PrefilterRecall?
    var fullText: [FullTextBench.Figures]?
    /// Processor time for one window of what is said, two vectors.
    var encodingMilliseconds: Double?
    var writes: [WritesBench.Figures]?
    var feedback: [FeedbackBench.Figures]?
    var media: MediaBench.Figures?
    var memory: MemoryBench.Figures?

    init(clips: Int) {
        self.clips = clips
    }

    /// One JSON object.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// For people.
    var text: String {
        var parts = ["\(clips) clips, \(cores) cores, \(build) build; times in milliseconds"]
        if let start { parts.append(text(start)) }
        if let pages { parts.append(text(pages)) }
        if let lookup { parts.append(text(lookup)) }
        if let suggestions {
            parts.append("suggestions (whole): p50, p95, p99 " + columns(suggestions).joined(separator: ", "))
        }
        if let prefilter {
            parts.append(
                "\(prefilter.windows) windows; of the ten nearest the prefilter keeps "
                    + "\((prefilter.at10 * 10_000).rounded() / 100) % (\(prefilter.queries) lookups)")
        }
        if let fullText { parts.append(text(fullText)) }
        if let encodingMilliseconds {
            parts.append("encoding a window: \(number(encodingMilliseconds)) of processor time")
        }
        if let writes { parts.append(text(writes)) }
        if let feedback { parts.append(text(feedback)) }
        if let media { parts.append(text(media)) }
        if let memory { parts.append(text(memory)) }
        return parts.joined(separator: "\n\n")
    }

    private func text(_ start: StartBench.Figures) -> String {
        TextTable(
            head: ["from start to", "p50", "p95", "p99"],
            rows: [
                ["ready"] + columns(start.readyMilliseconds),
                ["everything can be found"] + columns(start.indexMilliseconds),
            ]
        ).text
            + "\neverything can be found from the store: \(number(start.indexFromStoreMilliseconds))"
            + "\nidle with the index: \(number(start.idleMebibytes)) MiB resident, "
            + "\(number(start.idleFromStoreMebibytes)) after reading it from the store"
    }

    private func text(_ pages: [PagesBench.Figures]) -> String {
        TextTable(
            head: ["role", "page", "p50", "p95", "p99", "KB plain", "KB compressed"],
            rows: pages.map { page in
                [page.role, page.page] + columns(page.milliseconds) + [
                    number(Double(page.plainBytes) / 1000),
                    page.compressedBytes.map { number(Double($0) / 1000) } ?? "-",
                ]
            }
        ).text
    }

    private func text(_ lookup: [LookupBench.Figures]) -> String {
        TextTable(
            head: ["lookups", "users", "lookups/s", "server p50", "p95", "p99", "whole p50", "p95", "p99"],
            rows: lookup.map {
                [$0.asked, "\($0.users)", number($0.perSecond)] + columns($0.serverMilliseconds)
                    + columns($0.wholeMilliseconds)
            }
        ).text
    }

    private func text(_ fullText: [FullTextBench.Figures]) -> String {
        TextTable(
            head: ["words alone in", "seconds to build", "p50", "p95", "p99"],
            rows: fullText.map { [$0.engine, number($0.buildSeconds)] + columns($0.milliseconds) }
        ).text
    }

    private func text(_ writes: [WritesBench.Figures]) -> String {
        TextTable(
            head: ["durable write", "clients", "writes/s", "p50", "p95", "p99"],
            rows: writes.map { [$0.write, "\($0.clients)", number($0.perSecond)] + columns($0.milliseconds) }
        ).text
    }

    private func text(_ feedback: [FeedbackBench.Figures]) -> String {
        TextTable(
            head: ["feedback", "comments", "p50", "p95", "p99"],
            rows: feedback.map { [$0.what, "\($0.comments)"] + columns($0.milliseconds) }
        ).text
    }

    private func text(_ media: MediaBench.Figures) -> String {
        let own = "1 MiB ranges on \(media.connections) connections: \(number(media.megabytesPerSecond)) MB/s"
        guard let other = media.nginxMegabytesPerSecond, let ratio = media.ratio else {
            return own + "\nnginx is not installed: nothing to compare with"
        }
        return own + "\nnginx with sendfile, turn by turn: \(number(other)) MB/s; ratio \(number(ratio))"
    }

    private func text(_ memory: MemoryBench.Figures) -> String {
        let thread =
            [
                ["state updates a second", number(memory.updatesPerSecond)],
                ["replay of a million recalls, ms", number(memory.replayMillionSeconds * 1000)],
                ["pooled fit to \(memory.scored) answers (\(memory.log)), ms", number(memory.fitPooledSeconds * 1000)],
                ["fits of \(memory.people) people, ms", number(memory.fitPeopleSeconds * 1000)],
            ] + judged(memory.judged)
        let one = TextTable(head: ["memory, on one thread, processor time", ""], rows: thread).text
        guard let grid = memory.grid else { return one }
        let server = TextTable(
            head: ["grid of \(grid.people) people x \(grid.cues) cues, in the server", "p50", "p95", "p99"],
            rows: [
                ["again"] + columns(grid.milliseconds), ["after somebody answered"] + columns(grid.changedMilliseconds),
                ["what waits today"] + columns(grid.todayMilliseconds),
                ["a cue asked and answered"] + columns(grid.answerMilliseconds),
            ]
        ).text
        return one + "\n\n" + server + "\nfor the first time: \(number(grid.firstMilliseconds))"
    }

    private func judged(_ report: MemoryJudge.Report?) -> [[String]] {
        guard let report else { return [] }
        return ["default", "pooled", "per_person"].flatMap { name -> [[String]] in
            guard let figures = report.models[name] else { return [] }
            return [
                ["log loss, \(name), n \(report.n)", String(format: "%.4f", figures.logLoss)],
                ["RMSE(bins), \(name)", String(format: "%.4f", figures.rmseBins)],
            ]
        }
    }

    private func columns(_ timings: Timings) -> [String] {
        [timings.p50, timings.p95, timings.p99].map(number)
    }

    private func number(_ value: Double) -> String {
        String(format: value < 100 ? "%.2f" : "%.0f", value)
    }
}

/// Rows with their columns under each other.
struct TextTable {
    let head: [String]
    let rows: [[String]]

    var text: String {
        let all = [head] + rows
        let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                // Words to the left, numbers to the right.
                return Double(rows.first?[column] ?? "") == nil ? cell + space : space + cell
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
