import Glibc

/// The tools of this machine, and in plain words which of them are missing.
package struct MediaTools: Sendable {
    package let probe: MediaProbe
    package let transcoder: Transcoder
    package let transcriber: Transcriber
    /// Why recordings cannot be prepared at all; nil when they can.
    package let blocker: String?
    /// Everything an admin should know, in sentences.
    package let missing: [String]

    /// Looks at the machine once: at start.
    /// - Parameter isSandboxed: false only by the admin's explicit setting (FF-7).
    package static func find(
        isSandboxed: Bool, speechPython: String, speechModel: String, speechWorker: String
    ) async -> MediaTools {
        let sandbox = Sandbox(mode: isSandboxed ? .bubblewrap : .off)
        let transcriber = Transcriber(
            python: speechPython, model: speechModel, worker: speechWorker, sandbox: sandbox)
        var blockers: [String] = []
        var missing: [String] = []
        for tool in ["/usr/bin/ffmpeg", "/usr/bin/ffprobe", "/usr/bin/prlimit", "/usr/bin/ionice"]
        where access(tool, X_OK) != 0 {
            blockers.append("\(tool) is not installed: recordings cannot be prepared.")
        }
        if isSandboxed, let problem = await Sandbox.problem() { blockers.append(problem) }
        if !isSandboxed {
            missing.append(
                "The sandbox for ffmpeg is switched off: a crafted recording could read files of this server.")
        }
        if let problem = transcriber.problem { missing.append(problem) }
        return MediaTools(
            probe: MediaProbe(sandbox: sandbox), transcoder: Transcoder(sandbox: sandbox), transcriber: transcriber,
            blocker: blockers.isEmpty ? nil : blockers.joined(separator: " "), missing: blockers + missing)
    }
}
