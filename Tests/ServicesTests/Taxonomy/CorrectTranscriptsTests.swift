import Domain
import Lookup
import Rehearsal
import Services
import Store
import Testing

/// A word that comes into the glossary later puts right what was misheard before.
struct CorrectTranscriptsTests {
    private func addWord(_ label: String, heardAs aliases: [String], _ stage: Stage, by admin: Actor) async throws {
        var changes = TermChanges()
        changes.label = label
        changes.aliases = aliases
        _ = try await stage.services.taxonomy.add(kind: .glossary, changes, by: admin)
    }

    private func workOff(_ stage: Stage) async throws {
        var turns = JobTurns()
        while try await stage.services.worker.runNext(in: .meaning, &turns) {}
    }

    private func texts(_ clip: ID<Clip>, _ stage: Stage, by actor: Actor) async throws -> [String] {
        try await stage.services.clips.transcript(of: clip, by: actor).lines.map(\.text)
    }

    @Test func whatWasMisheardIsPutRightAndFound() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip("A call", of: cast.owner, said: "We moved to corvex, they said.")
            let other = try await stage.clip("Another", of: cast.owner, said: "Nothing of the kind.")
            try await addWord("Quorvex", heardAs: ["corvex"], stage, by: cast.admin)
            try await stage.services.taxonomy.correctTranscriptsLater(by: cast.admin)
            try await workOff(stage)
            #expect(try await texts(clip, stage, by: cast.owner) == ["We moved to Quorvex, they said."])
            #expect(try await stage.services.clips.transcript(of: clip, by: cast.owner).revision == 2)
            #expect(try await stage.services.clips.transcript(of: other, by: cast.owner).revision == 1)
            let job = try #require(try await stage.services.taxonomy.correctingTranscripts(by: cast.admin))
            #expect(job.state == .done && job.progressPercent == 100)
        }
    }

    @Test func linesSomebodyEditedStayAsTheyAre() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip("A call", of: cast.owner, said: "It is called corvex.")
            let lines = [
                TranscriptLine(startMilliseconds: 1000, endMilliseconds: 9000, text: "It is called corvex."),
                TranscriptLine(startMilliseconds: 9000, endMilliseconds: 12_000, text: "A corvex, as in birds."),
            ]
            _ = try await stage.services.clips.saveTranscript(lines, of: clip, revision: 1, by: cast.owner)
            try await addWord("Quorvex", heardAs: ["corvex"], stage, by: cast.admin)
            try await stage.services.taxonomy.correctTranscriptsLater(by: cast.admin)
            try await workOff(stage)
            #expect(
                try await texts(clip, stage, by: cast.owner) == ["It is called Quorvex.", "A corvex, as in birds."])
            #expect(try await stage.stored(clip).media.transcript == .edited)
        }
    }

    @Test func uploadedCaptionsStayAsTheyAre() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip("A call", of: cast.owner, said: "It is called corvex.")
            let captions = "WEBVTT\n\n00:01.000 --> 00:09.000\nIt is called corvex.\n"
            _ = try await stage.services.clips.uploadCaptions(captions, of: clip, by: cast.owner)
            try await addWord("Quorvex", heardAs: ["corvex"], stage, by: cast.admin)
            try await stage.services.taxonomy.correctTranscriptsLater(by: cast.admin)
            try await workOff(stage)
            #expect(try await texts(clip, stage, by: cast.owner) == ["It is called corvex."])
        }
    }

    @Test func itIsDoneOnceHoweverOftenItIsAskedFor() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip("A call", of: cast.owner, said: "It is called corvex.")
            try await addWord("Quorvex", heardAs: ["corvex"], stage, by: cast.admin)
            for _ in 0..<2 { try await stage.services.taxonomy.correctTranscriptsLater(by: cast.admin) }
            try await workOff(stage)
            try await stage.services.taxonomy.correctTranscriptsLater(by: cast.admin)
            try await workOff(stage)
            #expect(try await stage.services.clips.transcript(of: clip, by: cast.owner).revision == 2)
            #expect(try await stage.events().filter { $0 == "glossary.applied" }.count == 2)
        }
    }

    @Test func onlyAdminsMayAskForIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            for actor in cast.everyone where !actor.isAdmin {
                #expect(
                    try await refusal { try await stage.services.taxonomy.correctTranscriptsLater(by: actor) } != nil)
            }
        }
    }
}
