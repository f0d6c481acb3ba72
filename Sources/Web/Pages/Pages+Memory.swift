import Domain
import Hummingbird
import Services

/// What teams would recall, and how good such predictions are.
extension Pages {
    var memoryRoutes: [Route] {
        [
            .get("/team/retention", .page { try await retentionPage($1) }, about: .page),
            .get("/calibration", .page { try await calibrationPage($1) }, about: .page),
            .post("/calibration/fit", .adminPage { try await fitMemory($1) }, body: .form, about: .page),
            .post("/calibration/rollback", .adminPage(rollBackMemory), body: .form, about: .page),
        ]
    }

    private func retentionPage(_ caller: Caller) async throws -> Response {
        let report = try await services.retention.report(by: caller.actor)
        let views = RetentionViews(taxonomy: try await services.taxonomy.taxonomy(), report: report)
        return try await draw(views.page, caller, at: .recall)
    }

    private func calibrationPage(
        _ caller: Caller, flash: FlashNotice? = nil
    ) async throws -> Response {
        let report = try await services.memory.calibration(by: caller.actor)
        var page = CalibrationViews(report: report).page
        if caller.actor.isAdmin {
            let vectors = try await services.memory.vectors(by: caller.actor)
            page.machinery = CalibrationViews.machinery(vectors.pooled, own: vectors.own, now: world.now())
        }
        return try await draw(page, caller, at: .recall, flash: flash)
    }

    private func fitMemory(_ caller: Caller) async throws -> Response {
        let report = try await services.memory.fit(by: caller.actor)
        let isDeployed = report.pooled.isDeployed || report.own.isDeployed
        let text =
            report.pooled.newLoss == nil
            ? say("calibration.too_few_to_fit", count: report.scored)
            : isDeployed ? say("calibration.fit_deployed") : say("calibration.fit_refused")
        return try await calibrationPage(caller, flash: FlashNotice(flashText: text))
    }

    private func rollBackMemory(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let id = ID<MemoryVector>(parsing: web.form.text("vector")) else { throw Problem.notFound }
        try await services.memory.rollBack(id, by: caller.actor)
        return .seeOther("/calibration")
    }
}
