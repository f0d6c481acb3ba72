import Domain
import Hummingbird
import Lookup
import Services

/// The first page.
extension Pages {
    var todayRoutes: [Route] {
        [.get("/", .page { try await today($1) }, about: .page)]
    }

    private func today(_ caller: Caller) async throws -> Response {
        let actor = caller.actor
        let taxonomy = try await services.taxonomy.taxonomy()
        let newest = try await services.clips.list(ClipFilter(state: .published), limit: 6, by: actor)
        var waiting: [Clip] = []
        for state in [ClipState.processing, .rejected, .draft] {
            waiting += try await services.clips.list(ClipFilter(shelf: .mine, state: state), limit: 4, by: actor).items
        }
        let begun = try await services.clips.toContinue(limit: 3, by: actor)
        let coverage = services.lookup.coverage(by: actor)
        let shown = newest.items + waiting + begun.map(\.clip)
        let views = ClipViews(
            taxonomy: taxonomy, now: world.now(), posters: try await services.clips.posters(of: shown))
        let assigned = try await services.assignments.mine(by: actor)
        let assignments = AssignmentViews(now: world.now())
        let looksAfterPeople = !actor.managedTeams.isEmpty && !actor.isAdmin
        let page = TodayPage(
            greeting: say(
                "today.hello",
                ["name": caller.person.name.split(separator: " ").first.map(String.init) ?? caller.person.name]),
            stageChips: taxonomy.active(.stage).map {
                ChipView(chipLabel: Wording.short($0.label), chipAddress: "/lookup?stage=\($0.id)")
            },
            todayRecall: try await todayRecall(taxonomy, actor),
            nextSteps: try await nextSteps(taxonomy, waiting, coverage, actor),
            assignedRows: assigned.filter { $0.given.closedAt == nil && $0.turns.last?.state.isOpen ?? false }.prefix(4)
                .compactMap(assignments.own),
            stageGrid: grid(taxonomy, coverage, try await services.gaps.demand(by: actor)),
            gapsAddress: actor.isAdmin || actor.person.role == .manager ? "/gaps" : nil,
            continueCards: begun.compactMap { point in
                let length = point.clip.media.durationMilliseconds ?? 0
                // Whoever is at the end has nothing to go on with.
                guard point.milliseconds > 2000, point.milliseconds < length - 5000 else { return nil }
                return views.moment(
                    point.clip, at: point.milliseconds,
                    note: say("today.you_stopped_at", ["time": Wording.clock(milliseconds: point.milliseconds)]))
            },
            newestCards: newest.items.map { clip in
                views.moment(clip, note: say("card.added", ["when": Wording.ago(clip.createdAt, now: views.now)]))
            },
            waitingCards: waiting.map { views.card($0) },
            lookupChart: looksAfterPeople ? DayChart.lookups(try await services.activity.lookups(by: actor)) : nil,
            libraryIsEmpty: newest.total == 0)
        return try await draw(page, caller, at: .today)
    }

    private func todayRecall(_ taxonomy: Taxonomy, _ actor: Actor) async throws -> TodayRecall? {
        let today = try await services.recall.today(by: actor)
        let looksAfterPeople = actor.isAdmin || actor.person.role == .manager
        guard today.scheduled > 0 || looksAfterPeople else { return nil }
        return TodayRecall(
            recallText: RecallViews(taxonomy: taxonomy, now: world.now()).summary(today),
            recallWaits: today.waiting > 0 || today.open != nil,
            retentionAddress: looksAfterPeople ? "/team/retention" : nil)
    }

    private func nextSteps(
        _ taxonomy: Taxonomy, _ waiting: [Clip], _ coverage: [CoverageCell], _ actor: Actor
    ) async throws -> [NextStep] {
        let own = try await services.clips.list(ClipFilter(shelf: .mine, state: .published), limit: 50, by: actor)
        let jobs = actor.isAdmin ? try await services.jobs.counts(by: actor) : nil
        return NextSteps(
            actor: actor, taxonomy: taxonomy, own: own.items, drafts: waiting.filter { $0.state == .draft },
            coverage: coverage, recentLookups: try await services.lookup.recent(by: actor),
            failedJobs: jobs.map { ($0[.failed] ?? 0) + ($0[.poison] ?? 0) },
            people: actor.isAdmin ? try await services.people.list(by: actor).count : nil, today: world.now().day,
            requests: try await services.requests.news(of: actor),
            feedback: try await services.feedback.open(for: actor)
        ).steps
    }

    /// Only rows and columns in which something is there or was asked for; nil when there is nothing at all.
    private func grid(_ taxonomy: Taxonomy, _ cells: [CoverageCell], _ demand: [GapService.Demand]) -> StageGrid? {
        let counts = places(cells.map { ($0.stage, $0.objection, $0.count) })
        let asked = places(demand.map { ($0.stage, $0.objection, $0.lookups) })
        let all = Set(counts.keys).union(asked.keys)
        guard !counts.isEmpty else { return nil }
        let stages = taxonomy.active(.stage).filter { stage in all.contains { $0.stage == stage.id } }
        let objections = taxonomy.active(.objection).filter { objection in
            all.contains { $0.objection == objection.id }
        }
        // The first clip of a cell is a beginning, not plenty: the deepest colour needs at least four.
        let steps = max(3, (counts.values.max() ?? 1) - 1)
        return StageGrid(
            gridHeads: stages.map {
                GridHead(headLabel: Wording.short($0.label), headAddress: "/lookup?stage=\($0.id)")
            },
            gridRows: objections.map { objection in
                let row = stages.map { stage -> GridCell in
                    let place = GridPlace(stage: stage.id, objection: objection.id)
                    return cell(stage, objection, count: counts[place] ?? 0, asked: asked[place] ?? 0, steps: steps)
                }
                let total = counts.filter { $0.key.objection == objection.id }.values.reduce(0, +)
                // Most people type a sentence and choose no stage.
                let demand = demand.filter { $0.objection == objection.id }.map(\.lookups).reduce(0, +)
                return GridRow(
                    rowLabel: objection.label, rowAddress: "/lookup?objection=\(objection.id)", rowTotal: "\(total)",
                    rowDemand: demand > 0 ? "\(demand)" : nil, rowCells: row)
            }, gridHasDemand: demand.contains { $0.objection != nil })
    }

    /// Without what has no stage or no objection.
    private func places(_ counts: [(ID<Term>?, ID<Term>?, Int)]) -> [GridPlace: Int] {
        Dictionary(
            counts.compactMap { stage, objection, count in
                stage.flatMap { stage in objection.map { (GridPlace(stage: stage, objection: $0), count) } }
            }, uniquingKeysWith: +)
    }

    private func cell(_ stage: Term, _ objection: Term, count: Int, asked: Int, steps: Int) -> GridCell {
        guard count + asked > 0 else { return GridCell() }
        let names = ["objection": objection.label, "stage": stage.label]
        return GridCell(
            cellLink: GridLink(
                cellAddress: "/lookup?stage=\(stage.id)&objection=\(objection.id)", cellCount: "\(count)",
                cellLabel: asked == 0
                    ? say("today.cell", count: count, names)
                    : say("today.cell_asked", count: count, names.merging(["asked": "\(asked)"]) { $1 }),
                cellDepth: count == 0 ? 0 : min(4, 1 + (count - 1) * 3 / steps),
                cellDemand: asked == 0 ? nil : "\(asked)"))
    }
}

private struct GridPlace: Hashable {
    let stage: ID<Term>
    let objection: ID<Term>
}
