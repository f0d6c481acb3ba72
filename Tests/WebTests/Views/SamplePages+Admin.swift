import Domain

@testable import Web

extension SamplePages {
    /// Busy days and days on which nothing happened.
    static func days(_ length: Int, people: Int? = nil, before: Int64 = 0) -> DayTotals {
        let today = Day(daysSince1970: 20_780)
        let busy: [Int64] = (0..<Int64(length)).filter { (ago: Int64) -> Bool in ago % 5 != 0 }
        let found = busy.map { (ago: Int64) -> DayTotal in
            let total: Int64 = ago * 37 % 23
            return DayTotal(day: today.advanced(byDays: -ago), total: total, part: ago % 4)
        }
        return DayTotals(found, length: length, today: today, people: people, before: before)
    }

    static var none: DayTotals { DayTotals([], length: 7, today: Day(daysSince1970: 20_780)) }

    static var adminStart: AdminPage {
        AdminPage(
            adminWarnings: [
                AdminWarning(
                    warningTitle: "2 jobs have failed", warningDetail: "Their clips wait for you.",
                    warningAddress: "/admin/jobs"),
                AdminWarning(warningTitle: evil, warningDetail: "Newer versions mend a fault in the database."),
            ],
            adminTiles: [
                AdminTile(
                    tileLabel: "People", tileDetail: "42 people", tileAddress: "/admin/people",
                    tileIcon: "people"),
                AdminTile(
                    tileLabel: "Teams", tileDetail: "5 teams", tileAddress: "/admin/teams", tileIcon: "team"),
                AdminTile(
                    tileLabel: "Taxonomy", tileDetail: "Stages, objections, personas",
                    tileAddress: "/admin/taxonomy",
                    tileIcon: "list"),
                AdminTile(
                    tileLabel: "Jobs", tileDetail: "1 running, 2 failed", tileAddress: "/admin/jobs",
                    tileIcon: "job"),
                AdminTile(
                    tileLabel: "Storage", tileDetail: "380 GB free", tileAddress: "/admin/storage",
                    tileIcon: "disk"
                ),
            ], adminLookups: DayChart.lookups(days(28, people: 9)))
    }

    static var adminPeople: AdminPeoplePage {
        AdminPeoplePage(
            peopleCount: "3 people",
            personRows: [
                person("person_1", "Ana Duarte", isMe: true), person("person_2", evil),
                person("person_3", "佐藤 美咲", isActive: false),
            ],
            moreAddress: "/admin/people?cursor=2", personProblems: summary,
            emailField: TextField(fieldValue: evil, fieldProblem: "Somebody has this address already"),
            roleField: ChoiceField(fieldOptions: options(["Rep", "Admin"], any: "Rep")),
            teamField: ChoiceField(fieldOptions: options(["North"], any: "None")))
    }

    static var adminJobs: AdminJobsPage {
        AdminJobsPage(
            jobsSummary: "1 running, 1 waiting, 2 failed",
            runningRows: [
                JobRow(
                    jobId: "job_1", jobLabel: "Make a clip playable", jobName: "clip.transcode",
                    jobClip: "clip_1",
                    jobSubject: long,
                    jobSubjectAddress: "/clips/clip_1", jobPercent: 40, jobWhen: "for 2 minutes")
            ],
            waitingRows: [
                JobRow(jobId: "job_2", jobLabel: "Sweep", jobName: "spool.sweep", jobWhen: "in 5 minutes")
            ],
            failedRows: [
                JobRow(
                    jobId: "job_3", jobLabel: "Write the transcript", jobName: "clip.transcribe",
                    jobSubject: evil,
                    jobWhen: "gave up yesterday after 3 attempts", jobError: evil, jobIsPoisoned: true,
                    jobCanRetry: true)
            ], jobsChart: DayChart.jobs(days(7)))
    }

    static var adminStorage: AdminStoragePage {
        AdminStoragePage(
            storageWarnings: [
                AdminWarning(
                    warningTitle: "SQLite 3.40.1 is old",
                    warningDetail: "3.51.3 mends a fault that can damage data.")
            ],
            storageFacts: [
                FactRow(factName: "Recordings", factValue: "128 clips, 12.4 GB"),
                FactRow(factName: "Database", factValue: "84 MB"), FactRow(factName: evil, factValue: arabic),
            ],
            diskMeter: DiskMeter(diskPercent: 24, diskText: "120 GB of 500 GB used, 380 GB free"),
            toolRows: [
                ToolRow(
                    toolName: "Sandbox", toolBadge: StateBadge(badgeLabel: "Ready", badgeTone: "good"),
                    toolDetail: "Recordings are read behind bubblewrap, without a network."),
                ToolRow(
                    toolName: "Speech", toolBadge: StateBadge(badgeLabel: "Missing", badgeTone: "warn"),
                    toolDetail: "Clips get no transcript by themselves. Run ./understudy up with a network."),
            ], storageChart: DayChart.storage(days(28, before: 5_000_000)))
    }

    static var admin: [(name: String, place: Place, page: any PageView)] {
        [
            (
                "admin", .admin,
                adminStart
            ),
            (
                "admin-people", .admin,
                adminPeople
            ),
            (
                "admin-teams", .admin,
                AdminTeamsPage(
                    teamRows: [
                        TeamRow(
                            teamId: "team_1", teamName: evil, teamSize: "1 person",
                            memberRows: [MemberRow(memberId: "person_1", memberName: long, memberRole: "Manager")],
                            addableOptions: options(["Jonas"], any: "Choose a person")),
                        TeamRow(
                            teamId: "team_2", teamName: "South", teamSize: "nobody", memberRows: [], addableOptions: []),
                    ])
            ),
            ("admin-teams-empty", .admin, AdminTeamsPage(teamRows: [])),
            ("admin-taxonomy", .admin, taxonomy),
            (
                "admin-taxonomy-empty", .admin,
                AdminTaxonomyPage(
                    kindTabs: [], kindValue: "product", kindPlural: "Products", kindSingular: "product",
                    kindDetail: "What you sell.", termRows: [])
            ),
            (
                "admin-taxonomy-glossary", .admin,
                AdminTaxonomyPage(
                    kindTabs: [], kindValue: "glossary", kindPlural: "Glossary", kindSingular: "word",
                    kindDetail: "Words of your own.", termRows: [],
                    glossaryFix: GlossaryFix(fixState: "Done 5 minutes ago.", fixCanStart: true))
            ),
            (
                "admin-jobs", .admin,
                adminJobs
            ),
            (
                "admin-jobs-empty", .admin,
                AdminJobsPage(jobsSummary: "Nothing to do", jobsChart: DayChart.jobs(none))
            ),
            (
                "admin-storage", .admin,
                adminStorage
            ),
            (
                "admin-storage-empty", .admin,
                AdminStoragePage(storageFacts: [], toolRows: [], storageChart: DayChart.storage(none))
            ),
            ("admin-settings", .admin, AdminSettingsPage(organisationField: TextField(fieldValue: evil))),
            (
                "admin-settings-refused", .admin,
                AdminSettingsPage(
                    settingProblems: ProblemSummary(
                        summaryTitle: "This was not saved", summaryDetail: "Mend the field below.",
                        summaryLines: [ProblemLine(problemText: "Please give a name", problemAnchor: "f-organisation")]),
                    organisationField: TextField(fieldProblem: "Please give a name"))
            ),
        ]
    }

    static var errors: [(name: String, place: Place, page: any PageView)] {
        [
            ("not-found", .nowhere, NotFoundPage()),
            ("failed", .nowhere, FailedPage(requestId: evil)),
            (
                "problem", .nowhere,
                ProblemPage(
                    pageTitle: evil, problemDetail: "Nothing was changed.", problemNotes: [arabic],
                    backAddress: "/clips",
                    backLabel: "Back to the clips", requestId: "req_1")
            ),
            ("set-up-needed", .nowhere, SetUpNeededPage()),
        ]
    }

    static func person(_ id: String, _ name: String, isMe: Bool = false, isActive: Bool = true) -> PersonRow {
        PersonRow(
            personId: id, personName: name, personEmail: "\(id)@demo.example", personInitials: "AD",
            personRole: "Admin",
            roleOptions: options(["Rep", "Performer", "Manager", "Admin"], any: "None"), personTeams: "North",
            personLastSeen: "last seen today", personIsActive: isActive, personIsMe: isMe)
    }

    static var taxonomy: AdminTaxonomyPage {
        AdminTaxonomyPage(
            kindTabs: [
                ChipView(chipLabel: "Stages", chipAddress: "/admin/taxonomy?kind=stage"),
                ChipView(
                    chipLabel: "Objections", chipAddress: "/admin/taxonomy?kind=objection", chipCount: "22",
                    chipCurrent: true),
            ],
            kindValue: "objection", kindPlural: "Objections", kindSingular: "objection",
            kindDetail: "Families of buyer resistance.", termProblems: summary,
            newLabelField: TextField(fieldValue: evil, fieldProblem: "There is one already"),
            termRows: [
                TermRow(
                    termId: "ob.price", termLabel: "Too expensive", termUse: "12 clips",
                    termDetailField: TextField(fieldValue: evil),
                    termLabelField: TextField(fieldValue: "Too expensive"),
                    termAliasesField: TextField(fieldValue: "price\ncost"),
                    termPhrasings: TermPhrasings(
                        phrasingsField: TextField(fieldValue: "You're too expensive.\n\(evil)\n\(arabic)"),
                        firstQuestionField: TextField(fieldValue: "Compared with what?"),
                        oftenMeansField: TextField(fieldValue: "Value not visible"), phrasingsCount: "10 phrasings"),
                    mergeOptions: options(["No money now"], any: "Choose one"), termCanGoDown: true, termIsOpen: true),
                TermRow(
                    termId: "st.show", termLabel: long, termUse: "no clips",
                    termStage: TermStage(
                        crmNamesField: TextField(fieldValue: "salesforce: Needs Analysis"),
                        buyersQuestionField: TextField(fieldValue: "Would this work here?")),
                    termCanGoUp: true),
            ],
            retiredRows: [
                RetiredTermRow(retiredId: "ob.old", retiredLabel: evil, retiredUse: "merged into Too expensive")
            ])
    }
}
