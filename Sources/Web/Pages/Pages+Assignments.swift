import Domain
import Hummingbird
import Services

/// Assignments: one's own, one's teams', giving a set, one assignment, and what one person did.
extension Pages {
    var assignmentRoutes: [Route] {
        [
            .get("/assignments", .page { try await assignmentList($0, $1) }, about: .page),
            .post("/assignments/calendar", .page(makeCalendar), body: .form, about: .page),
            .post("/assignments/calendar/end", .page(endCalendar), body: .form, about: .page),
            .get("/sets/{set}/assign", .page { try await assignPage($0, $1) }, about: .page),
            .post("/sets/{set}/assign", .page(assign), body: .form, about: .page),
            .get("/assignments/{assignment}", .page { try await assignmentPage($0, $1) }, about: .page),
            .post("/assignments/{assignment}/remind", .page(remind), body: .form, about: .page),
            .post("/assignments/{assignment}/extend", .page(extend), body: .form, about: .page),
            .post("/assignments/{assignment}/excuse", .page(excuse), body: .form, about: .page),
            .post("/assignments/{assignment}/include", .page(include), body: .form, about: .page),
            .post("/assignments/{assignment}/close", .page(closeAssignment), body: .form, about: .page),
            .get("/people/{person}/activity", .page(activityPage), about: .page),
        ]
    }

    // MARK: Lists

    private enum Scope: String, CaseIterable {
        case mine, given
    }

    private func assignmentList(
        _ web: WebRequest, _ caller: Caller, calendar address: String? = nil
    ) async throws -> Response {
        let actor = caller.actor
        let seesGiven = actor.isAdmin || actor.person.role == .manager || actor.person.role == .performer
        let scope = try web.query.choice("scope", of: Scope.self) ?? (actor.managedTeams.isEmpty ? .mine : .given)
        let views = AssignmentViews(now: world.now())
        let rows =
            scope == .mine
            ? try await services.assignments.mine(by: actor).compactMap(views.own)
            : try await services.assignments.list(by: actor).map(views.whole)
        let page = AssignmentsPage(
            assignmentTabs: seesGiven
                ? Scope.allCases.map {
                    ChipView(
                        chipLabel: say("assignments.scope.\($0.rawValue)"),
                        chipAddress: "/assignments?scope=\($0.rawValue)", chipCurrent: $0 == scope)
                } : [],
            assignmentRows: rows, emptyTitle: say("assignments.nothing.\(scope.rawValue)"),
            emptyDetail: say("assignments.nothing_detail.\(scope.rawValue)"),
            calendar: scope == .mine
                ? CalendarForm(
                    calendarAddress: address, calendarIsThere: try await services.calendars.hasFeed(of: actor)) : nil)
        return try await draw(page, caller, at: .sets)
    }

    private func makeCalendar(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let secret = try await services.calendars.makeFeed(by: caller.actor)
        return try await assignmentList(web, caller, calendar: "/api/v1/calendar/\(secret)")
    }

    private func endCalendar(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.calendars.endFeed(by: caller.actor)
        return .seeOther("/assignments?scope=mine")
    }

    // MARK: Giving

    private func assignPage(
        _ web: WebRequest, _ caller: Caller, problem: Problem? = nil
    ) async throws -> Response {
        let shown = try await services.sets.show(try web.id("set"), by: caller.actor)
        guard shown.allowed.contains(.assign) else { throw Problem.forbidden() }
        let form = web.form
        let members = try await services.teams.list(by: caller.actor).first { $0.team.id == shown.set.team }?.members
        let today = try await services.calendars.zone(of: caller.actor).day(of: world.now())
        let audience = form.filled("audience") ?? Assignment.Audience.team.rawValue
        let chosen = Set(form.all("people"))
        let goal = form.filled("goal") ?? shown.set.content.goal.rawValue
        let page = AssignPage(
            pageTitle: say("assignments.give", ["title": shown.set.content.title]), setAddress: "/sets/\(shown.set.id)",
            setTitle: shown.set.content.title, assignProblems: problem.map { ProblemSummary($0) },
            audienceOptions: Assignment.Audience.allCases.sorted { $0 == .team && $1 != .team }.map {
                ChoiceOption(
                    optionValue: $0.rawValue,
                    optionLabel: say("assignments.audience.\($0.rawValue)", ["team": shown.teamName]),
                    optionSelected: $0.rawValue == audience)
            },
            personOptions: (members ?? []).filter(\.isActive).map {
                ChoiceOption(
                    optionValue: $0.id.text, optionLabel: "\($0.name), \($0.role.label)",
                    optionSelected: chosen.contains($0.id.text))
            },
            roleOptions: [Role.rep, .performer, .manager].map {
                ChoiceOption(
                    optionValue: $0.rawValue, optionLabel: $0.label, optionSelected: $0.rawValue == form["role"])
            },
            joinersChecked: problem == nil || form.isOn("joiners"),
            goalOptions: Rung.goals.map {
                ChoiceOption(
                    optionValue: $0.rawValue, optionLabel: say("sets.goal.\($0.rawValue)"),
                    optionSelected: $0.rawValue == goal)
            },
            startField: TextField(
                fieldValue: form.filled("starts_on") ?? "\(today)", fieldProblem: problem?.message(for: "starts_on")),
            dueField: TextField(
                fieldValue: form.filled("due_on") ?? "\(today.advanced(byDays: 7))",
                fieldProblem: problem?.message(for: "due_on")),
            repeatOptions: [0, 1, 3, 6, 12].map { months in
                ChoiceOption(
                    optionValue: "\(months)",
                    optionLabel: months == 0 ? say("assignments.once") : say("assignments.every_months", count: months),
                    optionSelected: "\(months)" == form["repeat_months"])
            }, noteField: TextField(fieldValue: form.text("note"), fieldProblem: problem?.message(for: "note")))
        return try await draw(page, caller, at: .sets, status: problem?.status ?? 200)
    }

    private func assign(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let form = web.form
        do {
            let today = try await services.calendars.zone(of: caller.actor).day(of: world.now())
            let months = Int(form.text("repeat_months")) ?? 0
            let new = try NewAssignment(
                set: try web.id("set"), audience: Assignment.Audience(rawValue: form.text("audience")) ?? .team,
                people: form.all("people").compactMap { ID(parsing: $0) }, role: Role(rawValue: form.text("role")),
                enrolsJoiners: form.isOn("joiners"), goal: Rung(rawValue: form.text("goal")),
                startsOn: try day(form, "starts_on"), dueOn: try day(form, "due_on"),
                repeatMonths: months == 0 ? nil : months, note: form.text("note"), today: today)
            let shown = try await services.assignments.assign(new, by: caller.actor)
            return .seeOther("/assignments/\(shown.given.id)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await assignPage(web, caller, problem: problem)
        }
    }

    /// Nil for an empty box.
    private func day(_ form: Form, _ field: String) throws -> Day? {
        guard let text = form.filled(field) else { return nil }
        guard let day = Day(parsing: text) else {
            throw Problem.invalid(field, "A day as YYYY-MM-DD was expected here.")
        }
        return day
    }

    // MARK: One assignment

    private func assignmentPage(
        _ web: WebRequest, _ caller: Caller, problem: Problem? = nil, done: String? = nil
    ) async throws -> Response {
        let shown = try await services.assignments.show(try web.id("assignment"), by: caller.actor)
        let views = AssignmentViews(now: world.now())
        let seesPeople = shown.allowed.contains(.seePeople)
        var page = AssignmentPage(
            pageTitle: shown.set.content.title, assignmentAddress: "/assignments/\(shown.given.id)",
            setAddress: "/sets/\(shown.set.id)", assignmentRule: AssignmentViews.rule(shown),
            assignmentBy: say("assignments.from", ["name": shown.giverName]),
            assignmentNote: shown.given.note.isEmpty ? nil : shown.given.note,
            assignmentProblems: problem.map { ProblemSummary($0) }, isClosed: shown.given.closedAt != nil,
            doneText: done,
            ladderPeriod: say(
                "assignments.ladder_period", count: shown.people,
                ["from": Wording.day(shown.given.startsOn), "to": Wording.day(world.now().day)]))
        if seesPeople {
            page.ladderRows = AssignmentViews.ladder(shown)
        } else if shown.totals.isEmpty {
            page.tooFewText = say("assignments.too_few", ["fewest": "\(HeatMap.fewestPeople)"])
        } else {
            page.ladderRows = AssignmentState.allCases.compactMap { state in
                shown.totals[state].map {
                    LadderRow(
                        ladderLabel: AssignmentViews.badge(state).badgeLabel, ladderCount: "\($0)",
                        ladderPercent: $0 * 100 / max(1, shown.people))
                }
            }
        }
        page.turnRows = views.rows(shown)
        page.canChange = shown.allowed.contains(.change) && shown.given.closedAt == nil
        page.csvAddress = seesPeople ? "/api/v1/assignments/\(shown.given.id)/progress.csv" : nil
        return try await draw(page, caller, at: .sets, status: problem?.status ?? 200)
    }

    private func remind(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Assignment> = try web.id("assignment")
        let one = ID<Person>(parsing: web.form.text("person"))
        do {
            let count = try await services.assignments.remind(id, people: one.map { [$0] }, by: caller.actor)
            return try await assignmentPage(web, caller, done: say("assignments.reminded", count: count))
        } catch let problem as Problem where problem.status == 409 {
            return try await assignmentPage(web, caller, problem: problem)
        }
    }

    /// Does one thing with an assignment, then shows it; what was refused is shown above it.
    private func act(
        _ web: WebRequest, _ caller: Caller, _ body: (ID<Assignment>, ID<Person>) async throws -> Void
    ) async throws -> Response {
        let id: ID<Assignment> = try web.id("assignment")
        guard let person = ID<Person>(parsing: web.form.text("person")) else {
            throw Problem.badRequest("bad_form", "This form cannot be read")
        }
        do {
            try await body(id, person)
            return .seeOther("/assignments/\(id)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await assignmentPage(web, caller, problem: problem)
        }
    }

    private func extend(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await act(web, caller) { id, person in
            guard let to = try day(web.form, "to") else { throw Problem.invalid("to", "Please give a later day.") }
            _ = try await services.assignments.extend(
                id, for: person, to: to, reason: try RequestReason(web.form.text("reason")), by: caller.actor)
        }
    }

    private func excuse(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await act(web, caller) { id, person in
            _ = try await services.assignments.excuse(
                id, person, reason: try RequestReason(web.form.text("reason")), by: caller.actor)
        }
    }

    private func include(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await act(web, caller) { id, person in
            _ = try await services.assignments.include(id, person, by: caller.actor)
        }
    }

    private func closeAssignment(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Assignment> = try web.id("assignment")
        try await services.assignments.close(id, by: caller.actor)
        return .seeOther("/assignments/\(id)")
    }

    // MARK: One person

    private func activityPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Person> = try web.id("person")
        let activity = try await services.assignments.activity(of: id, by: caller.actor)
        let now = world.now()
        let views = AssignmentViews(now: now)
        let page = ActivityPage(
            pageTitle: say("activity.of", ["name": activity.person.name]),
            activityNote: say(
                id == caller.person.id ? "activity.yours" : "activity.seen_identically",
                ["name": activity.person.name]), assignmentRows: activity.assignments.compactMap(views.own),
            watchedRows: activity.watched.map { clip, total in
                let percent = total.percent(of: clip.media.durationMilliseconds ?? 0)
                return WatchedRow(
                    watchedAddress: "/clips/\(clip.id)", watchedTitle: ClipViews.title(clip),
                    watchedFacts: say(
                        "activity.watched",
                        ["percent": "\(percent)", "when": Wording.ago(total.reportedAt, now: now)]),
                    watchedPercent: percent)
            },
            lookRows: activity.looks.map { LookRow(lookName: $0.name, lookWhen: Wording.ago($0.at, now: now)) })
        return try await draw(page, caller, at: .sets)
    }
}
