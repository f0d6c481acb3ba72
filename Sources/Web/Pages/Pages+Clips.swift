import Domain
import Foundation
import Hummingbird
import Media
import Services

/// The catalog, the player page, adding clips, the trash.
extension Pages {
    var clipRoutes: [Route] {
        [
            .get("/clips", .page(clipList), about: .page),
            .get("/clips/new", .page(uploadPage), about: .page),
            .get("/clips/{clip}", .page(clipPage), about: .page),
            .get("/trash", .page { try await trashPage($1) }, about: .page),
            .post("/clips/{clip}/publish", .page(publish), body: .form, about: .page),
            .post("/clips/{clip}/retire", .page(retire), body: .form, about: .page),
            .post("/clips/{clip}/trash", .page(trash), body: .form, about: .page),
            .post("/clips/{clip}/restore", .page(restore), body: .form, about: .page),
            .post("/clips/{clip}/retry", .page(retry), body: .form, about: .page),
        ]
    }

    // MARK: Lists

    private func clipList(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let query = web.query
        let taxonomy = try await services.taxonomy.taxonomy()
        let shelf = try query.choice("scope", of: ClipFilter.Shelf.self)
        let state = try query.choice("state", of: ClipState.self)
        let filter = ClipFilter(
            shelf: shelf ?? .all, state: state, stage: try query.id("stage"), objection: try query.id("objection"))
        let clips = try await services.clips.list(
            filter, cursor: query.text("cursor"), limit: 24, by: caller.actor)
        let counts = try await services.clips.counts(by: caller.actor)
        let trashed = try await services.clips.trashed(by: caller.actor).count
        let views = ClipViews(
            taxonomy: taxonomy, now: world.now(), posters: try await services.clips.posters(of: clips.items))
        let address = ListAddress(filter: filter, hasShelf: shelf != nil)
        let page = ClipsPage(
            scopeChips: ClipFilter.Shelf.allCases.map {
                ChipView(
                    chipLabel: $0.label, chipAddress: address.with(shelf: $0),
                    chipCurrent: $0 == (shelf ?? .all))
            },
            stateChips: stateChips(counts, state, address),
            stageOptions: taxonomy.options(.stage, selected: filter.stage?.text, none: say("clips.any_stage")),
            objectionOptions: taxonomy.options(
                .objection, selected: filter.objection?.text, none: say("clips.any_objection")),
            scopeValue: shelf?.rawValue, stateValue: state?.rawValue, totalText: Wording.count(clips.total, "clip"),
            clipCards: clips.items.map { views.card($0) },
            moreAddress: clips.nextCursor.map { "\(address.text)\(address.joint)cursor=\($0)" },
            isFiltered: filter != ClipFilter(), trashCount: trashed == 0 ? nil : "\(trashed)")
        return try await draw(page, caller, at: .clips)
    }

    private func stateChips(_ counts: ClipCounts, _ current: ClipState?, _ address: ListAddress) -> [ChipView] {
        let all = counts.states.values.reduce(0, +)
        let any = ChipView(
            chipLabel: say("clips.all"), chipAddress: address.with(state: nil), chipCount: "\(all)",
            chipCurrent: current == nil)
        return [any]
            + ClipState.allCases.compactMap { state in
                let count = counts.states[state] ?? 0
                guard state != .trashed, count > 0 || state == current else { return nil }
                return ChipView(
                    chipLabel: state.label, chipAddress: address.with(state: state), chipCount: "\(count)",
                    chipCurrent: state == current)
            }
    }

    private func trashPage(_ caller: Caller) async throws -> Response {
        let now = world.now()
        let clips = try await services.clips.trashed(by: caller.actor)
        let page = TrashPage(
            keptFor: say("trash.until_admin_removes"),
            trashRows: clips.map { clip in
                TrashRow(
                    trashClipId: clip.id.text, trashTitle: ClipViews.title(clip),
                    trashedBy: clip.trashedAt.map { say("trash.put_here", ["when": Wording.ago($0, now: now)]) } ?? "",
                    trashLeaves: say("trash.kept_until_admin_removes"))
            })
        return try await draw(page, caller, at: .clips)
    }

    private func uploadPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let tools = services.storage.tools
        var request: UploadRequest?
        if let id: ID<RecordingRequest> = try web.query.id("request") {
            let shown = try await services.requests.show(id, by: caller.actor)
            request = UploadRequest(uploadRequestId: id.text, uploadRequestText: shown.request.text)
        }
        let page = UploadPage(
            acceptedKinds: say("upload.kinds"),
            acceptedTypes: "video/*,audio/*,.mkv,.mov,.m4a,.flac",
            largestText: Wording.bytes(largestUploadBytes), largestBytes: Int(clamping: largestUploadBytes),
            uploadsClosed: tools.blocker,
            speechNote: tools.transcriber.problem, uploadRequest: request)
        return try await draw(page, caller, at: .add)
    }

    // MARK: One clip

    private func clipPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let shown = try await services.clips.show(try web.id("clip"), by: caller.actor)
        if let take = shown.clip.take {
            // What is said about a take leads to its recording, and that has a page of its own.
            return .seeOther("/takes/\(take.take)" + (web.query.text("t").map { "?t=\($0.percentEncoded())" } ?? ""))
        }
        let taxonomy = try await services.taxonomy.taxonomy()
        // A link that was cut or decorated on its way still opens the clip, from the start.
        let start = web.query.text("t").flatMap(Wording.seconds(link:))
        let player = try await player(of: shown, startSeconds: start, caller)
        let related = try await services.lookup.related(to: shown.clip, by: caller.actor)
        let watching = player == nil ? nil : try await services.watches.own(shown.clip.id, by: caller.actor)
        let isResponsible = player != nil && shown.allowed.contains(.seeWatching)
        let heat = isResponsible ? try await services.watches.heat(of: shown.clip.id, by: caller.actor) : nil
        var page = ClipShownView(shown: shown, taxonomy: taxonomy, now: world.now()).page(
            player, related: related, heat: heat, watchedPercent: watching?.percent ?? 0,
            buildsSets: Permission.buildsSets(caller.actor))
        let cues = try await services.cues.ofClip(shown.clip.id, by: caller.actor)
        page.clipCues = clipCues(cues, of: shown.clip, taxonomy)
        page.rememberOffer = try await rememberOffer(cues, caller)
        page.feedback = try await feedbackSection(of: shown.clip.id, caller)
        return try await draw(page, caller, at: .clips)
    }

    private func clipCues(_ found: ClipCues, of clip: Clip, _ taxonomy: Taxonomy) -> ClipCuesView? {
        guard !found.cues.isEmpty || found.suggestion != nil else { return nil }
        let views = RecallViews(taxonomy: taxonomy, now: world.now())
        return ClipCuesView(
            clipCueRows: found.cues.map { views.row($0, back: "/clips/\(clip.id)") },
            makeCueAddress: found.suggestion == nil ? nil : "/cues/new?clip=\(clip.id)",
            suggestedLine: found.cues.isEmpty ? found.suggestion?.lines.first : nil)
    }

    /// Nil until something can be played.
    func player(of shown: ClipShown, startSeconds: Int?, _ caller: Caller) async throws -> PlayerView? {
        guard let main = shown.rendition(.main), let length = shown.clip.media.durationMilliseconds else { return nil }
        var player = PlayerView(
            mediaAddress: MediaName.address(of: main), mediaType: main.contentType, durationMilliseconds: length,
            durationText: Wording.clock(milliseconds: length), playerClip: shown.clip.id.text)
        player.playerIsAudio = main.contentType.hasPrefix("audio/")
        player.posterAddress = shown.rendition(.poster).map(MediaName.address(of:))
        if !shown.transcript.lines.isEmpty {
            player.captionsAddress = "/api/v1/clips/\(shown.clip.id)/captions.vtt"
            player.captionsLanguage = shown.transcript.language
        }
        if let resume = shown.resumeMilliseconds, resume > 2000, resume < length - 5000 {
            player.resumeMilliseconds = resume
            player.resumeText = Wording.clock(milliseconds: resume)
        }
        player.startMilliseconds = startSeconds.map { min($0 * 1000, length) }
        player.waveformPath = Waveform.path(try await services.media.waveform(of: shown.clip.id, by: caller.actor))
        player.markerRows = shown.moments.map {
            MarkerView(
                markerStart: min(1000, $0.startMilliseconds * 1000 / max(1, length)),
                markerWidth: max(2, ($0.endMilliseconds - $0.startMilliseconds) * 1000 / max(1, length)),
                markerTitle: $0.title, markerStartMilliseconds: $0.startMilliseconds,
                markerEndMilliseconds: $0.endMilliseconds)
        }
        if let board = shown.rendition(.storyboard), let layout = board.layout {
            player.storyboard = StoryboardView(
                storyboardAddress: MediaName.address(of: board), storyboardLayout: layout)
        }
        player.playerTitle = ClipViews.title(shown.clip)
        return player
    }

    private func publish(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Clip> = try web.id("clip")
        _ = try await services.clips.publish(id, by: caller.actor)
        return .seeOther("/clips/\(id)")
    }

    private func retire(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Clip> = try web.id("clip")
        _ = try await services.clips.retire(id, by: caller.actor)
        return .seeOther("/clips/\(id)")
    }

    private func trash(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.clips.trash(try web.id("clip"), by: caller.actor)
        return .seeOther("/trash")
    }

    private func restore(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Clip> = try web.id("clip")
        _ = try await services.clips.restore(id, by: caller.actor)
        return .seeOther("/clips/\(id)")
    }

    private func retry(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Clip> = try web.id("clip")
        try await services.clips.retry(id, by: caller.actor)
        return .seeOther("/clips/\(id)")
    }
}

/// The address of a list with one filter changed.
private struct ListAddress {
    var filter: ClipFilter
    var hasShelf: Bool

    func with(shelf: ClipFilter.Shelf) -> String {
        var changed = self
        changed.filter.shelf = shelf
        changed.hasShelf = shelf != .all
        return changed.text
    }

    func with(state: ClipState?) -> String {
        var changed = self
        changed.filter.state = state
        return changed.text
    }

    var text: String {
        var parts: [String] = []
        if hasShelf { parts.append("scope=\(filter.shelf.rawValue)") }
        if let state = filter.state { parts.append("state=\(state.rawValue)") }
        if let stage = filter.stage { parts.append("stage=\(stage)") }
        if let objection = filter.objection { parts.append("objection=\(objection)") }
        return parts.isEmpty ? "/clips" : "/clips?\(parts.joined(separator: "&"))"
    }

    var joint: String { text.contains("?") ? "&" : "?" }
}

extension ClipFilter.Shelf {
    var label: String {
        say("shelf.\(rawValue)")
    }
}

extension ClipState {
    var label: String {
        say("state.\(rawValue)")
    }
}
