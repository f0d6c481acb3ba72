/// What a token may be used for. A session has all of them.
package enum Scope: String, Sendable, Hashable, Codable, CaseIterable {
    case read, write, upload, admin
}

/// Who acts: the person as the database knows them at this moment, their teams, and what their key allows.
package struct Actor: Sendable, Hashable {
    package let person: Person
    package let teams: Set<ID<Team>>
    package let scopes: Set<Scope>
    /// Set when a command acts for this person by the key file of the machine; written into the audit.
    package let isOperator: Bool

    package init(
        person: Person, teams: Set<ID<Team>>, scopes: Set<Scope> = Set(Scope.allCases), isOperator: Bool = false
    ) {
        self.person = person
        self.teams = teams
        self.scopes = scopes
        self.isOperator = isOperator
    }

    package var isAdmin: Bool { person.role == .admin }

    /// Managers manage the teams they belong to.
    package var managedTeams: Set<ID<Team>> { person.role == .manager ? teams : [] }
}
