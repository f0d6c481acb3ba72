/// Someone with an account.
package struct Person: Sendable, Hashable, Identified {
    package static let idPrefix = "person"

    package let id: ID<Person>
    package var name: String
    /// Lower-cased; unique among all people.
    package var email: String
    package var role: Role
    package let createdAt: Instant
    /// Set while the account is closed: no sign-in, no session, no token works.
    package var deactivatedAt: Instant?
    /// The tag of the language this person chose for the pages (`de`); nil leaves it to the browser.
    package var language: String?

    package init(
        id: ID<Person>, name: String, email: String, role: Role, createdAt: Instant, deactivatedAt: Instant? = nil,
        language: String? = nil
    ) {
        self.id = id
        self.name = name
        self.email = email
        self.role = role
        self.createdAt = createdAt
        self.deactivatedAt = deactivatedAt
        self.language = language
    }

    package var isActive: Bool { deactivatedAt == nil }
}

/// What is asked for to add a person, checked.
package struct NewPerson: Sendable, Hashable {
    package let name: String
    package let email: String
    package let role: Role
    /// Teams to join; made when they do not exist yet and `createsTeams` is set by the caller.
    package let teamNames: [String]
    package let password: String?

    /// - Throws: `Problem.invalid` with every field that needs another look.
    package init(name: String, email: String, role: String, teamNames: [String] = [], password: String? = nil) throws {
        var problems = FieldProblems()
        let name = name.trimmedText
        if name.isEmpty { problems.add("name", "Please give a name.") }
        if name.count > 100 { problems.add("name", "A name has at most 100 characters.") }
        let address = EmailAddress(parsing: email)
        if address == nil { problems.add("email", "Please give a mail address like ana@example.com.") }
        let parsedRole = Role(rawValue: role)
        if parsedRole == nil { problems.add("role", "The role is one of rep, performer, manager and admin.") }
        if let password, let message = PasswordRules.complaint(about: password, name: name, email: email) {
            problems.add("password", message)
        }
        let teamNames = teamNames.map(\.trimmedText).filter { !$0.isEmpty }
        if teamNames.contains(where: { $0.count > 100 }) {
            problems.add("teams", "A team's name has at most 100 characters.")
        }
        try problems.check()
        guard let address, let parsedRole else { throw Problem.invalid(problems.errors) }
        self.name = name
        self.email = address.text
        self.role = parsedRole
        self.teamNames = teamNames
        self.password = password
    }
}

/// A mail address that is good enough to sign in with: one `@`, no white space, lower-cased.
package struct EmailAddress: Sendable, Hashable {
    package let text: String

    /// Good enough for the envelope of a mail: one `@`, no white space, no brackets.
    package static func isPlain(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            && text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value < 127 && $0 != "<" && $0 != ">" }
    }

    package init?(parsing text: String) {
        let candidate = text.trimmedText.lowercased()
        let parts = candidate.split(separator: "@", omittingEmptySubsequences: false)
        guard candidate.utf8.count <= 254, parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
            !parts[1].hasPrefix("."), !parts[1].hasSuffix("."),
            candidate.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value != 127 })
        else { return nil }
        self.text = candidate
    }
}

extension ID<Person> {
    /// Of the admin whom a command on this machine acts as while it names nobody: there is no such person.
    package static let commandLine = ID("person_operator")
}
