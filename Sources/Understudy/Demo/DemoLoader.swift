import Domain
import Foundation

/// Loads the demo team through the server's own API, the way people would: accounts, uploads, edits, publication.
struct DemoLoader {
    let client: ServerClient

    private struct NewPerson: Encodable {
        let name: String
        let email: String
        let role: String
        let teams: [String]
        let password: String
    }

    private struct Speaker: Encodable {
        let name: String
    }

    private struct RuleEdit: Encodable {
        let when: String
        let action: String
        let because: String
    }

    private struct Edit: Encodable {
        let title: String
        let stage: String
        let objection: String?
        let clipType: String
        let persona: String
        let industry: String
        let origin: String
        let purpose: String
        let verifyBy: String
        let speakers: [Speaker]
        let rules: [RuleEdit]
        let conditions: [String]
    }

    private struct MomentEdit: Encodable {
        let startMs: Int
        let endMs: Int
        let title: String
    }

    private struct Moments: Encodable {
        let moments: [MomentEdit]
    }

    private struct NoticeEdit: Encodable {
        let whoIsHeard: String
        let howTold: String
        let allows: String
        let allowsExternal: Bool
    }

    private struct Settings: Encodable {
        let isDemo: Bool
    }

    /// - Throws: `CommandFailed` when the tools are missing or the server refuses something.
    func load(_ clips: [DemoClip], progress: @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }) async throws {
        _ = try await client.sendJSON("PATCH", "/api/v1/admin/settings", Settings(isDemo: true)).checked()
        for person in DemoPerson.allCases {
            let new = NewPerson(
                name: person.name, email: person.email, role: person.role.rawValue, teams: [person.team.rawValue],
                password: DemoPerson.password)
            _ = try await client.sendJSON("POST", "/api/v1/people", new).checked()
        }
        if let problem = DemoRenderer.problem { throw CommandFailed(problem) }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("understudy-demo-\(ProcessInfo.processInfo.processIdentifier)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (number, clip) in clips.enumerated() {
            let made = try await DemoRenderer().render(clip, into: folder)
            try await upload(clip, made)
            progress(number + 1, clips.count)
        }
        if !clips.isEmpty { try await DemoPractice(client: client).load(into: folder) }
    }

    private func upload(_ clip: DemoClip, _ made: RenderedDemoClip) async throws {
        var owner = client
        owner.actsAs = clip.owner.email
        guard let id = try await FileUpload(client: owner, path: made.file).run(progress: { _ in }) else {
            throw CommandFailed("\(clip.slug) did not become a clip.")
        }
        try FileManager.default.removeItem(atPath: made.file)
        let today = World.live.now().day
        let edit = Edit(
            title: clip.title, stage: clip.stage.text, objection: clip.objection?.text, clipType: clip.clipType.text,
            persona: clip.persona.text, industry: clip.industry.text, origin: clip.origin.rawValue,
            purpose: clip.purpose.rawValue, verifyBy: today.advanced(byDays: clip.verifyAfterDays).description,
            speakers: [Speaker(name: clip.owner.name)],
            rules: clip.rules.map { RuleEdit(when: $0.when, action: $0.action, because: $0.because) },
            conditions: clip.conditions)
        _ = try await owner.sendJSON("PATCH", "/api/v1/clips/\(id)", edit).checked()
        let notice = NoticeEdit(
            whoIsHeard: DemoScript.noticeWhoIsHeard, howTold: DemoScript.noticeHowTold, allows: "library",
            allowsExternal: true)
        _ = try await owner.sendJSON("PUT", "/api/v1/clips/\(id)/notice", notice).checked()
        try await caption(id, made, owner)
        try await ClipWatcher(client: owner).waitUntilPlayable(id)
        let moments = Moments(
            moments: made.moments.map {
                MomentEdit(startMs: $0.startMilliseconds, endMs: $0.endMilliseconds, title: $0.title)
            })
        _ = try await owner.sendJSON("PUT", "/api/v1/clips/\(id)/moments", moments).checked()
        if clip.visibility == .library {
            // Sharing with the whole library is a performer's or a manager's decision; here the machine makes it.
            _ = try await client.send("PUT", "/api/v1/clips/\(id)/visibility?to=library").checked()
        }
        _ = try await owner.send("PUT", "/api/v1/clips/\(id)/publication").checked()
        try await makeCue(of: id, owner)
    }

    private struct Suggested: Decodable {
        struct Cue: Codable {
            struct Point: Codable {
                let text: String
                let isMust: Bool
            }

            let lines: [String]
            let points: [Point]
            let startMs: Int
            let endMs: Int?
        }

        let suggestion: Cue?
    }

    private struct NewCue: Encodable {
        let clip: String
        let lines: [String]
        let points: [Suggested.Cue.Point]
        let startMs: Int
        let endMs: Int?
    }

    /// What the clip suggests, as it is; a clip without enough to learn from has none.
    private func makeCue(of clip: String, _ owner: ServerClient) async throws {
        let answer = try await owner.get("/api/v1/clips/\(clip)/cues").checked()
        guard let suggestion = try answer.decoded(Suggested.self).suggestion, suggestion.points.count >= 2 else {
            return
        }
        let cue = NewCue(
            clip: clip, lines: suggestion.lines, points: suggestion.points, startMs: suggestion.startMs,
            endMs: suggestion.endMs)
        _ = try await owner.sendJSON("POST", "/api/v1/cues", cue).checked()
    }

    /// What was said is known here to the letter, which no machine that listens to a speech synthesiser can say.
    private func caption(_ id: String, _ made: RenderedDemoClip, _ owner: ServerClient) async throws {
        _ = try await owner.send(
            "PUT", "/api/v1/clips/\(id)/captions", headers: ["Content-Type": "text/vtt"],
            body: Data(Captions.vtt(made.captions).utf8)
        ).checked()
    }
}
