/// A file on its way in (tus 1.0). Its bytes lie in the spool until it is whole.
package struct Upload: Sendable, Hashable, Identified {
    package static let idPrefix = "upload"

    package let id: ID<Upload>
    package let person: ID<Person>
    package let team: ID<Team>
    package let fileName: String
    /// Declared length in bytes; of an open one the most it may become.
    package var length: Int64
    /// It is being made while it is sent: how long it becomes is said at the end.
    package var isOpen: Bool
    /// Bytes that are on disk and acknowledged.
    package var offset: Int64
    package let createdAt: Instant
    package var updatedAt: Instant
    /// What is to be kept of it.
    package var cut: RecordingCut?
    /// The clip it became once it was whole.
    package var clip: ID<Clip>?
    /// Set when it is a take: what it answers.
    package let brief: ID<Brief>?
    /// The take it comes after.
    package let again: ID<Take>?
    /// The take it became once it was whole.
    package var take: ID<Take>?
    /// The spool that has all of these bytes, among those of several nodes.
    package var heldBy: String?

    package init(
        id: ID<Upload>, person: ID<Person>, team: ID<Team>, fileName: String, length: Int64,
        isOpen: Bool = false, offset: Int64, createdAt: Instant, updatedAt: Instant, cut: RecordingCut? = nil,
        clip: ID<Clip>? = nil, brief: ID<Brief>? = nil, again: ID<Take>? = nil, take: ID<Take>? = nil,
        heldBy: String? = nil
    ) {
        self.id = id
        self.person = person
        self.team = team
        self.fileName = fileName
        self.length = length
        self.isOpen = isOpen
        self.offset = offset
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.cut = cut
        self.clip = clip
        self.brief = brief
        self.again = again
        self.take = take
        self.heldBy = heldBy
    }

    /// 24 hours without a byte and it is gone (UP-1).
    package static let idleSeconds: Int64 = 86_400

    /// Every byte is here.
    package var isWhole: Bool { !isOpen && offset == length }

    package func isExpired(at now: Instant) -> Bool {
        clip == nil && now > updatedAt.advanced(bySeconds: Self.idleSeconds)
    }
}
