/// What a person is here for. Read on every request, so a change holds from the next one on (SE-5).
package enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    case rep, performer, manager, admin
}
