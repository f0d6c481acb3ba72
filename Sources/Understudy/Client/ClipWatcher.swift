import Foundation

/// Waits until the server has prepared clips.
struct ClipWatcher {
    let client: ServerClient

    private struct State: Decodable {
        struct Job: Decodable {
            let state: String
        }
        let state: String
        let rejection: String?
        let jobs: [Job]
    }

    /// - Returns: the clips that were refused, with the reason in words.
    func waitForAll(
        _ clips: [String], progress: (_ done: Int, _ all: Int) -> Void
    ) async throws -> [(clip: String, reason: String)] {
        var open = Set(clips)
        var refused: [(clip: String, reason: String)] = []
        while !open.isEmpty {
            for clip in open {
                let state: State = try await client.get("/api/v1/clips/\(clip)").checked().decoded()
                let isBusy = state.jobs.contains { $0.state == "waiting" || $0.state == "running" }
                if state.state == "rejected" { refused.append((clip, state.rejection ?? "no reason given")) }
                if state.state != "processing", !isBusy { open.remove(clip) }
            }
            progress(clips.count - open.count, clips.count)
            if !open.isEmpty { try await Task.sleep(for: .milliseconds(500)) }
        }
        return refused
    }

    /// - Throws: `CommandFailed` when the recording was refused.
    func waitUntilPlayable(_ clip: String) async throws {
        while true {
            let state: State = try await client.get("/api/v1/clips/\(clip)").checked().decoded()
            if state.state == "rejected" { throw CommandFailed("\(clip) was refused: \(state.rejection ?? "")") }
            if state.state != "processing" { return }
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    /// Until no job waits or runs.
    func waitForJobs() async throws {
        struct Counts: Decodable {
            struct Entry: Decodable {
                let state: String
                let count: Int
            }
            let items: [Entry]
        }
        while true {
            let counts: Counts = try await client.get("/api/v1/admin/jobs/counts").checked().decoded()
            let isBusy = counts.items.contains { ["waiting", "running"].contains($0.state) && $0.count > 0 }
            if !isBusy { return }
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}
