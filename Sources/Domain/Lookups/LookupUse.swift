/// What somebody did with an answer of their lookup.
package enum LookupUse: String, Sendable, Hashable, Codable, CaseIterable {
    /// Played it for ten seconds or longer.
    case played
    /// Marked it as one to come back to.
    case kept
    /// Said that it helped.
    case helped
}
