/// Background work. Form: `POST /admin/jobs/{id}/retry` with `_csrf`.
struct AdminJobsPage: PageView {
    static let template = "admin/jobs"
    var pageTitle = say("jobs.title")
    /// Such as "running 1 · waiting 4 · failed 0".
    let jobsSummary: String
    var runningRows: [JobRow] = []
    var waitingRows: [JobRow] = []
    var failedRows: [JobRow] = []
    let jobsChart: ChartView
}

/// One job.
struct JobRow {
    let jobId: String
    /// In words: "Make a clip playable".
    let jobLabel: String
    /// `clip.transcode`
    let jobName: String
    /// Id of the clip it works for: the row then follows live.
    var jobClip: String?
    /// What it works on; nil when it is about everything.
    var jobSubject: String?
    var jobSubjectAddress: String?
    /// Percent, 0 to 100, of a running job.
    var jobPercent: Int?
    /// Such as "since 2 minutes", "tries again in 5 minutes", "gave up yesterday after 3 attempts".
    let jobWhen: String
    var jobError: String?
    /// It brought its worker down twice and is not tried again by itself.
    var jobIsPoisoned = false
    var jobCanRetry = false
}

/// The machine: room, database, sandbox, speech.
struct AdminStoragePage: PageView {
    static let template = "admin/storage"
    var pageTitle = say("storage.title")
    var storageWarnings: [AdminWarning] = []
    let storageFacts: [FactRow]
    /// Nil when the disk's size is not known.
    var diskMeter: DiskMeter?
    /// Sandbox, speech, meaning, media programs.
    let toolRows: [ToolRow]
    /// How the kept files grew.
    let storageChart: ChartView
}

/// How full the disk is, as numbers for a `<meter>`.
struct DiskMeter {
    let diskPercent: Int
    /// Such as "120 GB of 500 GB used, 380 GB free".
    let diskText: String
}

/// Something the server needs from the machine.
struct ToolRow {
    let toolName: String
    let toolBadge: StateBadge
    /// What works with it, or what is missing and how to get it.
    let toolDetail: String
}

/// What an admin decides for everybody. Form: `POST /admin/settings` with `organisation`, `_csrf`.
struct AdminSettingsPage: PageView {
    static let template = "admin/settings"
    var pageTitle = say("settings.title")
    var settingProblems: ProblemSummary?
    let organisationField: TextField
    /// One phrase a line.
    var vagueField = TextField()
}
