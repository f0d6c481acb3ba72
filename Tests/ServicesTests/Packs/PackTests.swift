import Database
import Domain
import Lookup
import Rehearsal
import Services
import Store
import Testing

/// What is in a pack, and why.
struct PackTests {
    private static func add(
        _ title: String, by speaker: String, seconds: Int = 60, of owner: Actor, on stage: Stage,
        adjust: @Sendable (inout Clip) -> Void = { _ in }
    ) async throws -> ID<Clip> {
        stage.world.advance(seconds: 60)
        return try await stage.clip(title, of: owner) { clip in
            clip.details.speakers = [ClipSpeaker(name: speaker)]
            clip.media.durationMilliseconds = seconds * 1000
            adjust(&clip)
        }
    }

    private static let price = PackQuestion(objections: [ID("ob.price")])

    private static func clips(_ pack: PackService.Pack) -> [ID<Clip>] { pack.moments.map(\.row.clip.id) }

    @Test func freshestOfDifferentSpeakersComeFirst() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let old = try await Self.add("old", by: "Ana", of: cast.owner, on: stage)
            let bo = try await Self.add("bo", by: "Bo", of: cast.owner, on: stage)
            let new = try await Self.add("new", by: "Ana", of: cast.owner, on: stage)
            let pack = try await stage.services.packs.pack(Self.price, by: cast.peer)
            #expect(Self.clips(pack) == [new, bo])
            #expect(!Self.clips(pack).contains(old))
        }
    }

    @Test func whatWasWatchedLatelyComesLast() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            var ids: [ID<Clip>] = []
            for name in ["Ana", "Bo", "Cy", "Di"] {
                ids.append(try await Self.add("by \(name)", by: name, of: cast.owner, on: stage))
            }
            try await stage.services.clips.setPosition(ids[3], milliseconds: 5000, by: cast.peer)
            stage.world.advance(days: 1)
            try await stage.services.clips.setPosition(ids[2], milliseconds: 5000, by: cast.peer)
            let pack = try await stage.services.packs.pack(Self.price, by: cast.peer)
            #expect(Self.clips(pack) == [ids[1], ids[0], ids[3]])
            let other = try await stage.services.packs.pack(Self.price, by: cast.manager)
            #expect(Self.clips(other) == [ids[3], ids[2], ids[1]])
        }
    }

    @Test(arguments: [1, 2, 3, 5])
    func momentsNeverTakeLongerThanTheMinutes(minutes: Int) async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            for (number, seconds) in [80, 50, 70, 300].enumerated() {
                _ = try await Self.add("\(number)", by: "P\(number)", seconds: seconds, of: cast.owner, on: stage)
            }
            var question = Self.price
            question.minutes = minutes
            let pack = try await stage.services.packs.pack(question, by: cast.peer)
            #expect(pack.moments.map(\.milliseconds).reduce(0, +) <= minutes * 60_000)
            #expect((1...3).contains(pack.moments.count))
        }
    }

    @Test func outOfDateClipsAreOfferedOnlyWhenThereIsNothingElse() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let yesterday = stage.world.now.day.advanced(byDays: -1)
            let stale = try await Self.add("stale", by: "Ana", of: cast.owner, on: stage) {
                $0.details.verifyBy = yesterday
            }
            let alone = try await stage.services.packs.pack(Self.price, by: cast.peer)
            #expect(Self.clips(alone) == [stale])
            #expect(alone.moments.first?.row.hit.isStale == true)
            let fresh = try await Self.add("fresh", by: "Bo", of: cast.owner, on: stage)
            #expect(Self.clips(try await stage.services.packs.pack(Self.price, by: cast.peer)) == [fresh])
        }
    }

    @Test func everyObjectionHasItsMomentAndItsLine() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            _ = try await Self.add("price", by: "Ana", of: cast.owner, on: stage) {
                $0.details.rules = [Rule(when: "they say price", action: "ask compared with what", because: "it helps")]
            }
            _ = try await Self.add("price again", by: "Cy", of: cast.owner, on: stage)
            _ = try await Self.add("later", by: "Bo", of: cast.owner, on: stage) {
                $0.details.objection = ID("ob.later")
            }
            let question = PackQuestion(objections: [ID("ob.price"), ID("ob.later")])
            let pack = try await stage.services.packs.pack(question, by: cast.peer)
            #expect(Set(pack.moments.map(\.objection)) == [ID("ob.price"), ID("ob.later")])
            #expect(pack.lines.map(\.objection) == [ID("ob.price"), ID("ob.later")])
            #expect(pack.lines.first?.rule?.action == "ask compared with what")
            #expect(pack.lines.last?.rule == nil)
        }
    }

    @Test func situationIsWidenedWhenNothingFitsAndThatIsSaid() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await Self.add("price", by: "Ana", of: cast.owner, on: stage)
            var question = Self.price
            question.stage = ID("st.negotiate")
            #expect(try await !stage.services.packs.pack(question, by: cast.peer).isWidened)
            question.stage = ID("st.discover")
            let pack = try await stage.services.packs.pack(question, by: cast.peer)
            #expect(Self.clips(pack) == [clip])
            #expect(pack.isWidened)
        }
    }

    @Test func hiddenClipsAreInNobodysPack() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await Self.add("price", by: "Ana", of: cast.owner, on: stage)
            #expect(try await stage.services.packs.pack(Self.price, by: cast.outsider).moments.isEmpty)
            let pinned = try await stage.services.packs.pack(Self.price, pinned: [clip], by: cast.outsider)
            #expect(pinned.moments.isEmpty)
        }
    }

    @Test func pinnedPackStaysAsItWas() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let first = try await Self.add("first", by: "Ana", of: cast.owner, on: stage)
            let second = try await Self.add("second", by: "Bo", of: cast.owner, on: stage)
            try await stage.services.clips.setPosition(second, milliseconds: 5000, by: cast.peer)
            let packs = stage.services.packs
            #expect(Self.clips(try await packs.pack(Self.price, by: cast.peer)) == [first, second])
            #expect(
                Self.clips(try await packs.pack(Self.price, pinned: [second, first], by: cast.peer)) == [second, first])
        }
    }

    @Test func freeWordsAreUnderstoodWithAGuessAtTheRest() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.clip(of: cast.owner)
            let question = try await stage.services.packs.understand(
                "negotiation, they are too expensive, 3 minutes", by: cast.peer)
            #expect(question.stage == ID("st.negotiate"))
            #expect(question.objections == [ID("ob.price")])
            #expect(question.minutes == 3)
            #expect(try await stage.services.packs.understand("", by: cast.peer).isEmpty)
        }
    }

    @Test func reportsAreOnesOwnOneADay() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await Self.add("price", by: "Ana", of: cast.owner, on: stage)
            let packs = stage.services.packs
            _ = try await packs.report(clip, objection: ID("ob.price"), cameUp: true, helped: nil, by: cast.peer)
            _ = try await packs.report(clip, objection: ID("ob.price"), cameUp: true, helped: true, by: cast.peer)
            let said = try await packs.pack(Self.price, by: cast.peer).moments.first?.report
            #expect(said?.cameUp == true)
            #expect(said?.helped == true)
            #expect(try await packs.pack(Self.price, by: cast.manager).moments.first?.report == nil)
            let never = try await packs.report(clip, objection: nil, cameUp: false, helped: true, by: cast.peer)
            #expect(never.helped == nil)
            stage.world.advance(days: 1)
            #expect(try await packs.pack(Self.price, by: cast.peer).moments.first?.report == nil)
            let problem = try await refusal {
                try await packs.report(clip, objection: nil, cameUp: true, helped: nil, by: cast.outsider)
            }
            #expect(problem == .notFound)
        }
    }

    @Test(arguments: [
        PackQuestion(stage: ID("ob.price")), PackQuestion(persona: ID("st.discover")),
        PackQuestion(objections: [ID("nothing")]), PackQuestion(objections: [ID("ob.price")], minutes: 0),
        PackQuestion(objections: [ID("ob.price"), ID("ob.later"), ID("ob.price"), ID("ob.later")]),
    ])
    func whatIsNoneOfTheListsIsTold(question: PackQuestion) async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            #expect(try await refusal { try await stage.services.packs.pack(question, by: cast.peer) }?.status == 422)
        }
    }
}
