/// What an admin looks after, with what needs attention first.
struct AdminPage: PageView {
    static let template = "admin/show"
    var pageTitle = say("admin.title")
    /// What is wrong or missing: one each, worst first.
    var adminWarnings: [AdminWarning] = []
    let adminTiles: [AdminTile]
    /// What people looked up in the last weeks.
    let adminLookups: ChartView
}

/// Something an admin must know.
struct AdminWarning {
    let warningTitle: String
    let warningDetail: String
    /// Where it is put right; nil when not in the pages.
    var warningAddress: String?
}

/// A door to one of the admin's rooms.
struct AdminTile {
    let tileLabel: String
    let tileDetail: String
    let tileAddress: String
    /// Name of an icon in the sprite.
    let tileIcon: String
}

/// People. Forms (with `_csrf`): `POST /admin/people` `name`, `email`, `role`, `team`, `password` ·
/// `POST /admin/people/{id}/role` `role` · `POST /admin/people/{id}/deactivate` · `POST /admin/people/{id}/activate` ·
/// `POST /admin/people/{id}/end-sessions`.
struct AdminPeoplePage: PageView {
    static let template = "admin/people"
    var pageTitle = say("people.title")
    /// Such as "42 people".
    let peopleCount: String
    let personRows: [PersonRow]
    var moreAddress: String?
    var personProblems: ProblemSummary?
    var nameField = TextField()
    var emailField = TextField()
    var passwordProblem: String?
    /// Rep, performer, manager, admin.
    let roleField: ChoiceField
    let teamField: ChoiceField
}

/// One person in the list.
struct PersonRow {
    let personId: String
    let personName: String
    let personEmail: String
    let personInitials: String
    /// The person's role in words.
    let personRole: String
    let roleOptions: [ChoiceOption]
    var personTeams: String?
    /// Such as "last seen today".
    let personLastSeen: String
    var personIsActive = true
    /// An admin cannot lock themselves out.
    var personIsMe = false
}

/// Teams. Forms (with `_csrf`): `POST /admin/teams` `name` · `POST /admin/teams/{id}` `name` ·
/// `POST /admin/teams/{id}/members` `person` · `POST /admin/teams/{id}/members/{person}/remove`.
struct AdminTeamsPage: PageView {
    static let template = "admin/teams"
    var pageTitle = say("teams.title")
    let teamRows: [TeamRow]
    var teamProblems: ProblemSummary?
    var teamNameField = TextField()
}

/// One team and the people in it.
struct TeamRow {
    let teamId: String
    let teamName: String
    /// Such as "4 people".
    let teamSize: String
    let memberRows: [MemberRow]
    /// People who are not in it yet.
    let addableOptions: [ChoiceOption]
}

/// One person in a team.
struct MemberRow {
    let memberId: String
    let memberName: String
    let memberRole: String
}
