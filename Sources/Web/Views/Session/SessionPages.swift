/// Signing in. Form: `POST /sign-in` with `email`, `password`, `next`, `_csrf`.
struct SignInPage: PageView {
    static let template = "session/sign_in"
    var pageTitle = say("sign_in.title")
    var emailValue = ""
    /// Where to go afterwards: a path of this server beginning with one slash.
    var nextAddress = "/"
    /// Why the last attempt failed, in full sentences.
    var signInProblem: String?
    /// One-tap accounts; only in demo mode. All share the password `demoPassword`.
    var demoAccounts: DemoAccounts?
}

/// The demo's accounts, offered on the sign-in page as one form each.
struct DemoAccounts {
    let demoPassword: String
    let demoPeople: [DemoPerson]

    /// The accounts every demo storage has.
    static var everyRole: DemoAccounts {
        DemoAccounts(
            demoPassword: "curtain-call",
            demoPeople: ["rep", "performer", "manager", "admin"].map { role in
                DemoPerson(
                    demoEmail: "\(role)@demo.example", demoRole: say("role.\(role)"),
                    demoHint: say("sign_in.demo_\(role)"))
            })
    }
}

/// One demo account.
struct DemoPerson {
    let demoEmail: String
    let demoRole: String
    let demoHint: String
}

/// The first admin, made once. Form: `POST /set-up` with `token`, `organisation`, `name`, `email`, `password`, `_csrf`.
struct SetUpPage: PageView {
    static let template = "session/set_up"
    var pageTitle = say("set_up.page_title")
    /// The one-time key from the address that the server printed.
    let setUpToken: String
    var setUpProblems: ProblemSummary?
    var organisationField = TextField()
    var nameField = TextField()
    var emailField = TextField()
    /// The password itself is never sent back, only what was wrong with it.
    var passwordProblem: String?
}
