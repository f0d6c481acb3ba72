extension Templates {
    /// Every template a view names. A new view belongs here: its template counts as unused otherwise, and the server
    /// does not start.
    static let viewTemplates: [String] = [
        AccountPage.template,
        AdminJobsPage.template,
        AdminPage.template,
        AdminPeoplePage.template,
        AdminSettingsPage.template,
        AdminStoragePage.template,
        AdminTaxonomyPage.template,
        AdminTeamsPage.template,
        ClipEditPage.template,
        ClipPage.template,
        ClipsPage.template,
        FailedPage.template,
        LookupPage.template,
        NotFoundPage.template,
        ProblemPage.template,
        SetUpNeededPage.template,
        SetUpPage.template,
        SignInPage.template,
        StylePage.template,
        TodayPage.template,
        TrashPage.template,
        UploadPage.template,
    ]
}
