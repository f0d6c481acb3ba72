package import Domain

/// A brief as one person may see it.
package struct BriefShown: Sendable {
    package let brief: Brief
    package let ownerName: String
    package let teamName: String
    /// This person's own takes that are not in the trash.
    package let ownTakes: Int
    package let allowed: Set<Permission.BriefAction>
}

/// What a brief said once, and who wrote it.
package struct BriefVersionShown: Sendable {
    package let number: Int
    package let content: BriefContent
    package let name: String
    package let at: Instant
}

/// A take as one person may see it.
package struct TakeShown: Sendable {
    package let take: Take
    package let clip: Clip
    /// What it answers, as the brief is now.
    package let brief: Brief
    /// What the brief said when it was recorded.
    package let content: BriefContent
    package let personName: String
    package let isMine: Bool
}
