/// People under one or more managers.
package struct Team: Sendable, Hashable, Identified {
    package static let idPrefix = "team"

    package let id: ID<Team>
    package var name: String
    package let createdAt: Instant

    package init(id: ID<Team>, name: String, createdAt: Instant) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
    }
}
