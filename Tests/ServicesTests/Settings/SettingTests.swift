import Domain
import Services
import Testing

struct SettingTests {
    @Test func theOrganisationHasANameFromTheStart() async throws {
        try await Stage.open { stage in
            let settings = stage.services.settings
            #expect(try await settings.organisation() == "Understudy")
            try await settings.setOrganisation("  Curtain Ltd ", by: stage.machine)
            #expect(try await settings.organisation() == "Curtain Ltd")
            for name in ["", "  ", String(repeating: "x", count: 101)] {
                let problem = try await refusal { try await settings.setOrganisation(name, by: stage.machine) }
                #expect(problem?.errors.map(\.field) == ["organisation"])
            }
            #expect(try await settings.organisation() == "Curtain Ltd")
        }
    }

    @Test func onlyAdminsChangeSettings() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let settings = stage.services.settings
            for actor in cast.everyone where !actor.isAdmin {
                #expect(try await refusal { try await settings.setOrganisation("Mine", by: actor) }?.status == 403)
                #expect(try await refusal { try await settings.markAsDemo(by: actor) }?.status == 403)
            }
            #expect(try await !settings.isDemo())
            try await settings.markAsDemo(by: cast.admin)
            #expect(try await settings.isDemo())
        }
    }
}
