import Domain
import Hummingbird
import Services

/// Filing clips that have no objection yet, many at a time.
struct TaggingAPI: Sendable {
    let services: Services

    var routes: [Route] {
        [
            .get(
                "/api/v1/clips/untagged", .signedIn(.read, list),
                about: About(
                    "Clips one answers for without an objection or a clip type, with what each is likely about",
                    tag: "clips",
                    output: .items(UntaggedJSON.schema, "UntaggedClips"))),
            .post(
                "/api/v1/clips/tags", .signedIn(.write, tag), body: .json,
                about: About(
                    "File up to 50 clips at once; those filed meanwhile stay as they are", tag: "clips",
                    input: .object(
                        "ClipTags",
                        [
                            .init(
                                "tags",
                                .list(
                                    .object(
                                        "ClipTag",
                                        [.init("clip", .id), .init("objection", .id), .optional("stage", .id)])))
                        ]), output: .object("TaggedCount", [.init("tagged", .integer)]))),
        ]
    }

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let found = try await services.clips.untagged(by: caller.actor)
        let taxonomy = try await services.taxonomy.taxonomy()
        return try .json(ItemsJSON(items: found.map { UntaggedJSON($0, taxonomy) }))
    }

    private func tag(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let tags = try input.objects("tags") { entry in
            ClipService.Tag(
                clip: entry.id("clip"), objection: entry.id("objection"), stage: entry.optionalID("stage"))
        }
        try input.finish()
        return try .json(Tagged(tagged: try await services.clips.tag(tags, by: caller.actor)))
    }

    private struct Tagged: Encodable {
        let tagged: Int
    }
}

/// A clip to file, and what it is likely about.
struct UntaggedJSON: Encodable {
    let clip: ID<Clip>
    let title: String
    let objection: LabelJSON?
    /// In percent.
    let likelihood: Int?
    let sentence: String?
    let stage: LabelJSON?

    init(_ untagged: ClipService.Untagged, _ taxonomy: Taxonomy) {
        clip = untagged.clip.id
        title = untagged.clip.details.title
        objection = LabelJSON(untagged.objection?.term, taxonomy)
        likelihood = untagged.objection.map { Int(($0.likelihood * 100).rounded()) }
        sentence = untagged.objection?.sentence
        stage = LabelJSON(untagged.stage, taxonomy)
    }

    static let schema = Schema.object(
        "UntaggedClip",
        [
            .init("clip", .id), .init("title", .text), .optional("objection", LabelJSON.schema),
            .optional("likelihood", .integer), .optional("sentence", .text), .optional("stage", LabelJSON.schema),
        ])
}
