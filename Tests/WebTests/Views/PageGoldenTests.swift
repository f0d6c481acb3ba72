import Foundation
import Testing

@testable import Web

/// What every page looks like as text, and what no page may hold.
@Suite(.inEnglish)
struct PageGoldenTests {
    let templates: Templates
    let chrome: @Sendable (Place) -> Chrome
    let version: String

    init() throws {
        let assets = try Self.loaded.get().assets
        templates = try Self.loaded.get().templates
        version = assets.version
        chrome = { place in
            Chrome(
                signedIn: place == .nowhere
                    ? nil : SignedInPerson(name: "Ana <b>Duarte", role: "Admin", isAdmin: true),
                place: place, csrfToken: "csrf&token", flash: FlashNotice(flashText: SamplePages.evil), isDemo: true,
                recall: place == .recall ? RecallLink(waiting: 3, at: place) : nil,
                assets: assets)
        }
    }

    /// Read once for all tests, as the server does.
    static let loaded = Result {
        let folder = try templatesFolder()
        return (
            templates: try Templates(folder: folder),
            assets: try Assets(folder: folder + "/assets", languages: English.languages)
        )
    }

    @Test(arguments: SamplePages.all.map(\.name))
    func pageLooksAsRecorded(name: String) throws {
        try expectGolden(html(name), "\(name).html")
    }

    @Test(arguments: SamplePages.all.map(\.name))
    func pageHoldsNoForeignMarkupAndNothingInline(name: String) throws {
        let html = try html(name)

        #expect(!html.contains("<script>"))
        #expect(!html.contains("<b>Duarte"))
        #expect(!html.contains("style="))
        #expect(!html.contains("javascript:"))
        #expect(!html.contains("Optional("))
        #expect(html.components(separatedBy: "<script").dropFirst().allSatisfy { $0.contains("src=\"/assets/") })
    }

    @Test(arguments: SamplePages.all.map(\.name))
    func pageIsSmallAndHasOneHeading(name: String) throws {
        let html = try html(name)

        #expect(html.utf8.count <= 60_000)
        #expect(html.components(separatedBy: "<h1").count == 2)
        #expect(html.hasSuffix("</html>\n"))
    }

    @Test(arguments: SamplePages.all.map(\.name))
    func everyFormThatChangesSomethingCarriesTheToken(name: String) throws {
        for form in try html(name).components(separatedBy: "<form").dropFirst() where form.contains("method=\"post\"") {
            let inside = form.components(separatedBy: "</form>")[0]
            #expect(inside.contains("name=\"_csrf\" value=\"csrf&amp;token\""))
        }
    }

    /// A form inside a form ends the outer one, without a word.
    @Test(arguments: SamplePages.all.map(\.name))
    func noFormHoldsAForm(name: String) throws {
        for form in try html(name).components(separatedBy: "<form").dropFirst() {
            #expect(form.contains("</form>"))
        }
    }

    @Test(arguments: SamplePages.all.map(\.name))
    func idsAreUniqueAndLabelsLeadSomewhere(name: String) throws {
        let html = try html(name)
        let ids = values(of: "id", in: html)

        #expect(Set(ids).count == ids.count)
        #expect(Set(values(of: "for", in: html)).isSubset(of: Set(ids)))
        #expect(Set(values(of: "aria-labelledby", in: html)).isSubset(of: Set(ids)))
    }

    @Test func textInABoxKeepsItsLines() throws {
        #expect(try html("clip-edit").contains("First line\nsecond line &lt;/textarea&gt;"))
    }

    private func html(_ name: String) throws -> String {
        let sample = try #require(SamplePages.all.first { $0.name == name })
        return templates.page(sample.page, chrome: chrome(sample.place))
            .replacingOccurrences(of: version, with: "VERSION")
    }

    private func values(of attribute: String, in html: String) -> [String] {
        html.components(separatedBy: " \(attribute)=\"").dropFirst().map { $0.components(separatedBy: "\"")[0] }
    }

    /// `Templates` of the checkout this file lies in, or the folder named by `UNDERSTUDY_TEMPLATES`.
    static func templatesFolder(file: String = #filePath) throws -> String {
        if let named = ProcessInfo.processInfo.environment["UNDERSTUDY_TEMPLATES"] { return named }
        return URL(fileURLWithPath: file).deletingLastPathComponent()
            .appendingPathComponent("../../../Templates").standardized.path
    }
}
