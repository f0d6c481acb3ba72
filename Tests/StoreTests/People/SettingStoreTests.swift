import Domain
import Rehearsal
import Store
import Testing

struct SettingStoreTests {
    @Test(arguments: Engine.available, awkwardTexts)
    func settingComesBackUntilItIsReplacedOrDeleted(engine: Engine, value: String) async throws {
        try await engine.onStage { stage in
            #expect(try stage.settings.get("motto") == nil)
            try stage.settings.set("motto", to: "first", at: stage.now)
            try stage.settings.set("motto", to: value, at: stage.now)
            #expect(try stage.settings.get("motto") == value)
            try stage.settings.delete("motto")
            #expect(try stage.settings.get("motto") == nil)
        }
    }
}
