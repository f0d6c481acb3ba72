import Domain

/// An edit of a clip as JSON says it.
enum ClipInput {
    /// - Throws: `Problem` 422.
    static func read(_ object: JSONInput) throws -> ClipChanges {
        var input = object
        var changes = ClipChanges()
        changes.version = input.optionalInteger("version")
        changes.title = input.optionalText("title")
        changes.description = input.optionalText("description")
        changes.stage = input.idChange("stage")
        changes.objection = input.idChange("objection")
        changes.clipType = input.idChange("clip_type")
        changes.persona = input.idChange("persona")
        changes.industry = input.idChange("industry")
        changes.language = input.optionalText("language")
        changes.origin = input.choiceChange("origin")
        changes.purpose = input.choiceChange("purpose")
        changes.recordedOn = input.dayChange("recorded_on")
        changes.verifyBy = input.dayChange("verify_by")
        changes.tags = input.optionalTexts("tags")
        changes.conditions = input.optionalTexts("conditions")
        changes.speakers = try input.optionalObjects("speakers") { speaker in
            ClipSpeaker(name: speaker.text("name"), person: speaker.optionalID("person"))
        }
        changes.rules = try input.optionalObjects("rules") { rule in
            Rule(
                when: rule.text("when"), action: rule.text("action"), because: rule.optionalText("because") ?? "")
        }
        changes.owner = input.optionalID("owner")
        changes.visibility = input.optionalChoice("visibility")
        changes.moments = try input.optionalObjects("moments") { MomentJSON.read(&$0) }
        changes.notice = try notice(&input)
        try input.finish()
        return changes
    }

    private static func notice(_ input: inout JSONInput) throws -> NoticeInput? {
        try input.optionalObject("notice") { try NoticeJSON.read(&$0) } ?? nil
    }

    static let schema = Schema.object(
        "ClipChanges",
        [
            .optional("version", .integer), .optional("title", .text), .optional("description", .text),
            .optional("stage", .id), .optional("objection", .id), .optional("clip_type", .id),
            .optional("persona", .id), .optional("industry", .id), .optional("language", .text),
            .optional("origin", .choice(ClipOrigin.self)), .optional("purpose", .choice(ClipPurpose.self)),
            .optional("recorded_on", .day), .optional("verify_by", .day), .optional("tags", .list(.text)),
            .optional("conditions", .list(.text)), .optional("speakers", .list(SpeakerJSON.schema)),
            .optional(
                "rules",
                .list(
                    .object(
                        "RuleInput",
                        [.init("when", .text), .init("action", .text), .optional("because", .text)]))),
            .optional("owner", .id), .optional("visibility", .choice(Visibility.self)),
            .optional("moments", .list(MomentJSON.input)), .optional("notice", NoticeJSON.input),
        ])
}
