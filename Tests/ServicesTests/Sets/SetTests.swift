import Domain
import Rehearsal
import Services
import Testing

struct SetTests {
    private static func item(_ clip: ID<Clip>, _ range: Range<Int>? = nil) throws -> NewSetItem {
        try NewSetItem(
            kind: range == nil ? .clip : .moment, subject: clip.text, start: range?.lowerBound, end: range?.upperBound)
    }

    @Test func repsGoThroughSetsAndDoNotBuildThem() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let sets = stage.services.sets
            let head = try SetHead(title: "Price")
            #expect(try await refusal { try await sets.create(head, by: cast.peer) }?.status == 403)
            let set = try await sets.create(head, by: cast.performer).set.id
            #expect(try await sets.show(set, by: cast.peer).allowed == [.see])
            #expect(try await refusal { try await sets.show(set, by: cast.outsider) }?.status == 404)
            #expect(try await refusal { try await sets.setRetired(true, set, by: cast.peer) }?.status == 403)
            #expect(try await stage.events().filter { $0 == "set.created" }.count == 1)
        }
    }

    @Test func sameThingIsInASetOnce() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let sets = stage.services.sets
            let set = try await sets.create(
                try SetHead(title: "Price"), items: [try Self.item(clip), try Self.item(clip, 0..<5000)],
                by: cast.manager)
            let again = try await sets.add([try Self.item(clip, 0..<5000)], to: set.set.id, by: cast.performer)
            #expect(again.items.map(\.item.kind) == [.clip, .moment])
            #expect(again.set.version == 1)
        }
    }

    @Test func clipsNobodyMaySeeAreNotPutInAndMomentsEndWithTheirClip() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let hidden = try await stage.clip(of: cast.outsider, visibility: .private)
            let clip = try await stage.clip(of: cast.owner)
            let sets = stage.services.sets
            let head = try SetHead(title: "Price")
            let problem = try await refusal {
                try await sets.create(head, items: [try Self.item(hidden)], by: cast.performer)
            }
            #expect(problem?.errors.map(\.field) == ["items_1"])
            let set = try await sets.create(head, items: [try Self.item(clip, 50_000..<90_000)], by: cast.performer)
            #expect(set.items[0].range == 50_000..<60_000)
        }
    }

    @Test func aBriefIsDoneByWhoeverRecordsATakeOfIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let sets = stage.services.sets
            let brief = try await stage.brief(by: cast.performer)
            let item = try NewSetItem(kind: .brief, subject: brief.id.text)
            let set = try await sets.create(try SetHead(title: "Price"), items: [item], by: cast.performer).set.id
            let before = try await sets.show(set, by: cast.owner)
            #expect(before.items.map(\.brief?.id) == [brief.id])
            #expect((before.progress.count, before.progress.done) == (1, 0))
            _ = try await stage.services.takes.write("Compared to what?", for: brief.id, by: cast.owner)
            #expect(try await sets.show(set, by: cast.owner).progress.done == 1)
            #expect(try await sets.show(set, by: cast.peer).progress.done == 0)
            // What nobody records for any more is nothing to do.
            _ = try await stage.services.briefs.setState(.retired, of: brief.id, by: cast.performer)
            #expect(try await sets.show(set, by: cast.peer).progress.count == 0)
        }
    }

    @Test func briefsThatAreNotThereOrAnotherTeamsAreNotPutIn() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(by: cast.performer)
            for (subject, actor) in [("brief_nowhere", cast.performer), (brief.id.text, cast.otherManager)] {
                let item = try NewSetItem(kind: .brief, subject: subject)
                let problem = try await refusal {
                    try await stage.services.sets.create(try SetHead(title: "Price"), items: [item], by: actor)
                }
                #expect(problem?.errors.map(\.field) == ["items_1"])
            }
        }
    }

    @Test func audienceIsAskedWhenItPlays() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let open = try await stage.clip("Open", of: cast.owner)
            let later = try await stage.clip("Later hidden", of: cast.owner)
            let sets = stage.services.sets
            let set = try await sets.create(
                try SetHead(title: "Price"), items: [try Self.item(open), try Self.item(later)], by: cast.performer)
            _ = try await stage.services.clips.setVisibility(later, to: .private, by: cast.owner)
            let shown = try await sets.show(set.set.id, by: cast.peer)
            #expect(shown.items.map(\.counts) == [true, false])
            #expect(shown.progress.count == 1)
            try await watch(open, 0..<48_000, by: cast.peer, on: stage)
            #expect(try await sets.show(set.set.id, by: cast.peer).progress.doneAt == stage.world.now)
        }
    }

    @Test func momentIsWatchedByItsOwnSeconds() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let sets = stage.services.sets
            let set = try await sets.create(
                try SetHead(title: "Price", threshold: 80), items: [try Self.item(clip, 10_000..<20_000)],
                by: cast.performer
            ).set.id
            try await watch(clip, 0..<17_000, number: 1, by: cast.peer, on: stage)
            let before = try await sets.show(set, by: cast.peer).progress
            #expect(before.items.values.first?.percent == 70)
            #expect(before.doneAt == nil)
            stage.world.advance(seconds: 60)
            try await watch(clip, 17_000..<18_000, number: 2, by: cast.peer, on: stage)
            let reached = stage.world.now
            stage.world.advance(seconds: 60)
            try await watch(clip, 20_000..<60_000, number: 3, by: cast.peer, on: stage)
            #expect(try await sets.show(set, by: cast.peer).progress.doneAt == reached)
        }
    }

    @Test func changesAreVersionsAndAnOldOneComesBack() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clips = [try await stage.clip("One", of: cast.owner), try await stage.clip("Two", of: cast.owner)]
            let sets = stage.services.sets
            let made = try await sets.create(
                try SetHead(title: "Price"), items: try clips.map { try Self.item($0) }, by: cast.performer)
            let id = made.set.id
            let order = made.items.map(\.item.id)
            let turned = try await sets.reorder(id, to: order.reversed(), version: 1, by: cast.performer)
            #expect(turned.items.map(\.item.id) == order.reversed())
            let stale = try await refusal { try await sets.reorder(id, to: order, version: 1, by: cast.manager) }
            #expect(stale?.code == "edited_meanwhile")
            _ = try await sets.remove(order[0], from: id, by: cast.performer)
            let back = try await sets.restore(1, of: id, by: cast.manager)
            #expect(back.items.map(\.item.id) == order)
            #expect(try await sets.versions(of: id, by: cast.manager).map(\.number) == [4, 3, 2, 1])
            #expect(try await refusal { try await sets.reorder(id, to: [order[0]], by: cast.manager) }?.status == 422)
        }
    }

    @Test func movingStopsAtBothEnds() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clips = [try await stage.clip("One", of: cast.owner), try await stage.clip("Two", of: cast.owner)]
            let sets = stage.services.sets
            let made = try await sets.create(
                try SetHead(title: "Price"), items: try clips.map { try Self.item($0) }, by: cast.performer)
            let order = made.items.map(\.item.id)
            let moved = try await sets.move(order[0], by: Int.max, in: made.set.id, by: cast.performer)
            #expect(moved.items.map(\.item.id) == [order[1], order[0]])
            let still = try await sets.move(order[1], by: Int.min, in: made.set.id, by: cast.performer)
            #expect(still.set.version == moved.set.version)
        }
    }

    @Test func setIsBuiltOutOfALookupAFilterATemplateAndAnotherSet() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner, said: "They say we are too expensive and we wait.")
            let sets = stage.services.sets
            let set = try await sets.create(try SetHead(title: "Price"), by: cast.manager).set.id
            let asked = try SetService.Gathering(text: "too expensive", stage: nil, objection: nil, limit: 5)
            let found = try await sets.gather(asked, into: set, by: cast.manager)
            #expect(found.items.map(\.item.kind) == [.moment])
            let filter = try SetService.Gathering(text: "", stage: nil, objection: ID("ob.price"), limit: 5)
            let more = try await sets.gather(filter, into: set, by: cast.manager)
            #expect(more.items.map(\.item.kind) == [.moment, .clip])
            #expect(more.items.last?.item.subject == clip.text)
            let pattern = try await sets.create(
                try SetHead(title: "First week"), template: .firstWeek, by: cast.performer)
            #expect(pattern.items.map(\.item.subject) == [clip.text])
            _ = try await sets.setTemplate(true, set, by: cast.manager)
            let copy = try await sets.create(try SetHead(title: "Copy"), copying: set, by: cast.performer)
            #expect(copy.items.count == 2)
            #expect(try await sets.list(.templates, by: cast.peer).map(\.set.id) == [set])
        }
    }

    private func watch(
        _ clip: ID<Clip>, _ range: Range<Int>, number: Int = 1, by actor: Actor, on stage: Stage
    ) async throws {
        let report = try PlayReport(
            player: ID("player_a"), number: number,
            intervals: [PlayedInterval(start: range.lowerBound, end: range.upperBound, at: 0, wall: range.count)])
        try await stage.services.watches.report(report, of: clip, by: actor)
    }
}
