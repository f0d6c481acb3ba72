import Domain
import Hummingbird
import Services

/// Review sets given to people, and what one person was given and played.
struct AssignmentsAPI: Sendable {
    let services: Services

    var routes: [Route] { reading + giving + turns + own }

    private static let tag = "assignments"

    private var reading: [Route] {
        [
            .get(
                "/api/v1/assignments", .signedIn(.read, list),
                about: About(
                    "Assignments of one's teams, for managers and performers", tag: Self.tag,
                    query: [AskedField("set", .id)], output: .items(AssignmentJSON.schema, "Assignments"))),
            .get(
                "/api/v1/me/assignments", .signedIn(.read, mine),
                about: About(
                    "What one was given, what is open first", tag: Self.tag,
                    output: .items(AssignmentJSON.schema, "OwnAssignments"))),
            .get(
                "/api/v1/assignments/{assignment}", .signedIn(.read, show),
                about: About(
                    "One assignment: everybody's turn for managers, one's own for the others", tag: Self.tag,
                    output: AssignmentJSON.schema)),
            .get(
                "/api/v1/assignments/{assignment}/progress.csv", .signedIn(.read, csv),
                about: About("How far everybody is, as a table", tag: Self.tag, contentType: "text/csv")),
            .get(
                "/api/v1/people/{person}/activity", .signedIn(.read, activity),
                about: About(
                    "What one person was given and played; they see who looked", tag: Self.tag,
                    output: ActivityJSON.schema)),
        ]
    }

    private var giving: [Route] {
        [
            .post(
                "/api/v1/assignments", .signedIn(.write, assign), body: .json, isRepeatable: true,
                about: About(
                    "Give a set to people, a team, or everyone new in a role", tag: Self.tag,
                    input: .object(
                        "NewAssignment",
                        [
                            .init("set", .id), .init("audience", .choice(Assignment.Audience.self)),
                            .optional("people", .list(.id)), .optional("role", .choice(Role.self)),
                            .optional("enrols_joiners", .boolean), .optional("goal", .choice(Rung.self)),
                            .optional("starts_on", .day), .optional("due_on", .day),
                            .optional("repeat_months", .integer), .optional("note", .text),
                        ]), status: 201, output: AssignmentJSON.schema)),
            .delete(
                "/api/v1/assignments/{assignment}", .signedIn(.write, close),
                about: About("Close it: no reminders, nobody new; what was done stays", tag: Self.tag, status: 204)),
            .post(
                "/api/v1/assignments/{assignment}/remind", .signedIn(.write, remind), body: .json,
                about: About(
                    "Remind those who have something to do, once a day at most", tag: Self.tag,
                    input: .object("AssignmentRemind", [.optional("people", .list(.id))]),
                    output: .object("AssignmentReminded", [.init("reminded", .integer)]))),
        ]
    }

    private var turns: [Route] {
        [
            .post(
                "/api/v1/assignments/{assignment}/people/{person}/extension", .signedIn(.write, extend), body: .json,
                about: About(
                    "A later due date, with a reason", tag: Self.tag,
                    input: .object("AssignmentExtension", [.init("to", .day), .init("reason", .text)]),
                    output: AssignmentJSON.schema)),
            .put(
                "/api/v1/assignments/{assignment}/people/{person}/excuse", .signedIn(.write, excuse), body: .json,
                about: About(
                    "They need not do it, with a reason", tag: Self.tag,
                    input: .object("AssignmentExcuse", [.init("reason", .text)]), output: AssignmentJSON.schema)),
            .delete(
                "/api/v1/assignments/{assignment}/people/{person}/excuse", .signedIn(.write, include),
                about: About("They are to do it after all", tag: Self.tag, output: AssignmentJSON.schema)),
        ]
    }

    private var own: [Route] {
        [
            .put(
                "/api/v1/me/time-zone", .signedIn(.write, setZone), body: .json,
                about: About(
                    "The calendar by which due dates count", tag: Self.tag,
                    input: .object("PersonZone", [.init("time_zone", .text)]), status: 204)),
            .post(
                "/api/v1/me/calendar", .inPerson(makeFeed),
                about: About(
                    "A secret address with one's due dates and recalls for a calendar; the one before ends",
                    tag: Self.tag,
                    status: 201, output: .object("CalendarFeed", [.init("path", .text)]))),
            .delete(
                "/api/v1/me/calendar", .inPerson(endFeed),
                about: About("End that address", tag: Self.tag, status: 204)),
            .get(
                "/api/v1/calendar/{secret}", .open(feed),
                about: About(
                    "Due dates and recalls, for whoever has the secret address", tag: Self.tag,
                    contentType: "text/calendar")),
        ]
    }

    // MARK: Handlers

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let found = try await services.assignments.list(set: try web.query.id("set"), by: caller.actor)
        return try .json(ItemsJSON(items: found.map(AssignmentJSON.init)))
    }

    private func mine(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ItemsJSON(items: try await services.assignments.mine(by: caller.actor).map(AssignmentJSON.init)))
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(AssignmentJSON(try await services.assignments.show(try web.id("assignment"), by: caller.actor)))
    }

    private func csv(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let shown = try await services.assignments.show(try web.id("assignment"), by: caller.actor)
        guard shown.allowed.contains(.seePeople) else { throw Problem.forbidden() }
        return .bytes(AssignmentTable(shown).csv, contentType: "text/csv; charset=utf-8")
    }

    private func activity(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ActivityJSON(try await services.assignments.activity(of: try web.id("person"), by: caller.actor)))
    }

    private func assign(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let set: ID<ReviewSet> = input.id("set")
        let audience = input.choice("audience", of: Assignment.Audience.self)
        let people: [ID<Person>] = input.optionalIDs("people") ?? []
        let role = input.optionalChoice("role", of: Role.self)
        let joins = input.optionalBoolean("enrols_joiners") ?? false
        let goal = input.optionalChoice("goal", of: Rung.self)
        let start = input.optionalDay("starts_on")
        let due = input.optionalDay("due_on")
        let months = input.optionalInteger("repeat_months")
        let note = input.optionalText("note") ?? ""
        try input.finish()
        let new = try NewAssignment(
            set: set, audience: audience ?? .people, people: people, role: role, enrolsJoiners: joins, goal: goal,
            startsOn: start, dueOn: due, repeatMonths: months, note: note, today: web.world.now().day)
        let shown = try await services.assignments.assign(new, by: caller.actor)
        return try .created(AssignmentJSON(shown), at: "/api/v1/assignments/\(shown.given.id)")
    }

    private func close(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.assignments.close(try web.id("assignment"), by: caller.actor)
        return .noContent
    }

    private struct Reminded: Encodable {
        let reminded: Int
    }

    private func remind(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let people: [ID<Person>]? = input.optionalIDs("people")
        try input.finish()
        let count = try await services.assignments.remind(try web.id("assignment"), people: people, by: caller.actor)
        return try .json(Reminded(reminded: count))
    }

    private func extend(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let day = input.optionalDay("to")
        let reason = input.text("reason")
        try input.finish()
        guard let day else { throw Problem.invalid("to", "This has to be given.") }
        return try .json(
            AssignmentJSON(
                try await services.assignments.extend(
                    try web.id("assignment"), for: try web.id("person"), to: day, reason: try RequestReason(reason),
                    by: caller.actor)))
    }

    private func excuse(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let reason = input.text("reason")
        try input.finish()
        return try .json(
            AssignmentJSON(
                try await services.assignments.excuse(
                    try web.id("assignment"), try web.id("person"), reason: try RequestReason(reason),
                    by: caller.actor)))
    }

    private func include(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(
            AssignmentJSON(
                try await services.assignments.include(
                    try web.id("assignment"), try web.id("person"), by: caller.actor)))
    }

    private func setZone(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let name = input.text("time_zone")
        try input.finish()
        try await services.calendars.setZone(name, by: caller.actor)
        return .noContent
    }

    private struct Feed: Encodable {
        let path: String
    }

    private func makeFeed(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let secret = try await services.calendars.makeFeed(by: caller.actor)
        return try .created(Feed(path: "/api/v1/calendar/\(secret)"), at: "/api/v1/calendar/\(secret)")
    }

    private func endFeed(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.calendars.endFeed(by: caller.actor)
        return .noContent
    }

    private func feed(_ web: WebRequest) async throws -> Response {
        let entries = try await services.calendars.entries(feed: web.part("secret"))
        return .bytes(CalendarText(entries).text, contentType: "text/calendar; charset=utf-8")
    }
}
