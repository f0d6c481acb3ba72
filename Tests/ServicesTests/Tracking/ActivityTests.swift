import Database
import Domain
import Lookup
import Rehearsal
import Services
import Store
import Testing

/// Who sees what happened in the last days.
struct ActivityTests {
    @Test func managerSeesTheOwnTeamsAdminEverybodyAndOthersNothing() async throws {
        try await Stage.open { stage in
            let activity = stage.services.activity
            let north = try await stage.person("Nora", in: "North")
            let south = try await stage.person("Sam", in: "South")
            let manager = try await stage.person("Mia", role: .manager, in: "North")
            let admin = try await stage.person("Ada", role: .admin)
            for person in [north, north, south] {
                _ = try await stage.services.lookup.lookup(LookupInput(text: "too expensive"), by: person)
            }

            let own = try await activity.lookups(by: manager)
            #expect(own.total == 2)
            #expect(own.people == 1)
            #expect(own.days.count == ActivityService.lookupDays)
            #expect(try await activity.lookups(by: admin).total == 3)
            #expect(try await refusedCode { try await activity.lookups(by: north) } == "forbidden")
            #expect(try await refusedCode { try await activity.jobs(by: manager) } != nil)
            #expect(try await refusedCode { try await activity.storage(by: manager) } != nil)
        }
    }

    @Test func languageIsOnesOwnAndMustLookLikeOne() async throws {
        try await Stage.open { stage in
            let person = try await stage.person("Nora")
            let people = stage.services.people
            #expect(try await people.chooseLanguage("pt-BR", by: person).language == "pt-BR")
            #expect(try await people.find(person.person.id, by: person).language == "pt-BR")
            #expect(try await people.chooseLanguage(nil, by: person).language == nil)
            for wrong in ["x", "<script>", String(repeating: "a", count: 36), ""] {
                #expect(try await refusedCode { try await people.chooseLanguage(wrong, by: person) } == "invalid")
            }
        }
    }
}
