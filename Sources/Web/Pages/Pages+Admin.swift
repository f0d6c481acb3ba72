import Domain
import Hummingbird
import Media
import Services

/// What an admin looks after: the overview, jobs, storage.
extension Pages {
    var adminRoutes: [Route] {
        [
            .get("/admin", .adminPage { try await adminPage($1) }, about: .page),
            .get("/admin/jobs", .adminPage { try await jobsPage($1) }, about: .page),
            .post("/admin/jobs/{job}/retry", .adminPage(retryJob), body: .form, about: .page),
            .get("/admin/storage", .adminPage { try await storagePage($1) }, about: .page),
            .get("/admin/settings", .adminPage { try await settingsPage($1) }, about: .page),
            .post("/admin/settings", .adminPage(saveSettings), body: .form, about: .page),
        ]
    }

    private func adminPage(_ caller: Caller) async throws -> Response {
        let status = try await services.storage.status(by: caller.actor)
        let jobs = try await services.jobs.counts(by: caller.actor)
        let people = try await services.people.list(by: caller.actor)
        let teams = try await services.teams.list(by: caller.actor)
        let failed = (jobs[.failed] ?? 0) + (jobs[.poison] ?? 0)
        var warnings = status.warnings.map {
            AdminWarning(
                warningTitle: say("admin.something_is_missing"), warningDetail: $0, warningAddress: "/admin/storage")
        }
        if failed > 0 {
            warnings.insert(
                AdminWarning(
                    warningTitle: say("admin.jobs_failed", count: failed),
                    warningDetail: say("admin.look_at_reason_start"), warningAddress: "/admin/jobs"), at: 0)
        }
        let page = AdminPage(
            adminWarnings: warnings,
            adminTiles: [
                AdminTile(
                    tileLabel: say("admin.people"), tileDetail: Wording.count(people.count, "person"),
                    tileAddress: "/admin/people", tileIcon: "people"),
                AdminTile(
                    tileLabel: say("admin.teams"), tileDetail: Wording.count(teams.count, "team"),
                    tileAddress: "/admin/teams",
                    tileIcon: "team"),
                AdminTile(
                    tileLabel: say("admin.taxonomy"), tileDetail: say("admin.stages_objections_personas_more"),
                    tileAddress: "/admin/taxonomy", tileIcon: "list"),
                AdminTile(
                    tileLabel: say("admin.learning"), tileDetail: say("admin.learning_detail"),
                    tileAddress: "/admin/learning", tileIcon: "star"),
                AdminTile(
                    tileLabel: say("admin.judging"), tileDetail: say("admin.judging_detail"),
                    tileAddress: "/admin/judging", tileIcon: "search"),
                AdminTile(
                    tileLabel: say("admin.jobs"),
                    tileDetail: say(
                        "admin.jobs_now",
                        [
                            "running": "\(jobs[.running] ?? 0)", "waiting": "\(jobs[.waiting] ?? 0)",
                            "failed": "\(failed)",
                        ]),
                    tileAddress: "/admin/jobs", tileIcon: "job"),
                AdminTile(
                    tileLabel: say("admin.storage"),
                    tileDetail: say("admin.bytes_free", ["size": Wording.bytes(status.freeBytes)]),
                    tileAddress: "/admin/storage", tileIcon: "disk"),
                AdminTile(
                    tileLabel: say("admin.settings"), tileDetail: try await services.settings.organisation(),
                    tileAddress: "/admin/settings", tileIcon: "admin"),
            ], adminLookups: DayChart.lookups(try await services.activity.lookups(by: caller.actor)))
        return try await draw(page, caller, at: .admin)
    }

    private func settingsPage(
        _ caller: Caller, typed: String? = nil, vague: String? = nil, problem: Problem? = nil
    ) async throws -> Response {
        let name = if let typed { typed } else { try await services.settings.organisation() }
        let phrases =
            if let vague { vague } else {
                try await services.feedback.vagueWords().phrases.joined(separator: "\n")
            }
        let page = AdminSettingsPage(
            settingProblems: problem.map { ProblemSummary($0) },
            organisationField: TextField(fieldValue: name, fieldProblem: problem?.message(for: "organisation")),
            vagueField: TextField(fieldValue: phrases, fieldProblem: problem?.message(for: "vague_words")))
        return try await draw(page, caller, at: .admin, status: problem?.status ?? 200)
    }

    private func saveSettings(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let name = web.form["organisation"]
        let vague = web.form["vague_words"]
        do {
            // Each part of the page is a form of its own.
            if let name { try await services.settings.setOrganisation(name, by: caller.actor) }
            if let vague {
                let phrases = vague.split(whereSeparator: \.isNewline).map(String.init)
                try await services.feedback.setVagueWords(try VagueWords(phrases), by: caller.actor)
            }
            return .seeOther("/admin/settings")
        } catch let problem as Problem where problem.status == 422 {
            return try await settingsPage(caller, typed: name, vague: vague, problem: problem)
        }
    }

    private func jobsPage(_ caller: Caller) async throws -> Response {
        let counts = try await services.jobs.counts(by: caller.actor)
        func rows(_ states: JobState...) async throws -> [JobRow] {
            var rows: [JobRow] = []
            for state in states {
                rows += try await services.jobs.list(state: state, by: caller.actor).map(row)
            }
            return rows
        }
        let page = AdminJobsPage(
            jobsSummary: say(
                "jobs.summary",
                [
                    "running": "\(counts[.running] ?? 0)", "waiting": "\(counts[.waiting] ?? 0)",
                    "failed": "\((counts[.failed] ?? 0) + (counts[.poison] ?? 0))",
                ]),
            runningRows: try await rows(.running), waitingRows: try await rows(.waiting),
            failedRows: try await rows(.failed, .poison),
            jobsChart: DayChart.jobs(try await services.activity.jobs(by: caller.actor)))
        return try await draw(page, caller, at: .admin)
    }

    private func row(_ job: JobRecord) -> JobRow {
        let now = world.now()
        let when =
            switch job.state {
            case .running: say("jobs.is_running")
            case .waiting:
                job.runAt > now
                    ? say("jobs.tries_again", count: Int(job.runAt.seconds(since: now) / 60) + 1)
                    : say("jobs.waits_its_turn")
            case .failed, .poison:
                say(
                    "jobs.gave_up", count: job.attempts,
                    ["when": Wording.ago(job.finishedAt ?? job.createdAt, now: now)])
            case .done: say("jobs.is_done")
            }
        var row = JobRow(
            jobId: job.id.text, jobLabel: Wording.job(job.name), jobName: job.name,
            jobWhen: when)
        row.jobClip = job.clip?.text
        row.jobSubject = job.clip.map { _ in say("admin.clip") }
        row.jobSubjectAddress = job.clip.map { "/clips/\($0)" }
        row.jobPercent = job.state == .running ? job.progressPercent : nil
        row.jobError = job.lastError
        row.jobIsPoisoned = job.state == .poison
        row.jobCanRetry = job.state == .failed || job.state == .poison
        return row
    }

    private func retryJob(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.jobs.retry(try web.id("job"), by: caller.actor)
        return .seeOther("/admin/jobs")
    }

    private func storagePage(_ caller: Caller) async throws -> Response {
        let status = try await services.storage.status(by: caller.actor)
        let tools = services.storage.tools
        let used = status.totalBytes - status.freeBytes
        let media = tools.blocker
        let speech = tools.transcriber.problem
        let elsewhere = provider(try services.lookup.meaningReport(by: caller.actor))
        let page = AdminStoragePage(
            storageWarnings: status.warnings.map {
                AdminWarning(warningTitle: say("admin.please_look_at_this"), warningDetail: $0, warningAddress: nil)
            },
            storageFacts: [
                FactRow(factName: say("admin.files"), factValue: Wording.count(status.blobCount, "file")),
                FactRow(factName: say("admin.their_size"), factValue: Wording.bytes(status.blobBytes)),
                FactRow(factName: say("admin.database"), factValue: status.databaseVersion),
            ],
            diskMeter: status.totalBytes > 0
                ? DiskMeter(
                    diskPercent: Int(clamping: used * 100 / status.totalBytes),
                    diskText: say(
                        "storage.disk_used",
                        [
                            "used": Wording.bytes(used), "total": Wording.bytes(status.totalBytes),
                            "free": Wording.bytes(status.freeBytes),
                        ])) : nil,
            toolRows: [
                tool(say("admin.recordings"), media, say("admin.recordings_are_checked_prepared")),
                tool(say("admin.speech"), speech, say("admin.recordings_are_written_down")),
                tool(say("admin.meaning"), services.lookup.meaningProblem, say("admin.lookups_are_understood")),
            ] + elsewhere,
            storageChart: DayChart.storage(try await services.activity.storage(by: caller.actor)))
        return try await draw(page, caller, at: .admin)
    }

    /// The model somewhere else, where there is one.
    private func provider(_ report: LookupService.MeaningReport) -> [ToolRow] {
        guard let provider = report.provider else { return [] }
        let names = ["model": provider.model, "host": provider.host]
        let badge =
            switch provider.state {
            case .ready: StateBadge(badgeLabel: say("admin.works"), badgeTone: "good")
            case .preparing: StateBadge(badgeLabel: say("admin.provider_prepares"), badgeTone: "busy")
            case .failing: StateBadge(badgeLabel: say("admin.provider_fails"), badgeTone: "warn")
            }
        let detail =
            switch provider.state {
            case .ready:
                say("admin.provider_is_ready", names.merging(["answered": "\(provider.record.answered)"]) { $1 })
            case .preparing:
                say(
                    "admin.provider_is_preparing",
                    names.merging(["done": "\(provider.encodedClips)", "all": "\(report.clips)"]) { $1 })
            case .failing:
                say("admin.provider_is_failing", names.merging(["problem": provider.record.problem ?? ""]) { $1 })
            }
        return [ToolRow(toolName: say("admin.provider"), toolBadge: badge, toolDetail: detail)]
    }

    private func tool(_ name: String, _ problem: String?, _ detail: String) -> ToolRow {
        ToolRow(
            toolName: name,
            toolBadge: problem == nil
                ? StateBadge(badgeLabel: say("admin.works"), badgeTone: "good")
                : StateBadge(badgeLabel: say("admin.missing"), badgeTone: "warn"), toolDetail: problem ?? detail)
    }
}
