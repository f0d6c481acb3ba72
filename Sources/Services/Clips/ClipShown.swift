package import Domain

/// A clip with everything its page shows to one person.
package struct ClipShown: Sendable {
    package let clip: Clip
    package let ownerName: String
    package let teamName: String
    package let moments: [Moment]
    package let renditions: [Rendition]
    package let transcript: Transcript
    /// Work that waits, runs or failed, newest per name.
    package let jobs: [JobRecord]
    package let resumeMilliseconds: Int?
    package let allowed: Set<Permission.ClipAction>

    package func rendition(_ kind: RenditionKind) -> Rendition? {
        renditions.first { $0.kind == kind }
    }

    package var isPlayable: Bool { rendition(.main) != nil }
}
