package import Domain

/// A review set as one person may see it.
package struct SetShown: Sendable {
    package struct Item: Sendable {
        package let item: SetItem
        /// Nil when this person may not see it or it is gone, and for a cue or a brief.
        package let clip: Clip?
        /// The moment somebody marked, as it is named now.
        package let moment: Moment?
        /// Nil for what is no cue, and for a cue this person may not see.
        package let cue: Cue?
        /// Nil for what is no brief, and for a brief this person may not record for.
        package let brief: Brief?
        /// Whether it can be done by this person now.
        package var counts: Bool { clip != nil || cue != nil || brief != nil }

        /// Where it plays; nil for the whole clip.
        package var range: Range<Int>? {
            moment.map { $0.startMilliseconds..<$0.endMilliseconds } ?? item.range
        }
    }

    package let set: ReviewSet
    package let items: [Item]
    package let ownerName: String
    package let teamName: String
    package let allowed: Set<Permission.SetAction>
    /// How far this person is.
    package let progress: SetProgress

    /// How long it takes to play what this person may see.
    package var milliseconds: Int {
        items.reduce(0) { sum, item in
            sum + (item.range?.count ?? item.clip?.media.durationMilliseconds ?? 0)
        }
    }
}

/// One version of a set, and who made it.
package struct SetVersionShown: Sendable {
    package let number: Int
    package let content: SetContent
    package let name: String
    package let at: Instant
}
