import Domain
import Foundation

/// What the demo team practises: a brief with a rubric, a first take, what a performer says about it, and the take after that.
struct DemoPractice {
    let client: ServerClient

    private struct Made: Decodable {
        let id: String
    }

    private struct MadeTake: Decodable {
        let id: String
        let clip: String
    }

    /// - Parameter folder: where files are made before they are sent.
    /// - Throws: `CommandFailed` when the server refuses something.
    func load(into folder: String) async throws {
        let performer = try await signedIn(.amara)
        let rep = try await signedIn(.tomasz)
        let brief = try await writeBrief(performer)
        let first = try await record(Self.firstTake, for: brief, by: rep, folder)
        try await submit(first, question: "Did I wait long enough?", by: rep)
        try await answer(first, by: performer, rep)
        let second = try await record(Self.secondTake, for: brief, again: first.id, by: rep, folder)
        try await submit(second, question: "Is the question back too sharp?", by: rep)
        try await score(second, [4, 3, 3, 3, 4], by: performer)
    }

    // MARK: Steps

    private struct NewToken: Encodable {
        let name: String
        let scopes: [String]
        let days: Int
    }

    private struct Token: Decodable {
        let token: String
    }

    /// Nobody says anything for others, so the people of the demo do it themselves, for a day.
    private func signedIn(_ person: DemoPerson) async throws -> ServerClient {
        var machine = client
        machine.actsAs = person.email
        let made: Token = try await machine.sendJSON(
            "POST", "/api/v1/tokens", NewToken(name: "demo", scopes: ["read", "write", "upload"], days: 1)
        ).checked().decoded()
        var own = client
        own.token = made.token
        return own
    }

    private struct NewRubric: Encodable {
        struct Criterion: Encodable {
            let title: String
            let weight: Int
            let levels: [String]
        }

        let title: String
        let criteria: [Criterion]
    }

    private struct NewBrief: Encodable {
        struct Turn: Encodable {
            let who: String
            let text: String
        }

        let title: String
        let line: String
        let situation: String
        let stage: String
        let objection: String
        let persona: String
        let points: [String]
        let dialogue: [Turn]
        let targetSeconds: Int
        let audience: String
        let rubric: String
        let publish: Bool
    }

    private func writeBrief(_ performer: ServerClient) async throws -> String {
        let starter = StarterRubric.objectionHandled
        let rubric: Made = try await performer.sendJSON(
            "POST", "/api/v1/rubrics",
            NewRubric(
                title: starter.title,
                criteria: starter.criteria.map {
                    NewRubric.Criterion(title: $0.title, weight: $0.weight, levels: $0.levels)
                })
        ).checked().decoded()
        let brief: Made = try await performer.sendJSON(
            "POST", "/api/v1/briefs",
            NewBrief(
                title: "\"You're too expensive\" in 60 seconds",
                line: "Honestly, you're a third above the other offer.",
                situation: """
                    A head of finance, second meeting. The operations people are for it; she has seen two offers.
                    """,
                stage: "st.negotiate", objection: "ob.price", persona: "pe.finance",
                points: ["Say it back, without agreeing", "Ask what it is measured by", "One figure", "A next step"],
                dialogue: [
                    NewBrief.Turn(who: "buyer", text: "Honestly, you're a third above the other offer."),
                    NewBrief.Turn(
                        who: "rep", text: "A third above. What does the other offer cost when a van stands still?"),
                ], targetSeconds: 60, audience: "team", rubric: rubric.id, publish: true)
        ).checked().decoded()
        return brief.id
    }

    private func record(
        _ clip: DemoClip, for brief: String, again: String? = nil, by rep: ServerClient, _ folder: String
    ) async throws -> MadeTake {
        let made = try await DemoRenderer().render(clip, into: folder)
        defer { try? FileManager.default.removeItem(atPath: made.file) }
        var metadata = ["purpose": "take", "brief": brief]
        metadata["again"] = again
        var upload = FileUpload(client: rep, path: made.file)
        upload.metadata = metadata
        guard let id = try await upload.run(progress: { _ in }), let take = try await take(of: id, rep) else {
            throw CommandFailed("\(clip.slug) did not become a take.")
        }
        _ = try await rep.send(
            "PUT", "/api/v1/clips/\(id)/captions", headers: ["Content-Type": "text/vtt"],
            body: Data(Captions.vtt(made.captions).utf8)
        ).checked()
        try await ClipWatcher(client: rep).waitUntilPlayable(id)
        return take
    }

    private struct Takes: Decodable {
        let items: [MadeTake]
    }

    private func take(of clip: String, _ rep: ServerClient) async throws -> MadeTake? {
        let mine: Takes = try await rep.get("/api/v1/me/takes").checked().decoded()
        return mine.items.first { $0.clip == clip }
    }

    private struct Submission: Encodable {
        let worked: String
        let question: String
        let confidence: Int
    }

    private func submit(_ take: MadeTake, question: String, by rep: ServerClient) async throws {
        _ = try await rep.sendJSON(
            "POST", "/api/v1/takes/\(take.id)/submission",
            Submission(worked: "I did not talk over her.", question: question, confidence: 3)
        ).checked()
    }

    private struct NewThread: Encodable {
        let text: String
        var effect: String?
        var alternative: String?
        var startMs: Int?
        var moves: [String] = []
    }

    private struct Thread: Decodable {
        struct Comment: Decodable {
            let id: String
        }

        let comments: [Comment]
    }

    private struct State: Encodable {
        let state: String
        let note: String
    }

    /// The performer says what they heard and asks for another take; the rep says what they will try.
    private func answer(_ take: MadeTake, by performer: ServerClient, _ rep: ServerClient) async throws {
        let moment: Thread = try await performer.sendJSON(
            "POST", "/api/v1/clips/\(take.clip)/threads",
            NewThread(
                text: "She named the price and you answered within a second.",
                effect: "It sounds as if you had expected to be too expensive.",
                alternative: "Say the sentence back, then ask what it is measured by.", startMs: 4000,
                moves: ["acknowledged"])
        ).checked().decoded()
        _ = try await performer.sendJSON(
            "POST", "/api/v1/clips/\(take.clip)/threads",
            NewThread(text: "The figure about the standing van is the best of it. Bring it earlier.")
        ).checked()
        guard let comment = moment.comments.first?.id else { return }
        _ = try await performer.send("POST", "/api/v1/comments/\(comment)/again").checked()
        try await score(take, [2, 1, 2, 3, 2], by: performer)
        _ = try await rep.sendJSON(
            "PUT", "/api/v1/comments/\(comment)/state", State(state: "will_try", note: "In the very next take.")
        ).checked()
    }

    private struct Scores: Decodable {
        let rubric: String?
    }

    private struct Rubric: Decodable {
        struct Criterion: Decodable {
            let id: String
        }

        let criteria: [Criterion]
    }

    private struct Scorecard: Encodable {
        struct Answer: Encodable {
            let criterion: String
            let level: Int
        }

        let answers: [Answer]
    }

    private func score(_ take: MadeTake, _ levels: [Int], by performer: ServerClient) async throws {
        let scores: Scores = try await performer.get("/api/v1/takes/\(take.id)/scorecards").checked().decoded()
        guard let id = scores.rubric else { return }
        let rubric: Rubric = try await performer.get("/api/v1/rubrics/\(id)").checked().decoded()
        _ = try await performer.sendJSON(
            "PUT", "/api/v1/takes/\(take.id)/scorecards/mine",
            Scorecard(
                answers: zip(rubric.criteria, levels).map { Scorecard.Answer(criterion: $0.id, level: $1) })
        ).checked()
    }

    // MARK: What is said

    private static func take(_ slug: String, _ lines: [DemoLine]) -> DemoClip {
        DemoClip(
            slug: slug, title: "You're a third above the other offer", owner: .tomasz, stage: ID("st.negotiate"),
            objection: ID("ob.price"), clipType: ID("ct.price_talk"), persona: ID("pe.finance"),
            industry: ID("in.logistics"), kind: .video, purpose: .alternative, origin: .practice, visibility: .team,
            otherVoice: "Buyer", verifyAfterDays: 180, lines: lines, moments: [], rules: [])
    }

    private static let firstTake = take(
        "practice-price-first",
        [
            .other("Honestly, you're a third above the other offer."),
            .owner(
                """
                Yes, but we have the map, the driver app and the night service, and we can talk about the price, of \
                course. And when a van stands still for a day, that's four hundred euros.
                """),
        ])

    private static let secondTake = take(
        "practice-price-second",
        [
            .other("Honestly, you're a third above the other offer."),
            .owner("A third above. What is the third measured by, the licence, or a year with all that happens in it?"),
            .other("The licence."),
            .owner(
                """
                Then let us take the year. A van that stands still costs four hundred euros a day, and you had \
                eleven such days in spring. Shall we put your eleven days beside both offers on Thursday?
                """),
        ])
}
