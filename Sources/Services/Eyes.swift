import Domain

/// What of a person decides what they see: two requests with equal eyes get equal lists and counts.
struct Eyes: Hashable, Sendable {
    let person: ID<Person>
    let role: Role
    let teams: Set<ID<Team>>

    init(_ actor: Actor) {
        person = actor.person.id
        role = actor.person.role
        teams = actor.teams
    }
}
