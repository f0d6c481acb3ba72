import Domain
import Services
import Testing

/// AZ-3: what one may not see is not there; what one sees but may not do is forbidden.
struct ClipPermissionTests {
    /// What an attempt comes to.
    enum Outcome: Sendable {
        case done, forbidden, notFound
    }

    struct Expectation: Sendable {
        let state: ClipState
        let visibility: Visibility
        /// Owner, peer, performer, manager, outsider, other team's manager, admin.
        let outcomes: [Outcome]
    }

    @Test(arguments: [
        Expectation(
            state: .draft, visibility: .team,
            outcomes: [.done, .notFound, .notFound, .done, .notFound, .notFound, .done]),
        Expectation(
            state: .published, visibility: .private,
            outcomes: [.done, .notFound, .notFound, .done, .notFound, .notFound, .done]),
        Expectation(
            state: .published, visibility: .team,
            outcomes: [.done, .done, .done, .done, .notFound, .notFound, .done]),
        Expectation(
            state: .published, visibility: .library,
            outcomes: [.done, .done, .done, .done, .done, .done, .done]),
        Expectation(
            state: .trashed, visibility: .library,
            outcomes: [.notFound, .notFound, .notFound, .notFound, .notFound, .notFound, .notFound]),
    ])
    func whoSees(expectation: Expectation) async throws {
        try await check(expectation) { stage, clip, actor in try await stage.services.clips.show(clip, by: actor) }
    }

    @Test(arguments: [
        Expectation(
            state: .published, visibility: .team,
            outcomes: [.done, .forbidden, .forbidden, .done, .notFound, .notFound, .done]),
        Expectation(
            state: .published, visibility: .library,
            outcomes: [.done, .forbidden, .forbidden, .done, .forbidden, .forbidden, .done]),
    ])
    func whoEdits(expectation: Expectation) async throws {
        try await check(expectation) { stage, clip, actor in
            var changes = ClipChanges()
            changes.description = "By \(actor.person.name)"
            return try await stage.services.clips.edit(clip, changes, by: actor)
        }
    }

    @Test func performersOfTheTeamMendTheWords() async throws {
        let expectation = Expectation(
            state: .published, visibility: .team,
            outcomes: [.done, .forbidden, .done, .done, .notFound, .notFound, .done])
        try await check(expectation) { stage, clip, actor in
            let revision = try await stage.services.clips.transcript(of: clip, by: actor).revision
            let line = TranscriptLine(startMilliseconds: 0, endMilliseconds: 1000, text: "By \(actor.person.name)")
            return try await stage.services.clips.saveTranscript([line], of: clip, revision: revision, by: actor)
        }
    }

    @Test func sharingWithTheLibraryIsDecidedByWhoCurates() async throws {
        let expectation = Expectation(
            state: .published, visibility: .team,
            outcomes: [.forbidden, .forbidden, .done, .done, .notFound, .notFound, .done])
        try await check(expectation) { stage, clip, actor in
            try await stage.services.clips.setVisibility(clip, to: .library, by: actor)
        }
    }

    @Test func theOwnerCannotShareWithTheLibraryByAnEditEither() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            var changes = ClipChanges()
            changes.visibility = .library
            #expect(
                try await refusal { try await stage.services.clips.edit(clip, changes, by: cast.owner) }?.status == 403)
            #expect(try await stage.stored(clip).visibility == .team)
        }
    }

    @Test func theTrashIsForThoseResponsible() async throws {
        let expectation = Expectation(
            state: .trashed, visibility: .library,
            outcomes: [.done, .notFound, .notFound, .done, .notFound, .notFound, .done])
        try await check(expectation) { stage, clip, actor in try await stage.services.clips.restore(clip, by: actor) }
    }

    @Test func onlyAnAdminPurges() async throws {
        let expectation = Expectation(
            state: .trashed, visibility: .library,
            outcomes: [.notFound, .notFound, .notFound, .notFound, .notFound, .notFound, .done])
        try await check(expectation) { stage, clip, actor in try await stage.services.clips.purge(clip, by: actor) }
    }

    @Test func theNoticeIsForThoseResponsible() async throws {
        let expectation = Expectation(
            state: .published, visibility: .library,
            outcomes: [.done, .forbidden, .forbidden, .done, .forbidden, .forbidden, .done])
        try await check(expectation) { stage, clip, actor in try await stage.services.clips.notice(of: clip, by: actor)
        }
    }

    @Test func theOriginalFileIsForThoseResponsible() async throws {
        let expectation = Expectation(
            state: .published, visibility: .library,
            outcomes: [.notFound, .forbidden, .forbidden, .notFound, .forbidden, .forbidden, .notFound])
        // Nobody has the bytes here: whoever may take them learns that they are not there.
        try await check(expectation) { stage, clip, actor in
            try await stage.services.media.open(.original, of: clip, by: actor)
        }
    }

    /// Each of the cast tries `action` on a clip of their own.
    private func check<Value: Sendable>(
        _ expectation: Expectation, _ action: @Sendable (Stage, ID<Clip>, Actor) async throws -> Value
    ) async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            for (actor, expected) in zip(cast.everyone, expectation.outcomes) {
                let clip = try await stage.clip(
                    of: cast.owner, state: expectation.state, visibility: expectation.visibility)
                let status = try await refusal { try await action(stage, clip, actor) }?.status
                let outcome: Outcome? =
                    switch status {
                    case nil: .done
                    case 403: .forbidden
                    case 404: .notFound
                    default: nil
                    }
                #expect(outcome == expected, "\(actor.person.name)")
            }
        }
    }
}
