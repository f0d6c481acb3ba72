import Domain
import Lookup
import Rehearsal
import Services
import Testing

/// Demand beside supply.
struct GapTests {
    private static func lookUp(
        _ text: String, stage: String? = nil, objection: String? = nil, by actor: Actor, on set: Stage
    ) async throws {
        var input = LookupInput(text: text, stage: stage.map { ID($0) })
        input.objection = objection.map { ID($0) }
        _ = try await set.services.lookup.lookup(input, by: actor)
    }

    @Test func onlyManagersAndAdminsSeeIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            for actor in [cast.owner, cast.peer, cast.performer, cast.outsider] {
                #expect(try await refusal { try await stage.services.gaps.report(days: 28, by: actor) }?.status == 403)
            }
            for actor in [cast.manager, cast.otherManager, cast.admin] {
                #expect(try await stage.services.gaps.report(days: 28, by: actor).gaps.isEmpty)
            }
        }
    }

    @Test func lookupsCountForWhatWasChosenOrUnderstood() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.clip(of: cast.owner)
            try await Self.lookUp("you are too expensive", by: cast.peer, on: stage)
            try await Self.lookUp("zeppelin", stage: "st.discover", objection: "ob.later", by: cast.owner, on: stage)
            let report = try await stage.services.gaps.report(days: 28, by: cast.manager)
            #expect(report.lookups == 2)
            #expect(report.people == 2)
            #expect(!report.canCompare)
            let price = report.gaps.filter { $0.objection == ID("ob.price") }
            #expect(price.map(\.lookups).reduce(0, +) == 1)
            #expect(price.map(\.moments).reduce(0, +) == 1)
            let later = report.gaps.first { $0.objection == ID("ob.later") }
            #expect(later?.stage == ID("st.discover"))
            #expect(later?.misses == 1)
            #expect(later?.moments == 0)
            #expect(report.gaps.first == later)
        }
    }

    @Test func managersCountTheirOwnTeamsDemand() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await Self.lookUp("too expensive", by: cast.peer, on: stage)
            try await Self.lookUp("so expensive", by: cast.outsider, on: stage)
            #expect(try await stage.services.gaps.report(days: 28, by: cast.manager).lookups == 1)
            #expect(try await stage.services.gaps.report(days: 28, by: cast.otherManager).lookups == 1)
            #expect(try await stage.services.gaps.report(days: 28, by: cast.admin).lookups == 2)
        }
    }

    @Test func requestsWaitInTheirCellAndStaleMomentsAreNoSupply() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let yesterday = stage.world.now.day.advanced(byDays: -1)
            try await stage.clip(of: cast.owner) { $0.details.verifyBy = yesterday }
            try await stage.ask(stage: "st.negotiate", objection: "ob.price", by: cast.peer)
            let gap = try await stage.services.gaps.report(days: 7, by: cast.manager).gaps.first
            #expect(gap?.requests == 1)
            #expect(gap?.moments == 0)
            #expect(try await stage.services.gaps.report(days: 7, by: cast.otherManager).gaps.isEmpty)
        }
    }

    @Test func periodsEnd() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await Self.lookUp("too expensive", by: cast.peer, on: stage)
            stage.world.advance(days: 8)
            #expect(try await stage.services.gaps.report(days: 7, by: cast.manager).lookups == 0)
            #expect(try await stage.services.gaps.report(days: 28, by: cast.manager).lookups == 1)
            #expect(
                try await refusal { try await stage.services.gaps.report(days: 30, by: cast.manager) }?.status == 422)
        }
    }
}
