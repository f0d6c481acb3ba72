/// The person's own page. Forms (all with `_csrf`): `POST /account` `name` · `POST /account/language` `language` · `POST /account/password` `current_password`,
/// `new_password` · `POST /account/sessions/{id}/end` · `POST /account/sessions/end-others` · `POST /account/tokens`
/// `name`, `scope_read`, `scope_write`, `scope_upload`, `scope_admin` (each `on`), `days` · `POST /account/tokens/{id}/revoke`
/// · `POST /sign-out`.
struct AccountPage: PageView {
    static let template = "account/show"
    var pageTitle = say("account.title")
    let accountEmail: String
    let accountRole: String
    /// What this person was given and played, as their managers see it.
    var activityAddress: String?
    /// Names of the teams, joined; nil without a team.
    var accountTeams: String?
    var accountProblems: ProblemSummary?
    let nameField: TextField
    /// The languages there are and "as the browser asks"; nil while there is only one.
    var languageField: ChoiceField?
    var currentPasswordProblem: String?
    var newPasswordProblem: String?
    let sessionRows: [SessionRow]
    var hasOtherSessions = false
    /// How often this person may be asked for an answer; form `POST /account/request-budget` `per_week`.
    var requestBudget: RequestBudgetView?
    let tokenRows: [TokenRow]
    var tokenNameField = TextField()
    var tokenProblem: String?
    /// Whether this person may make tokens with the scope `admin`.
    var canMakeAdminToken = false
    /// Just made: the only time its secret is shown.
    var freshToken: FreshToken?
}

/// One signed-in browser.
struct SessionRow {
    let sessionId: String
    /// Such as "Firefox on Linux".
    let sessionDevice: String
    /// Such as "last seen 5 minutes ago".
    let sessionLastSeen: String
    var sessionIsThis = false
}

/// One personal token, without its secret.
struct TokenRow {
    let tokenId: String
    let tokenName: String
    /// `read, upload`
    let tokenScopes: String
    /// Such as "until 1 March 2027".
    let tokenExpires: String
    /// Such as "last used yesterday" or "never used".
    let tokenLastUsed: String
}

/// A token's secret, shown once.
struct FreshToken {
    let freshTokenName: String
    let freshTokenSecret: String
}

/// How often somebody may be asked for an answer in seven days, and how often they were.
struct RequestBudgetView {
    let budgetPerWeek: String
    let budgetUsed: String
}
