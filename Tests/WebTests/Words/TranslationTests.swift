import Domain
import Foundation
import HTTPTypes
import Media
import Services
import Testing

@testable import Web

/// Draws every page in a language nobody speaks: what is still English was written into the code.
struct TranslationTests {
    private static let loaded = Result {
        let languages = try PseudoLanguage.languages.get()
        return (
            templates: try Templates(folder: Stage.templates, languages: languages),
            assets: try Assets(folder: Stage.templates + "/assets", languages: languages)
        )
    }

    /// The person in the corner of every page, with their initial, and the product's name.
    private static let everywhere: Set<String> = ["Ana", "A", "Understudy"]

    /// The sample pages: whatever is no bracketed text must come from the sample itself.
    @Test(arguments: SamplePages.all.map(\.name))
    func samplePageHoldsNoUntranslatedText(name: String) throws {
        let (templates, assets) = try Self.loaded.get()
        try Words.$current.withValue(PseudoLanguage.words) {
            let sample = try #require(SamplePages.all.first { $0.name == name })
            let person = SignedInPerson(name: "Ana", role: say("role.admin"), isAdmin: true)
            let chrome = Chrome(
                signedIn: sample.place == .nowhere ? nil : person, place: sample.place, csrfToken: "t", isDemo: true,
                assets: assets)

            let html = templates.page(sample.page, chrome: chrome)

            #expect(html.contains("<html lang=\"qps\""))
            let left = Set(PseudoLanguage.untranslated(in: html)).subtracting(given(sample.page)).subtracting(
                Self.everywhere)
            #expect(left.sorted() == [], "\(name): put these words into Templates/words/en.json")
        }
    }

    /// Every word of every text the sample's view was made with.
    private func given(_ value: Any) -> Set<String> {
        if let text = value as? String {
            let escaped = text.replacing("'", with: "&#39;")
            return Set(
                [text, escaped].flatMap { $0.split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map(String.init) })
        }
        return Mirror(reflecting: value).children.reduce(into: []) { $0.formUnion(given($1.value)) }
    }

    /// Pages as the server answers them, over real services.
    static let paths = [
        "/", "/lookup", "/lookup?q=expensive", "/lookup?q=zebra", "/clips", "/clips?state=draft",
        "/clips?scope=mine&stage=st.discover",
        "/clips/new", "/clips/{library}", "/clips/{draft}", "/clips/{quarantined}", "/clips/{failed}",
        "/clips/{trashed}",
        "/clips/{library}/edit", "/clips/{draft}/edit", "/trash", "/account", "/admin", "/admin/people", "/admin/teams",
        "/admin/taxonomy", "/admin/taxonomy?kind=objection", "/admin/taxonomy?kind=product", "/admin/jobs",
        "/admin/storage", "/admin/settings", "/nowhere", "/clips/clip_nothing", "/requests",
        "/requests?scope=mine", "/requests?scope=for_me", "/requests?scope=answered", "/requests/new?q=zebra",
        "/requests/{request}", "/gaps", "/pack", "/pack?q=expensive", "/admin/learning",
        "/admin/judging", "/admin/taxonomy?kind=glossary",
        "/clips/tagging", "/recall", "/cues", "/cues/{cue}", "/cues/new?clip={library}", "/memory",
        "/people/{owner}/memory", "/team/retention", "/calibration",
        "/lookup?stage=%20", "/clips/{team}/feedback", "/feedback", "/feedback?shelf=received", "/feedback?shelf=given",
        "/feedback/receipts?month=2026-11", "/notifications",
    ]

    /// What the stage is made of, and what people or the machine wrote down themselves.
    static let data = """
        Admin Owner Mate Rep Performer Performerx Mgr Mgrx A O M R P admin owner mate rep performer performerx mgr mgrx example com Too expensive private team library draft quarantined failed trashed
        Ana Duarte Asked before the recording Discovery Negotiation Price Not now You are too expensive value unclear Compared to what
        Is it worth it concern capture Firefox on Linux Safari iPhone reading read A B They say we are too expensive compared to Acme and here is how I
        answer that every time Expensive compared to what I ask and then I wait until they have told me their budget This is no recording
        English ffmpeg ended with 1 call mp4 Understudy zebra expensive Do you work on the moon You paused before the price Ask
        first
        Ask compared to what Name what waiting costs UTC CSV AUC RMSE Brier FSRS
        """

    @Test func everyPageOfTheServerIsInTheReadersLanguage() async throws {
        // The phrases the composer asks about are a list that admins write.
        let written = ([Self.data] + VagueWords.usual.phrases).joined(separator: " ")
        let known = Set(written.split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map(String.init))
        try await Stage.open(speaking: try PseudoLanguage.languages.get()) { stage in
            let machine = try await machineWords(stage)
            for path in Self.paths {
                let answer = try await stage.ask(.admin, .get, path, headers: ["Accept-Language": "qps, en;q=0.5"])

                #expect(answer.text.contains("<html lang=\"qps\""), "\(path)")
                let left = Set(PseudoLanguage.untranslated(in: answer.text)).subtracting(known).subtracting(machine)
                #expect(left.sorted() == [], "\(path)")
            }
        }
    }

    /// What the machine says of itself: which program is missing, what the database warns of. It stays as it was written.
    private func machineWords(_ stage: Stage) async throws -> Set<String> {
        let admin = try await stage.services.sessions.operatorActor(as: Visitor.admin.email)
        let status = try await stage.services.storage.status(by: admin)
        let tools = stage.services.storage.tools
        let texts =
            status.warnings + [status.databaseVersion, tools.blocker, tools.transcriber.problem].compactMap { $0 }
        return Set(texts.flatMap { $0.split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map(String.init) })
    }

    @Test func withoutAWishThePagesAreInEnglish() async throws {
        try await Stage.open(speaking: try PseudoLanguage.languages.get()) { stage in
            let answer = try await stage.ask(.owner, .get, "/lookup")

            #expect(answer.text.contains("<html lang=\"en\""))
            #expect(!answer.text.contains("⟦"))
        }
    }

    @Test func languageChosenOnTheAccountPageWinsOverTheBrowser() async throws {
        try await Stage.open(speaking: try PseudoLanguage.languages.get()) { stage in
            let chosen = try await stage.ask(.owner, .patch, "/api/v1/me", json: #"{"language":"qps"}"#)
            #expect(chosen.status == 200)
            let page = try await stage.ask(.owner, .get, "/account", headers: ["Accept-Language": "en"])
            #expect(page.text.contains("<html lang=\"qps\""))
            #expect(page.text.contains("<option value=\"qps\" selected>⟦Éñgľíšh⟧</option>"))

            try await stage.expect(200, .owner, .patch, "/api/v1/me", json: #"{"language":""}"#)
            #expect(try await stage.ask(.owner, .get, "/account").text.contains("<html lang=\"en\""))
        }
    }

    @Test func scriptsSpeakTheLanguageOfTheirPage() async throws {
        try await Stage.open(speaking: try PseudoLanguage.languages.get()) { stage in
            for (wish, word) in [("qps", "⟦Mútéd⟧"), ("en", "\"Muted\"")] {
                let page = try await stage.ask(.owner, .get, "/lookup", headers: ["Accept-Language": wish])
                let base = try #require(page.text.components(separatedBy: "data-assets=\"").last?.prefix { $0 != "\"" })
                let script = try await stage.ask(.anon, .get, "\(base)/words.js")

                #expect(script.text.contains(word))
                #expect(!script.text.contains("[[script]]"))
            }
        }
    }
}
