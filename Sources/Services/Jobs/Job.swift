import Domain

/// One kind of work: its name in the database, its payload (ids, never rows), and how it is carried out.
package protocol Job: Codable, Sendable {
    /// `noun.verb`, stable.
    static var name: String { get }
    /// Which of the worker's hands does it: speech never waits behind pictures.
    static var lane: JobLane { get }
    /// In words for people: "Writing the transcript".
    static var label: String { get }

    /// Safe to run again: what it did before a crash is done once more with the same result.
    func run(in workshop: Workshop, progress: JobProgress) async throws
}

/// Work of one lane runs one after the other.
package enum JobLane: String, Sendable, CaseIterable {
    case media, speech, meaning
}

/// Every kind of work there is.
package enum JobKinds {
    package static let all: [any Job.Type] = [
        FinishUpload.self, TrimClip.self, ProbeClip.self, TranscodeClip.self, DrawClip.self, TranscribeClip.self,
        EncodeMeaning.self, LearnSituations.self, FitMemory.self,
    ]

    package static func kind(named name: String) -> (any Job.Type)? {
        all.first { $0.name == name }
    }

    package static func names(in lane: JobLane) -> [String] {
        all.filter { $0.lane == lane }.map { $0.name }
    }
}

extension JobRecord {
    /// Without it the clip cannot be played.
    var makesPlayable: Bool { [TrimClip.name, ProbeClip.name, TranscodeClip.name].contains(name) }
}

/// Work that must not be tried again: the reason lies in the work itself.
package struct GiveUp: Error, Sendable {
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}

/// How far a job is; told to the database and the open pages when it changes by a percent.
package actor JobProgress {
    private let tell: @Sendable (Int) async -> Void
    private var last = 0

    package init(tell: @escaping @Sendable (Int) async -> Void) {
        self.tell = tell
    }

    /// - Parameter fraction: 0...1; anything else is cut.
    package func reached(_ fraction: Double) async {
        guard fraction.isFinite else { return }
        let percent = Int(exactly: (min(max(fraction, 0), 1) * 100).rounded(.down)) ?? 0
        guard percent > last else { return }
        last = percent
        await tell(percent)
    }
}
