import Domain
import Testing

@testable import Lookup

/// Lookup with the model, over a few clips.
@Suite(.enabled(if: InstalledModel.isThere, InstalledModel.whyNot))
struct MeaningLookupTests {
    private static let clips = [
        clip(
            "clip_price", lines: ["She said the fee was far above what they had set aside for this."],
            objections: ["ob.price"]),
        clip("clip_timing", lines: ["He wanted to wait until the reorganisation is over."], objections: ["ob.timing"]),
        clip("clip_dinner", lines: ["We had soup for lunch and the weather was lovely in the mountains."]),
    ]

    private static func encoded(_ clips: [IndexedClip]) throws -> [IndexedClip] {
        let encoder = try InstalledModel.encoder.get()
        return clips.map { clip in
            var clip = clip
            clip.meaning = encoder.meaning(of: clip, rule: .lines, known: ClipMeaning())
            return clip
        }
    }

    private static func learned(_ clips: [IndexedClip]) throws -> LiveIndex {
        let index = LiveIndex(dictionary: .none, encoder: try InstalledModel.encoder.get(), rule: .lines)
        index.replace(taxonomy: taxonomy)
        index.replace(clips)
        index.learn()
        return index
    }

    @Test func otherWordsForTheSameAreFound() throws {
        let index = try Self.learned(try Self.encoded(Self.clips))
        let answer = index.find("they cannot afford it")
        #expect(answer.clips.first == "clip_price")
        #expect(answer.guessedObjection == ID("ob.price"))
        #expect(index.meaning == .ready)
    }

    @Test func clipIsFoundByItsWordsBeforeItIsEncoded() throws {
        let index = try Self.learned(try Self.encoded(Self.clips))
        index.replace(clip("clip_new", lines: ["Their escrow clause was the sticking point."]))
        #expect(index.find("escrow clause").clips.first == "clip_new")
        #expect(index.clipsWithoutMeaning() == [ID("clip_new")])
    }

    @Test func whoeverTypesIsAnsweredAtOnceAndBetterOnceTheSentenceIsKnown() throws {
        let index = try Self.learned(try Self.encoded(Self.clips))
        var typing = LookupInput(text: "they cannot affo", isTyping: true)
        typing.waitsForMeaning = false
        #expect(index.lookup(typing, viewer: viewer(), today: today).isPreliminary)
        typing.waitsForMeaning = true
        let settled = index.lookup(typing, viewer: viewer(), today: today)
        #expect(!settled.isPreliminary)
        typing.waitsForMeaning = false
        #expect(!index.lookup(typing, viewer: viewer(), today: today).isPreliminary)
    }

    @Test func whileTypingTheObjectionIsGuessedFromWordsAndTags() throws {
        let index = try Self.learned(try Self.encoded(Self.clips))
        var typing = LookupInput(text: "your price is above", isTyping: true)
        typing.waitsForMeaning = false
        let answer = index.lookup(typing, viewer: viewer(), today: today)
        #expect(answer.guessedObjection == ID("ob.price"))
        #expect(answer.clips.first == "clip_price")
    }

    @Test func questionsWithTheSameMeaningAreAlike() throws {
        let index = try Self.learned(try Self.encoded(Self.clips))
        let likeness = try #require(
            index.likeness(
                of: "they cannot afford it",
                to: ["their budget is too small for this", "who signs the contract on their side"]))
        #expect(likeness[0] > 0.25)
        #expect(likeness[0] > likeness[1])
    }

    @Test func withoutVectorsWordsAloneAnswer() throws {
        let index = try Self.learned(Self.clips)
        #expect(index.meaning == .loading)
        #expect(index.find("reorganisation").clips.first == "clip_timing")
    }

    @Test func clipThatIsGoneIsNotFoundByMeaning() throws {
        let index = try Self.learned(try Self.encoded(Self.clips))
        index.remove(ID("clip_price"))
        #expect(!index.find("they cannot afford it").clips.contains("clip_price"))
    }

    @Test func clipOneMayNotSeeIsNotFoundByMeaning() throws {
        var clips = try Self.encoded(Self.clips)
        clips[0].access = access(team: "team_b", owner: "person_other", .team)
        let index = try Self.learned(clips)
        #expect(!index.find("they cannot afford it").clips.contains("clip_price"))
    }

    @Test func onlyChangedWindowsAreEncodedAgain() throws {
        let encoder = try InstalledModel.encoder.get()
        let before = clip("clip_a", lines: ["One thing.", "Another thing.", "A third.", "The last."])
        let after = clip("clip_a", lines: ["One thing.", "Another thing.", "A third.", "Something else."])
        let known = encoder.meaning(of: before, rule: .lines, known: ClipMeaning())
        var encoded = 0
        let meaning = encoder.meaning(of: after, rule: .lines, known: known) { done, all in
            encoded = done
            #expect(all == 1)
        }
        #expect(encoded == 1)
        #expect(meaning.count == 4)
    }

    @Test func mergedSegmentsAnswerAsOne() throws {
        let clips = try Self.encoded(Self.clips)
        let whole = try Self.learned(clips)
        let single = try Self.learned([])
        for clip in clips { single.replace(clip) }
        single.learn()
        for text in ["they cannot afford it", "let us wait", "lunch"] {
            #expect(single.find(text).clips == whole.find(text).clips)
        }
    }

    @Test func questionNobodyAnsweredIsAMiss() throws {
        let index = try Self.learned(try Self.encoded(Self.clips))
        #expect(index.find("how do I replace the toner of the printer").isMiss)
        #expect(!index.find("they cannot afford it").isMiss)
    }

    @Test func everyLevelOfInstructionsFindsTheSame() throws {
        let clips = try Self.encoded(Self.clips)
        for kernels in Kernels.available {
            let encoder = try MeaningModel.load(folder: InstalledModel.folder, kernels: kernels)
            let index = LiveIndex(dictionary: .none, encoder: encoder, rule: .lines)
            index.replace(taxonomy: taxonomy)
            index.replace(clips)
            index.learn()
            #expect(index.find("they cannot afford it").clips.first == "clip_price", "\(kernels.name)")
        }
    }
}
