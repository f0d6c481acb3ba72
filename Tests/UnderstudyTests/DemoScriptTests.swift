import Domain
import Testing

@testable import Services
@testable import Understudy

extension DemoClip: CustomTestStringConvertible {
    var testDescription: String { slug }
}

/// What the demo team has recorded: whole, varied, and about nobody real.
struct DemoScriptTests {
    private static let clips = DemoScript.clips
    private static let terms = Dictionary(uniqueKeysWithValues: StarterTaxonomy.terms.map { ($0.id, $0) })

    @Test func thereAreClipsForEveryStageAndAtLeastTwelveObjections() {
        #expect(Self.clips.count >= 24)
        let stages = Set(StarterTaxonomy.terms.filter { $0.kind == .stage }.map(\.id))
        #expect(Set(Self.clips.map(\.stage)) == stages)
        #expect(Set(Self.clips.compactMap(\.objection)).count >= 12)
    }

    @Test func whoLooksAroundEarlyFindsEveryStage() {
        let stages = Set(StarterTaxonomy.terms.filter { $0.kind == .stage }.map(\.id))
        #expect(Set(Self.clips.prefix(stages.count).map(\.stage)) == stages)
    }

    @Test(arguments: clips)
    func everyFieldIsOnItsList(clip: DemoClip) {
        #expect(Self.terms[clip.stage]?.kind == .stage)
        if let objection = clip.objection { #expect(Self.terms[objection]?.kind == .objection) }
        #expect(Self.terms[clip.clipType]?.kind == .clipType)
        #expect(Self.terms[clip.persona]?.kind == .persona)
        #expect(Self.terms[clip.industry]?.kind == .industry)
    }

    @Test(arguments: clips)
    func everyClipIsWhatTheServerTakes(clip: DemoClip) throws {
        var changes = ClipChanges()
        changes.title = clip.title
        changes.rules = clip.rules
        changes.conditions = clip.conditions
        changes.speakers = [ClipSpeaker(name: clip.owner.name)]
        let taken = try changes.applied(to: ClipDetails(title: ""), taxonomy: Taxonomy(terms: [], phrasings: []))
        #expect(!taken.title.isEmpty)
        #expect((1...3).contains(taken.rules.count))
        #expect(taken.rules.allSatisfy { !$0.because.isEmpty })
        #expect(clip.verifyAfterDays > 0)
        #expect(clip.lines.contains { $0.isOwner } && clip.lines.contains { !$0.isOwner })
        #expect(clip.lines.allSatisfy { !$0.text.trimmedText.isEmpty })
    }

    @Test(arguments: clips)
    func everyMomentLiesInsideItsClip(clip: DemoClip) {
        #expect(!clip.moments.isEmpty)
        for moment in clip.moments {
            #expect(clip.lines.indices.contains(moment.lines.lowerBound))
            #expect(clip.lines.indices.contains(moment.lines.upperBound))
            #expect((1...200).contains(moment.title.count))
        }
        #expect(Set(clip.moments.map(\.title)).count == clip.moments.count)
    }

    @Test(arguments: clips)
    func momentsAndCaptionsFollowTheSpeech(clip: DemoClip) throws {
        var speech = DemoSpeech()
        for (number, line) in clip.lines.enumerated() {
            var spoken = Sound()
            spoken.appendSilence(milliseconds: 1000 + number * 100)
            speech.append(spoken, isOwner: line.isOwner)
        }
        speech.end()
        let length = speech.sound.milliseconds
        let moments = speech.moments(of: clip)
        #expect(moments.count == clip.moments.count)
        #expect(moments.allSatisfy { 0 <= $0.startMilliseconds && $0.startMilliseconds < $0.endMilliseconds })
        #expect(moments.allSatisfy { $0.endMilliseconds <= length })
        let cues = speech.captions(of: clip)
        #expect(cues.map(\.text).joined(separator: " ") == clip.lines.map(\.text).joined(separator: " "))
        #expect(zip(cues, cues.dropFirst()).allSatisfy { $0.endMilliseconds <= $1.startMilliseconds })
        #expect(try Captions.parse(Captions.vtt(cues)).map(\.text) == cues.map(\.text))
    }

    @Test func everySlugNamesOneFile() {
        let slugs = Self.clips.map(\.slug)
        #expect(Set(slugs).count == slugs.count)
        for slug in slugs {
            #expect(slug.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }, "\(slug)")
        }
    }

    /// Firms a seller might name without thinking; as words of their own, in any case.
    private static let firms = [
        "adobe", "airbnb", "alibaba", "amazon", "apple", "asana", "atlassian", "aws", "azure", "bmw", "bosch",
        "cisco", "coca-cola", "dell", "dhl", "dropbox", "ebay", "facebook", "fedex", "ford", "gartner", "gong",
        "google", "hubspot", "huawei", "ibm", "ikea", "intel", "linkedin", "mercedes", "meta", "microsoft", "netflix",
        "nike", "openai", "oracle", "outreach", "pipedrive", "salesforce", "samsung", "sap", "servicenow", "shell",
        "shopify", "siemens", "slack", "sony", "stripe", "tesla", "toyota", "twitter", "uber", "ups", "volkswagen",
        "walmart", "whatsapp", "workday", "zendesk", "zoom",
    ]

    @Test(arguments: clips)
    func nobodyRealIsNamed(clip: DemoClip) {
        let texts =
            [clip.title] + clip.lines.map(\.text) + clip.moments.map(\.title) + clip.conditions
            + clip.rules.flatMap { [$0.when, $0.action, $0.because] }
        let words = texts.flatMap {
            $0.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
        }
        #expect(Set(words).isDisjoint(with: Self.firms), "\(Set(words).intersection(Self.firms))")
        for text in texts {
            #expect(!text.contains("@") && !text.contains("http") && !text.contains("www."), "\(text)")
        }
    }

    @Test func everyRoleSignsInAndEveryAddressIsForDocumentationOnly() throws {
        #expect(Set(DemoPerson.allCases.map(\.role)) == Set(Role.allCases))
        #expect(Set(DemoPerson.allCases.map(\.email)).count == DemoPerson.allCases.count)
        for person in DemoPerson.allCases {
            #expect(person.email.hasSuffix("@demo.example"))
            _ = try NewPerson(
                name: person.name, email: person.email, role: person.role.rawValue, password: DemoPerson.password)
        }
    }

    @Test func severalPeopleSpeakAndBothTeamsHaveClips() {
        #expect(Set(Self.clips.map(\.owner)).count >= 5)
        #expect(Set(Self.clips.map(\.owner.team)) == Set(DemoTeam.allCases))
        #expect(Set(Self.clips.map(\.visibility)).isSuperset(of: [.team, .library]))
    }
}
