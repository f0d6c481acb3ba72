import Domain
import Lookup
import Rehearsal
import Services
import Testing

/// What an admin changes in the lists, and what clips and lookup make of it.
struct TaxonomyTests {
    private let price: ID<Term> = ID("ob.price")
    private let later: ID<Term> = ID("ob.later")

    @Test func mergingMovesClipsAndSentencesAndKeepsTheOldLabelAsAnAlias() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            try await stage.services.taxonomy.merge(price, into: later, by: cast.admin)
            let taxonomy = try await stage.services.taxonomy.taxonomy()
            #expect(try await stage.stored(clip).details.objection == later)
            #expect(taxonomy.phrasings.map(\.objection) == [later])
            #expect(taxonomy.term(later)?.aliases == ["Price"])
            #expect(taxonomy.current(price) == later)
            #expect(taxonomy.active(.objection).map(\.id) == [later])
        }
    }

    @Test func mergedClipsAreFoundUnderTheEntryTheyMovedTo() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            try await stage.services.taxonomy.merge(price, into: later, by: cast.admin)
            let moved = try await stage.services.lookup.lookup(LookupInput(text: "", objection: later), by: cast.peer)
            #expect(moved.rows.map(\.clip.id) == [clip])
            #expect(stage.services.lookup.coverage(by: cast.peer).map(\.objection) == [later])
        }
    }

    @Test func anEditThatStillNamesTheMergedEntryMeansTheNewOne() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner) { $0.details.objection = nil }
            try await stage.services.taxonomy.merge(price, into: later, by: cast.admin)
            var changes = ClipChanges()
            changes.objection = .set(price)
            #expect(try await stage.services.clips.edit(clip, changes, by: cast.owner).details.objection == later)
        }
    }

    @Test func onlyEntriesOfTheSameListThatAreInUseAreMergedInto() async throws {
        try await Stage.open { stage in
            let taxonomy = stage.services.taxonomy
            let machine = try await stage.machine
            try await taxonomy.retire(later, by: machine)
            for target in [price, later, ID<Term>("st.discover")] {
                let problem = try await refusal { try await taxonomy.merge(price, into: target, by: machine) }
                #expect(problem?.errors.map(\.field) == ["into"], "\(target)")
            }
        }
    }

    @Test func aRetiredEntryStaysOnOldClipsAndIsNotChosenForNewOnes() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let old = try await stage.clip(of: cast.owner)
            let new = try await stage.clip(of: cast.owner) { $0.details.objection = nil }
            try await stage.services.taxonomy.retire(price, by: cast.admin)
            var changes = ClipChanges()
            changes.title = "Still about the price"
            #expect(try await stage.services.clips.edit(old, changes, by: cast.owner).details.objection == price)
            changes.objection = .set(price)
            let problem = try await refusal { try await stage.services.clips.edit(new, changes, by: cast.owner) }
            #expect(problem?.errors.map(\.field) == ["objection"])
            #expect(try await stage.services.taxonomy.taxonomy().active(.objection).map(\.id) == [later])
        }
    }

    @Test func movingChangesPlacesWithTheNeighbourInUse() async throws {
        try await Stage.open { stage in
            let taxonomy = stage.services.taxonomy
            let machine = try await stage.machine
            var named = TermChanges()
            named.label = "Third"
            let third = try await taxonomy.add(kind: .objection, named, by: machine)
            try await taxonomy.retire(later, by: machine)
            try await taxonomy.move(third.id, by: -1, machine)
            #expect(try await taxonomy.taxonomy().active(.objection).map(\.id) == [third.id, price])
            try await taxonomy.move(third.id, by: -1, machine)
            #expect(try await taxonomy.taxonomy().active(.objection).map(\.id) == [third.id, price])
        }
    }

    @Test func anyOrderOfMovesKeepsEveryEntryOnce() async throws {
        try await Stage.open { stage in
            let taxonomy = stage.services.taxonomy
            let machine = try await stage.machine
            for label in ["C", "D", "E"] {
                var named = TermChanges()
                named.label = label
                _ = try await taxonomy.add(kind: .objection, named, by: machine)
            }
            let all = try await taxonomy.taxonomy().active(.objection).map(\.id)
            var dice = Dice(seed: 7)
            for _ in 0..<40 {
                let id = all[Int(dice.next() % UInt64(all.count))]
                try await taxonomy.move(id, by: dice.next() % 2 == 0 ? -1 : 1, machine)
                let now = try await taxonomy.taxonomy().active(.objection)
                #expect(Set(now.map(\.id)) == Set(all))
                #expect(Set(now.map(\.position)).count == all.count)
            }
        }
    }

    @Test func aNewSentenceIsWhatPeopleAreUnderstoodBy() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let phrasing = try await stage.services.taxonomy.addPhrasing(
                "Come back after the harvest", to: later, by: cast.admin)
            let asked = LookupInput(text: "come back after the harvest")
            #expect(try await stage.services.lookup.lookup(asked, by: cast.peer).guessedObjection == later)
            try await stage.services.taxonomy.retirePhrasing(phrasing.id, by: cast.admin)
            #expect(try await stage.services.lookup.lookup(asked, by: cast.peer).guessedObjection == nil)
        }
    }

    @Test func settingSentencesRetiresTheOthersAndBringsBackOldOnes() async throws {
        try await Stage.open { stage in
            let taxonomy = stage.services.taxonomy
            let machine = try await stage.machine
            let first = try await taxonomy.taxonomy().phrasings.map(\.id)
            try await taxonomy.setPhrasings(["Too much", "Too much", " Cheaper elsewhere "], of: price, by: machine)
            try await taxonomy.setPhrasings(["You are too expensive", "Too much"], of: price, by: machine)
            let kept = try await taxonomy.taxonomy().phrasings.filter { $0.retiredAt == nil }
            #expect(kept.sorted { $0.position < $1.position }.map(\.text) == ["You are too expensive", "Too much"])
            #expect(kept.contains { first.contains($0.id) })
            #expect(try await taxonomy.taxonomy().phrasings.count == 3)
        }
    }

    @Test(arguments: [Role.rep, .performer, .manager])
    func onlyAdminsChangeTheLists(role: Role) async throws {
        try await Stage.open { stage in
            let actor = try await stage.person("Ana", role: role, in: "A")
            let taxonomy = stage.services.taxonomy
            let before = try await taxonomy.taxonomy()
            #expect(try await refusal { try await taxonomy.retire(price, by: actor) }?.status == 403)
            #expect(try await refusal { try await taxonomy.merge(price, into: later, by: actor) }?.status == 403)
            #expect(try await refusal { try await taxonomy.addPhrasing("Hm", to: price, by: actor) }?.status == 403)
            #expect(try await taxonomy.taxonomy() == before)
        }
    }
}
