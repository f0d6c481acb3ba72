/// Every recording says who is heard, how they were told, what they allowed, and until when (PR-1).
package struct Notice: Sendable, Hashable {
    package var whoIsHeard: String
    package var howTold: String
    /// The widest audience the people heard have agreed to.
    package var allows: Visibility
    package var allowsExternal: Bool
    package var validUntil: Day?
    package var recordedBy: ID<Person>
    package var recordedAt: Instant
    package var withdrawnAt: Instant?

    package init(
        whoIsHeard: String, howTold: String, allows: Visibility, allowsExternal: Bool = false, validUntil: Day? = nil,
        recordedBy: ID<Person>, recordedAt: Instant, withdrawnAt: Instant? = nil
    ) {
        self.whoIsHeard = whoIsHeard
        self.howTold = howTold
        self.allows = allows
        self.allowsExternal = allowsExternal
        self.validUntil = validUntil
        self.recordedBy = recordedBy
        self.recordedAt = recordedAt
        self.withdrawnAt = withdrawnAt
    }

    /// Whether a clip may be shown to `visibility` on `day`.
    package func covers(_ visibility: Visibility, on day: Day) -> Bool {
        guard withdrawnAt == nil, validUntil.map({ $0 >= day }) ?? true else { return false }
        switch visibility {
        case .private: return true
        case .team: return allows == .team || allows == .library
        case .library: return allows == .library
        }
    }
}
