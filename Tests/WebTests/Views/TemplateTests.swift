import Foundation
import Testing

@testable import Web

/// The mistakes a template can make without anybody noticing.
@Suite(.inEnglish)
struct TemplateTests {
    @Test func missingTemplateStopsTheStart() {
        let check = TemplateCheck(sources: ["a": "{{>partials/b}}"], viewTemplates: ["a"])
        #expect(throws: RenderingFailure.missingTemplate("partials/b")) { try check.check() }
    }

    @Test func templateNobodyNamesStopsTheStart() {
        let check = TemplateCheck(sources: ["a": "", "b": ""], viewTemplates: ["a"])
        #expect(throws: RenderingFailure.unusedTemplate("b")) { try check.check() }
    }

    @Test(arguments: ["{{{name}}}", "{{&name}}"])
    func unescapedTextStopsTheStart(source: String) {
        let check = TemplateCheck(sources: ["a": source], viewTemplates: ["a"])
        #expect(throws: RenderingFailure.unescaped("a")) { try check.check() }
    }

    @Test func indentedPartialStopsTheStart() {
        let check = TemplateCheck(sources: ["a": "<p>\n  {{>b}}\n</p>", "b": ""], viewTemplates: ["a"])
        #expect(throws: RenderingFailure.indentedPartial("a")) { try check.check() }
    }

    /// A misspelt name draws nothing, and a stored property no template reads is a promise nobody keeps.
    @Test func everyNameInATemplateIsAPropertyAndTheReverse() throws {
        let folder = try PageGoldenTests.templatesFolder()
        var used: Set<String> = []
        let english = TemplateWords(words: English.words)
        for (name, source) in try Templates.sources(in: folder) {
            used.formUnion(names(in: try english.filled(source, of: name)))
        }

        var offered: Set<String> = ["page", "chrome"]
        let assets = try Assets(folder: folder + "/assets", languages: English.languages)
        let person = SignedInPerson(name: "A", role: "B", isAdmin: true)
        collect(
            Chrome(
                signedIn: person, csrfToken: "", flash: FlashNotice(flashText: ""),
                recall: RecallLink(waiting: 1, at: .recall), assets: assets), into: &offered)
        for sample in SamplePages.all { collect(sample.page, into: &offered) }

        #expect(used.subtracting(offered).sorted() == [])
        // It decides which links the navigation has.
        #expect(offered.subtracting(used).sorted() == ["personIsAdmin"])
    }

    @Test func everyAssetAPageOrModuleNamesExists() throws {
        let folder = try PageGoldenTests.templatesFolder()
        let assets = try Assets(folder: folder + "/assets", languages: English.languages)
        let sprite = String(decoding: try #require(assets.file("icons.svg")).bytes, as: UTF8.self)

        var sources: [String] = []
        let enumerator = try #require(FileManager.default.enumerator(atPath: folder))
        for case let path as String in enumerator where path.hasSuffix(".mustache") || path.hasSuffix(".js") {
            sources.append(try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8))
        }
        for source in sources {
            for rest in source.components(separatedBy: "{{chrome.assetBase}}/").dropFirst() {
                let name = rest.prefix { $0.isLetter || $0 == "." || $0 == "_" }
                #expect(assets.file(String(name)) != nil)
            }
            for rest in source.components(separatedBy: "from './").dropFirst() {
                #expect(assets.file(rest.components(separatedBy: "'")[0]) != nil)
            }
            for rest in source.components(separatedBy: "icons.svg#").dropFirst() where rest.first?.isLetter == true {
                #expect(sprite.contains("id=\"\(rest.prefix { $0.isLetter })\""))
            }
        }
    }

    @Test func assetsVersionIsOfTheirBytes() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "assets-\(ProcessInfo.processInfo.globallyUniqueString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("a {}".utf8).write(to: folder.appendingPathComponent("a.css"))
        let first = try Assets(folder: folder.path, languages: English.languages)
        let again = try Assets(folder: folder.path, languages: English.languages)
        try Data("a { }".utf8).write(to: folder.appendingPathComponent("a.css"))
        let changed = try Assets(folder: folder.path, languages: English.languages)

        #expect(first.version == again.version)
        #expect(first.version != changed.version)
        #expect(first.file("a.css")?.contentType == "text/css; charset=utf-8")
        #expect(first.file("../a.css") == nil)
    }

    @Test func waveformOfAnyLengthStaysInItsBox() {
        #expect(Waveform.path([]) == nil)
        for count in [1, 2, 249, 250, 251, 5000] {
            let path = Waveform.path((0..<count).map { UInt8($0 % 256) }) ?? ""
            let numbers = path.split { !$0.isNumber }.compactMap { Int($0) }
            #expect(numbers.allSatisfy { (0...1000).contains($0) })
            #expect(path.utf8.count < 6000)
        }
    }

    private func names(in source: String) -> Set<String> {
        var found: Set<String> = []
        for rest in source.components(separatedBy: "{{").dropFirst() {
            var tag = rest.components(separatedBy: "}}")[0]
            guard let first = tag.first, !">$!<".contains(first) else { continue }
            if "#^/".contains(first) {
                guard first != "/" else { continue }
                tag.removeFirst()
            }
            if tag.hasPrefix("empty(") { tag = String(tag.dropFirst(6).dropLast()) }
            if tag == "." { continue }
            found.formUnion(tag.split(separator: ".").map(String.init))
        }
        return found.subtracting(["scripts", "styles", "content", "layouts/page"])
    }

    private func collect(_ value: Any, into names: inout Set<String>) {
        let mirror = Mirror(reflecting: value)
        for child in mirror.children {
            if mirror.displayStyle == .struct, let label = child.label { names.insert(label) }
            collect(child.value, into: &names)
        }
    }
}
