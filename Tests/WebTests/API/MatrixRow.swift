import HTTPTypes
import Testing

/// One line of the authorization matrix: an action, and the status each caller gets.
struct MatrixRow: Sendable, CustomTestStringConvertible {
    let action: String
    let method: HTTPRequest.Method
    let path: String
    var json: String?
    var headers: [String: String] = [:]
    var body: String?
    /// In the order of `Visitor.allCases`.
    let expected: [Int]

    var testDescription: String { action }

    /// It asks for what only a stage with takes has.
    var needsTakes: Bool {
        ["{brief}", "{rubric}", "{take}", "{about_take}"].contains { path.contains($0) }
    }

    init(
        _ action: String, _ method: HTTPRequest.Method, _ path: String, json: String? = nil,
        headers: [String: String] = [:], body: String? = nil, _ expected: [Int]
    ) {
        self.action = action
        self.method = method
        self.path = path
        self.json = json
        self.headers = headers
        self.body = body
        self.expected = expected
    }
}

extension MatrixRow {
    private static let tus = ["Tus-Resumable": "1.0.0"]

    /// Anonymous, then everyone with an account, then the reading token.
    private static func everyone(_ status: Int, api: Int) -> [Int] {
        [401] + Array(repeating: status, count: 8) + [api]
    }

    /// Admins only.
    private static func admins(_ status: Int) -> [Int] {
        [401, 403, 403, 403, 403, 403, 403, 403, status, 403]
    }

    /// Those responsible for a clip others may see: owner, manager of the team, admin.
    private static func responsible(_ status: Int) -> [Int] {
        [401, status, 403, 404, 403, 404, status, 404, status, 403]
    }

    /// Those responsible for a clip nobody else sees.
    private static func hidden(_ status: Int, api: Int = 403) -> [Int] {
        [401, status, 404, 404, 404, 404, status, 404, status, api]
    }

    /// Everyone of team A, and admins.
    private static func team(_ status: Int, api: Int) -> [Int] {
        [401, status, status, 404, status, 404, status, 404, status, api]
    }

    /// SECURITY 4, as far as it exists.
    static let matrix: [MatrixRow] =
        clips + media + words + lookups + sets + assignments + requests + recalls + feedback + practice + people
        + account
        + administration

    private static let clips: [MatrixRow] = [
        MatrixRow("rec.read.private", .get, "/api/v1/clips/{private}", hidden(200, api: 200)),
        MatrixRow("rec.read.team", .get, "/api/v1/clips/{team}", team(200, api: 200)),
        MatrixRow("rec.read.library", .get, "/api/v1/clips/{library}", everyone(200, api: 200)),
        MatrixRow("rec.read.draft", .get, "/api/v1/clips/{draft}", hidden(200, api: 200)),
        MatrixRow("rec.read.failed_or_quarantined", .get, "/api/v1/clips/{quarantined}", hidden(200, api: 200)),
        MatrixRow("rec.read.trashed", .get, "/api/v1/clips/{trashed}", [401] + Array(repeating: 404, count: 9)),
        MatrixRow("rec.list", .get, "/api/v1/clips", everyone(200, api: 200)),
        MatrixRow("rec.untagged", .get, "/api/v1/clips/untagged", everyone(200, api: 200)),
        MatrixRow(
            "rec.tag", .post, "/api/v1/clips/tags", json: #"{"tags":[{"clip":"{private}","objection":"ob.later"}]}"#,
            hidden(200, api: 403)),
        MatrixRow("rec.counts", .get, "/api/v1/clips/counts", everyone(200, api: 200)),
        MatrixRow(
            "rec.create", .post, "/api/v1/uploads",
            headers: ["Tus-Resumable": "1.0.0", "Upload-Length": "100"],
            everyone(201, api: 403)),
        MatrixRow("rec.uploads", .get, "/api/v1/uploads", everyone(200, api: 403)),
        MatrixRow(
            "rec.upload_chunk", .patch, "/api/v1/uploads/{upload}",
            headers: [
                "Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream",
            ], body: "12345", [401, 204, 404, 404, 404, 404, 404, 404, 404, 403]),
        MatrixRow(
            "rec.upload_offset", .head, "/api/v1/uploads/{upload}", headers: tus,
            [401, 200, 404, 404, 404, 404, 404, 404, 404, 403]),
        MatrixRow(
            "rec.upload_abort", .delete, "/api/v1/uploads/{upload}", headers: tus,
            [401, 204, 404, 404, 404, 404, 404, 404, 204, 403]),
        MatrixRow(
            "rec.edit", .patch, "/api/v1/clips/{team}", json: #"{"title":"Too dear"}"#, responsible(200)),
        MatrixRow("rec.suggestions", .get, "/api/v1/clips/{team}/suggestions", responsible(200)),
        MatrixRow("rec.visibility.team", .put, "/api/v1/clips/{private}/visibility?to=team", hidden(200)),
        MatrixRow(
            "rec.visibility.library", .put, "/api/v1/clips/{team}/visibility?to=library",
            [401, 403, 403, 404, 200, 404, 200, 404, 200, 403]),
        MatrixRow("rec.publish", .put, "/api/v1/clips/{draft}/publication", hidden(200)),
        MatrixRow("rec.retire", .delete, "/api/v1/clips/{team}/publication", responsible(200)),
        MatrixRow("rec.delete", .delete, "/api/v1/clips/{team}", responsible(204)),
        MatrixRow("rec.restore", .post, "/api/v1/clips/{trashed}/restore", hidden(200)),
        MatrixRow(
            "rec.purge", .post, "/api/v1/clips/{trashed}/purge", [401, 404, 404, 404, 404, 404, 404, 404, 204, 403]),
        MatrixRow("watch.continue", .get, "/api/v1/me/continue", everyone(200, api: 200)),
        MatrixRow("rec.trash", .get, "/api/v1/trash", everyone(200, api: 200)),
        MatrixRow("rec.retry", .post, "/api/v1/clips/{failed}/retry", hidden(202)),
        MatrixRow("rec.job_log", .get, "/api/v1/clips/{failed}/job", hidden(200)),
        MatrixRow(
            "watch.position", .put, "/api/v1/clips/{team}/position", json: #"{"milliseconds":4000}"#,
            team(204, api: 403)),
        MatrixRow(
            "watch.put_own", .put, "/api/v1/clips/{team}/watches",
            json:
                #"{"player":"player_x","number":1,"intervals":[{"start_ms":0,"end_ms":900,"at_ms":0,"wall_ms":900}]}"#,
            team(204, api: 403)),
        MatrixRow("watch.own", .get, "/api/v1/clips/{team}/watches", team(200, api: 200)),
        MatrixRow(
            "watch.heat", .get, "/api/v1/clips/{team}/heat", [401, 200, 403, 404, 403, 404, 200, 404, 200, 200]),
    ]

    private static let media: [MatrixRow] = [
        MatrixRow("media.stream.private", .get, "/media/{private}/v.mp4", hidden(200, api: 200)),
        MatrixRow("media.stream.team", .get, "/media/{team}/v.mp4", team(200, api: 200)),
        MatrixRow(
            "media.stream.part", .get, "/media/{team}/v.mp4", headers: ["Range": "bytes=0-9"], team(206, api: 206)),
        MatrixRow("media.thumbnail", .get, "/media/{private}/thumb.jpg", hidden(200, api: 200)),
        MatrixRow("media.captions", .get, "/api/v1/clips/{private}/captions.vtt", hidden(200, api: 200)),
        MatrixRow("media.captions_srt", .get, "/api/v1/clips/{team}/captions.srt", team(200, api: 200)),
        MatrixRow("media.original", .get, "/api/v1/clips/{team}/original", responsible(200)),
    ]

    private static let words: [MatrixRow] = [
        MatrixRow("tr.read", .get, "/api/v1/clips/{team}/transcript", team(200, api: 200)),
        MatrixRow(
            "tr.edit", .put, "/api/v1/clips/{team}/transcript",
            json: #"{"revision":1,"lines":[{"start_ms":0,"end_ms":900,"text":"Hello"}]}"#,
            [401, 200, 403, 404, 200, 404, 200, 404, 200, 403]),
        MatrixRow(
            "tr.history", .get, "/api/v1/clips/{team}/transcript/history",
            [401, 200, 403, 404, 200, 404, 200, 404, 200, 200]),
        MatrixRow(
            "tr.revision", .get, "/api/v1/clips/{team}/transcript/history/1",
            [401, 200, 403, 404, 200, 404, 200, 404, 200, 200]),
        MatrixRow(
            "tr.restore", .post, "/api/v1/clips/{team}/transcript/history/1/restore", json: #"{"revision":1}"#,
            [401, 200, 403, 404, 200, 404, 200, 404, 200, 403]),
        MatrixRow(
            "tr.captions", .put, "/api/v1/clips/{team}/captions", headers: ["Content-Type": "text/vtt"],
            body: "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n",
            [401, 200, 403, 404, 200, 404, 200, 404, 200, 403]),
        MatrixRow("mom.read", .get, "/api/v1/clips/{team}/moments", team(200, api: 200)),
        MatrixRow(
            "mom.edit", .put, "/api/v1/clips/{team}/moments",
            json: #"{"moments":[{"start_ms":0,"end_ms":900,"title":"Too dear"}]}"#, responsible(200)),
        MatrixRow("con.read", .get, "/api/v1/clips/{team}/notice", responsible(200)),
        MatrixRow(
            "con.write", .put, "/api/v1/clips/{team}/notice",
            json: #"{"who_is_heard":"Ana","how_told":"Asked","allows":"library"}"#, responsible(200)),
        MatrixRow("con.withdraw", .post, "/api/v1/clips/{team}/notice/withdrawal", responsible(202)),
    ]

    private static let lookups: [MatrixRow] = [
        MatrixRow("search", .get, "/api/v1/lookup?q=expensive", everyone(200, api: 200)),
        MatrixRow("search.suggest", .get, "/api/v1/lookup/suggest?q=too", everyone(200, api: 200)),
        MatrixRow("search.recent", .get, "/api/v1/lookup/recent", everyone(200, api: 200)),
        MatrixRow("search.popular", .get, "/api/v1/lookup/popular", everyone(200, api: 200)),
        MatrixRow("search.coverage", .get, "/api/v1/lookup/coverage", everyone(200, api: 200)),
        MatrixRow(
            "search.played", .post, "/api/v1/lookup/lookup_nobodys/played", json: #"{"clip":"{team}"}"#,
            everyone(404, api: 403)),
        MatrixRow(
            "search.kept", .put, "/api/v1/lookup/lookup_nobodys/kept", json: #"{"clip":"{team}"}"#,
            everyone(404, api: 403)),
        MatrixRow(
            "search.helped", .put, "/api/v1/lookup/lookup_nobodys/helped", json: #"{"clip":"{team}","is":false}"#,
            everyone(404, api: 403)),
        MatrixRow("learn.list", .get, "/api/v1/admin/kept-questions", admins(200)),
        MatrixRow(
            "learn.accept", .post, "/api/v1/admin/kept-questions/accept",
            json: #"{"objection":"ob.price","text":"Way too much"}"#, admins(201)),
        MatrixRow(
            "learn.refuse", .post, "/api/v1/admin/kept-questions/refuse",
            json: #"{"objection":"ob.price","text":"Way too much"}"#, admins(204)),
        MatrixRow("judge.list", .get, "/api/v1/admin/judged-lookups", admins(200)),
        MatrixRow(
            "judge.add", .post, "/api/v1/admin/judged-lookups", json: #"{"text":"too expensive"}"#, admins(201)),
        MatrixRow("judge.show", .get, "/api/v1/admin/judged-lookups/judged_none", admins(404)),
        MatrixRow(
            "judge.judge", .put, "/api/v1/admin/judged-lookups/judged_none",
            json: #"{"grades":[{"clip":"{library}","grade":3,"start_ms":0}]}"#, admins(404)),
        MatrixRow("judge.remove", .delete, "/api/v1/admin/judged-lookups/judged_none", admins(404)),
        MatrixRow("judge.quality", .get, "/api/v1/admin/lookup-quality", admins(200)),
        MatrixRow("judge.measure", .post, "/api/v1/admin/lookup-quality", admins(409)),
        MatrixRow("search.related.team", .get, "/api/v1/clips/{team}/related", team(200, api: 200)),
        MatrixRow("search.related.private", .get, "/api/v1/clips/{private}/related", hidden(200, api: 200)),
        MatrixRow("events.head", .head, "/api/v1/events", everyone(200, api: 200)),
        MatrixRow("tax.read", .get, "/api/v1/taxonomy", everyone(200, api: 200)),
        MatrixRow(
            "tax.add", .post, "/api/v1/taxonomy/terms", json: #"{"kind":"competitor","label":"Acme"}"#, admins(201)),
        MatrixRow("tax.edit", .patch, "/api/v1/taxonomy/terms/ob.price", json: #"{"label":"Price"}"#, admins(200)),
        MatrixRow(
            "tax.merge", .post, "/api/v1/taxonomy/terms/ob.price/merge", json: #"{"into":"ob.later"}"#, admins(204)),
        MatrixRow("tax.correct", .post, "/api/v1/taxonomy/glossary/corrections", admins(202)),
        MatrixRow("tax.retire", .post, "/api/v1/taxonomy/terms/ob.price/retire", admins(204)),
        MatrixRow("tax.restore", .post, "/api/v1/taxonomy/terms/ob.price/restore", admins(204)),
        MatrixRow("tax.move", .post, "/api/v1/taxonomy/terms/ob.price/move", json: #"{"by":1}"#, admins(204)),
        MatrixRow(
            "tax.phrasing.add", .post, "/api/v1/taxonomy/phrasings",
            json: #"{"objection":"ob.price","text":"That is a lot of money"}"#, admins(201)),
        MatrixRow(
            "tax.phrasing.edit", .patch, "/api/v1/taxonomy/phrasings/phrasing_price", json: #"{"text":"So much"}"#,
            admins(200)),
        MatrixRow("tax.phrasing.retire", .post, "/api/v1/taxonomy/phrasings/phrasing_price/retire", admins(204)),
    ]

    private static let cueFields =
        #""lines":["So dear"],"points":[{"text":"A","is_must":true},{"text":"B","is_must":true}]"#

    /// A set of team A's performer.
    private static let sets: [MatrixRow] = [
        MatrixRow("set.list", .get, "/api/v1/sets", everyone(200, api: 200)),
        MatrixRow("set.read_team", .get, "/api/v1/sets/{set}", team(200, api: 200)),
        MatrixRow(
            "set.create", .post, "/api/v1/sets", json: #"{"title":"Price"}"#,
            [401, 403, 403, 403, 201, 201, 201, 201, 201, 403]),
        MatrixRow("set.write", .put, "/api/v1/sets/{set}", json: #"{"title":"Price"}"#, builders(200)),
        MatrixRow("set.retire", .delete, "/api/v1/sets/{set}", builders(204)),
        MatrixRow("set.restore", .post, "/api/v1/sets/{set}/restore", builders(200)),
        MatrixRow("set.template", .put, "/api/v1/sets/{set}/template", json: #"{"is":true}"#, builders(200)),
        MatrixRow(
            "set.add", .post, "/api/v1/sets/{set}/items",
            json: #"{"items":[{"kind":"moment","subject":"{library}","start_ms":0,"end_ms":900}]}"#, builders(200)),
        MatrixRow("set.gather", .post, "/api/v1/sets/{set}/gather", json: #"{"objection":"ob.price"}"#, builders(200)),
        MatrixRow("set.order", .put, "/api/v1/sets/{set}/order", json: #"{"items":["{item}"]}"#, builders(200)),
        MatrixRow(
            "set.note", .patch, "/api/v1/sets/{set}/items/{item}", json: #"{"note":"Listen"}"#, builders(200)),
        MatrixRow("set.remove", .delete, "/api/v1/sets/{set}/items/{item}", builders(200)),
        MatrixRow(
            "set.versions", .get, "/api/v1/sets/{set}/versions", [401, 403, 403, 404, 200, 404, 200, 404, 200, 403]),
        MatrixRow("set.version_restore", .post, "/api/v1/sets/{set}/versions/1/restore", builders(200)),
    ]

    /// The set, given to the owner by the manager of team A.
    private static let assignments: [MatrixRow] = [
        MatrixRow("asg.list", .get, "/api/v1/assignments", everyone(200, api: 200)),
        MatrixRow("asg.mine", .get, "/api/v1/me/assignments", everyone(200, api: 200)),
        MatrixRow(
            "asg.create", .post, "/api/v1/assignments", json: #"{"set":"{set}","audience":"team"}"#,
            [401, 403, 403, 403, 403, 403, 201, 403, 201, 403]),
        MatrixRow(
            "asg.read_own", .get, "/api/v1/assignments/{assignment}",
            [401, 200, 404, 404, 200, 404, 200, 404, 200, 200]),
        MatrixRow("asg.delete", .delete, "/api/v1/assignments/{assignment}", givers(204)),
        MatrixRow("asg.csv", .get, "/api/v1/assignments/{assignment}/progress.csv", givers(200)),
        MatrixRow("asg.remind", .post, "/api/v1/assignments/{assignment}/remind", json: "{}", givers(200)),
        MatrixRow(
            "asg.extend", .post, "/api/v1/assignments/{assignment}/people/{owner}/extension",
            json: #"{"to":"2027-03-01","reason":"On holiday"}"#, givers(200)),
        MatrixRow(
            "asg.excuse", .put, "/api/v1/assignments/{assignment}/people/{owner}/excuse",
            json: #"{"reason":"Knows it all"}"#, givers(200)),
        MatrixRow("asg.include", .delete, "/api/v1/assignments/{assignment}/people/{owner}/excuse", givers(200)),
        MatrixRow(
            "watch.read_person", .get, "/api/v1/people/{owner}/activity",
            [401, 200, 404, 404, 403, 404, 200, 404, 200, 200]),
        MatrixRow(
            "me.time_zone", .put, "/api/v1/me/time-zone", json: #"{"time_zone":"Europe/Berlin"}"#,
            everyone(204, api: 403)),
        MatrixRow("me.calendar", .post, "/api/v1/me/calendar", everyone(201, api: 403)),
        MatrixRow("me.calendar_end", .delete, "/api/v1/me/calendar", everyone(204, api: 403)),
    ]

    /// Managers of team A, and admins; the owner, to whom it was given, and the performer see it.
    private static func givers(_ status: Int) -> [Int] {
        [401, 403, 404, 404, 403, 404, status, 404, status, 403]
    }

    /// Performers and managers of team A, and admins.
    private static func builders(_ status: Int) -> [Int] {
        [401, 403, 403, 404, status, 404, status, 404, status, 403]
    }

    /// What is the owner's alone.
    private static func owners(_ status: Int, api: Int = 403) -> [Int] {
        [401, status, 404, 404, 404, 404, 404, 404, 404, api]
    }

    /// A cue of team A that its performer made; the owner has it in their schedule, and it is before them.
    private static let recalls: [MatrixRow] = [
        MatrixRow("cue.list", .get, "/api/v1/cues", everyone(200, api: 200)),
        MatrixRow("cue.read", .get, "/api/v1/cues/{cue}", team(200, api: 200)),
        MatrixRow("cue.of_clip", .get, "/api/v1/clips/{team}/cues", team(200, api: 200)),
        MatrixRow(
            "cue.make", .post, "/api/v1/cues", json: "{\"clip\":\"{team}\",\(cueFields)}",
            [401, 201, 403, 422, 201, 422, 201, 422, 201, 403]),
        MatrixRow("cue.change", .put, "/api/v1/cues/{cue}", json: "{\"version\":1,\(cueFields)}", builders(200)),
        MatrixRow("cue.state", .put, "/api/v1/cues/{cue}/state", json: #"{"state":"retired"}"#, builders(200)),
        MatrixRow("cue.moment", .post, "/api/v1/cues/{cue}/moments", json: #"{"clip":"{library}"}"#, builders(200)),
        MatrixRow(
            "cue.voice", .put, "/api/v1/cues/{cue}/moments/{cue_moment}/voice",
            json: #"{"start_ms":0,"end_ms":1000}"#, builders(200)),
        MatrixRow("cue.voice_away", .delete, "/api/v1/cues/{cue}/moments/{cue_moment}/voice", builders(200)),
        MatrixRow("cue.moment_away", .delete, "/api/v1/cues/{cue}/moments/{cue_moment}", builders(200)),
        MatrixRow("rev.remember", .put, "/api/v1/cues/{cue}/memory", team(200, api: 403)),
        MatrixRow("rev.let_go", .delete, "/api/v1/cues/{cue}/memory", owners(204)),
        MatrixRow("rev.today", .get, "/api/v1/recall/today", everyone(200, api: 200)),
        MatrixRow("rev.next", .post, "/api/v1/recall/showings", json: "{}", everyone(200, api: 403)),
        MatrixRow("rev.showing", .get, "/api/v1/recall/showings/{showing}", owners(200, api: 200)),
        MatrixRow(
            "rev.answer", .post, "/api/v1/cues/{cue}/recalls", json: #"{"showing":"{showing}","answer":"Why?"}"#,
            owners(200)),
        MatrixRow(
            "rev.grade_unanswered", .post, "/api/v1/recall/showings/{showing}/grade", json: #"{"points":[1]}"#,
            owners(409)),
        MatrixRow(
            "rev.correct_missing", .post, "/api/v1/recalls/recall_none/corrections", json: #"{"points":[1]}"#,
            everyone(404, api: 403)),
        MatrixRow("rev.habit", .get, "/api/v1/me/recall-habit", everyone(200, api: 200)),
        MatrixRow(
            "rev.habit_set", .put, "/api/v1/me/recall-habit", json: #"{"cues_per_day":3,"quiet_days":["sunday"]}"#,
            everyone(200, api: 403)),
        MatrixRow("rev.own", .get, "/api/v1/me/memory", everyone(200, api: 200)),
        MatrixRow(
            "rev.other_person", .get, "/api/v1/people/{owner}/memory",
            [401, 200, 404, 404, 403, 404, 200, 404, 200, 200]),
        MatrixRow(
            "ret.team", .get, "/api/v1/teams/{A}/retention", [401, 403, 403, 404, 403, 404, 200, 404, 200, 403]),
        MatrixRow(
            "ret.table", .get, "/api/v1/teams/{A}/retention.csv", [401, 403, 403, 404, 403, 404, 200, 404, 200, 403]),
        MatrixRow(
            "cal.read", .get, "/api/v1/calibration", [401, 403, 403, 403, 403, 403, 200, 200, 200, 403]),
        MatrixRow("mem.parameters", .get, "/api/v1/memory/parameters", admins(200)),
        MatrixRow("mem.fit", .post, "/api/v1/memory/fit", admins(200)),
        MatrixRow("mem.replay", .post, "/api/v1/memory/replay", json: #"{"check":true}"#, admins(200)),
        MatrixRow("mem.rollback_missing", .post, "/api/v1/memory/parameters/vector_none/rollback", admins(404)),
    ]

    /// The mate of team A asks; the owner and the performer of team A are asked.
    private static let requests: [MatrixRow] = [
        MatrixRow("req.list", .get, "/api/v1/requests", everyone(200, api: 200)),
        MatrixRow("req.near", .get, "/api/v1/requests/near?text=moon", everyone(200, api: 200)),
        MatrixRow("req.read", .get, "/api/v1/requests/{request}", team(200, api: 200)),
        MatrixRow(
            "req.ask", .post, "/api/v1/requests", json: #"{"text":"Who feeds the lions?"}"#, everyone(201, api: 403)),
        MatrixRow(
            "req.join", .post, "/api/v1/requests/{request}/join", json: "{}",
            [401, 200, 403, 404, 200, 404, 200, 404, 200, 403]),
        MatrixRow(
            "req.leave", .post, "/api/v1/requests/{request}/leave",
            [401, 403, 204, 404, 403, 404, 403, 404, 403, 403]),
        MatrixRow(
            "req.close", .post, "/api/v1/requests/{request}/close", json: #"{"reason":"Asked elsewhere"}"#,
            [401, 403, 200, 404, 403, 404, 200, 404, 200, 403]),
        MatrixRow(
            "req.answer", .post, "/api/v1/requests/{request}/answer", json: #"{"clip":"{library}"}"#,
            team(200, api: 403)),
        MatrixRow(
            "req.judge_unanswered", .post, "/api/v1/requests/{request}/verdict", json: #"{"verdict":"that_is_it"}"#,
            [401, 403, 403, 404, 403, 404, 403, 404, 403, 403]),
        MatrixRow(
            "req.promise", .post, "/api/v1/requests/{request}/promise", json: #"{"clip":"{draft}"}"#,
            [401, 200, 404, 404, 404, 404, 200, 404, 200, 403]),
        MatrixRow(
            "req.decline", .post, "/api/v1/requests/{request}/decline", json: #"{"reason":"Not my field"}"#,
            [401, 200, 403, 404, 200, 404, 403, 404, 403, 403]),
        MatrixRow(
            "req.hand_on", .post, "/api/v1/requests/{request}/hand-on", json: #"{"to":"{rep}","reason":"She knows"}"#,
            [401, 200, 403, 404, 200, 404, 200, 404, 200, 403]),
        MatrixRow("gaps.read", .get, "/api/v1/gaps?days=7", [401, 403, 403, 403, 403, 403, 200, 200, 200, 403]),
        MatrixRow(
            "pack.read", .get, "/api/v1/pack?q=negotiation,%20too%20expensive,%205%20minutes", everyone(200, api: 200)),
        MatrixRow(
            "pack.report", .post, "/api/v1/pack/reports",
            json: #"{"clip":"{team}","objection":"ob.price","came_up":true,"helped":true}"#, team(200, api: 403)),
        MatrixRow("req.budget", .get, "/api/v1/me/request-budget", everyone(200, api: 200)),
        MatrixRow(
            "req.budget_set", .put, "/api/v1/me/request-budget", json: #"{"per_week":5}"#, everyone(200, api: 403)),
    ]

    /// The mate of team A said something about the owner's clip, and something to themselves.
    private static let feedback: [MatrixRow] = [
        MatrixRow("com.list", .get, "/api/v1/clips/{team}/threads", team(200, api: 200)),
        MatrixRow("com.list.private", .get, "/api/v1/clips/{private}/threads", hidden(200, api: 200)),
        MatrixRow(
            "com.create", .post, "/api/v1/clips/{team}/threads",
            json: #"{"text":"You asked back.","start_ms":1000,"end_ms":9000,"moves":["clarified"]}"#,
            team(201, api: 403)),
        MatrixRow("com.thread", .get, "/api/v1/threads/{mates_thread}", team(200, api: 200)),
        MatrixRow("com.thread_comments", .get, "/api/v1/threads/{mates_thread}/comments", team(200, api: 200)),
        MatrixRow(
            "com.thread_private", .get, "/api/v1/threads/{mates_private_thread}",
            [401, 404, 200, 404, 404, 404, 404, 404, 404, 404]),
        MatrixRow(
            "com.reply", .post, "/api/v1/threads/{mates_thread}/comments", json: #"{"text":"I will."}"#,
            team(201, api: 403)),
        MatrixRow(
            "com.resolve", .post, "/api/v1/threads/{mates_thread}/resolve",
            [401, 200, 200, 404, 403, 404, 200, 404, 200, 403]),
        MatrixRow(
            "com.reopen", .post, "/api/v1/threads/{mates_thread}/reopen",
            [401, 200, 200, 404, 403, 404, 200, 404, 200, 403]),
        MatrixRow("com.read", .get, "/api/v1/comments/{mates}", team(200, api: 200)),
        MatrixRow(
            "com.private_note", .get, "/api/v1/comments/{mates_private}",
            [401, 404, 200, 404, 404, 404, 404, 404, 404, 404]),
        MatrixRow("com.history", .get, "/api/v1/comments/{mates}/history", team(200, api: 200)),
        MatrixRow("com.steps", .get, "/api/v1/comments/{mates}/steps", team(200, api: 200)),
        MatrixRow(
            "com.edit_own", .patch, "/api/v1/comments/{mates}", json: #"{"text":"You waited before the price."}"#,
            [401, 403, 200, 404, 403, 404, 403, 404, 403, 403]),
        MatrixRow(
            "com.delete", .delete, "/api/v1/comments/{mates}", [401, 204, 204, 404, 403, 404, 204, 404, 204, 403]),
        MatrixRow(
            "com.state", .put, "/api/v1/comments/{mates}/state", json: #"{"state":"will_try","note":"On Friday"}"#,
            [401, 200, 403, 404, 403, 404, 403, 404, 403, 403]),
        MatrixRow(
            "com.mark_read", .post, "/api/v1/clips/{team}/feedback/read", json: #"{"comments":["{mates}"]}"#,
            team(204, api: 403)),
        MatrixRow(
            "com.thank", .post, "/api/v1/comments/{mates}/thanks", json: #"{"text":"The pause helped."}"#,
            [401, 201, 403, 404, 201, 404, 201, 404, 201, 403]),
        MatrixRow(
            "com.thank_clip", .post, "/api/v1/clips/{team}/thanks", json: #"{"text":"The question helped."}"#,
            [401, 422, 201, 404, 201, 404, 201, 404, 201, 403]),
        MatrixRow("com.text", .get, "/api/v1/clips/{team}/feedback.txt", team(200, api: 200)),
        MatrixRow("com.table", .get, "/api/v1/clips/{team}/feedback.csv", team(200, api: 200)),
        MatrixRow("com.captions", .get, "/api/v1/clips/{private}/feedback.vtt", hidden(200, api: 200)),
        MatrixRow("com.mine", .get, "/api/v1/me/feedback?shelf=received", everyone(200, api: 200)),
        MatrixRow(
            "ask.read", .get, "/api/v1/clips/{library}/feedback/ask",
            [401, 200, 404, 404, 404, 404, 200, 404, 200, 200]),
        MatrixRow(
            "ask.ask", .post, "/api/v1/clips/{team}/feedback/ask", json: #"{"to":"{mate}","note":"The opening"}"#,
            responsible(201)),
        MatrixRow(
            "ask.withdraw", .delete, "/api/v1/clips/{library}/feedback/ask",
            [401, 204, 403, 403, 403, 403, 204, 403, 204, 403]),
        MatrixRow("inbox.read", .get, "/api/v1/me/inbox", everyone(200, api: 200)),
        MatrixRow(
            "inbox.snooze", .post, "/api/v1/inbox/{turn}/snooze", json: #"{"days":1}"#,
            [401, 404, 404, 404, 204, 404, 404, 404, 404, 403]),
        MatrixRow(
            "inbox.hand_back", .post, "/api/v1/inbox/{turn}/hand-back", json: #"{"reason":"I am away"}"#,
            [401, 404, 404, 404, 204, 404, 404, 404, 404, 403]),
        MatrixRow("help.read", .get, "/api/v1/me/feedback-help", everyone(200, api: 200)),
        MatrixRow(
            "help.set", .put, "/api/v1/me/feedback-help", json: #"{"per_week":2,"terms":["ob.price"]}"#,
            everyone(200, api: 403)),
        MatrixRow("news.list", .get, "/api/v1/me/notifications", everyone(200, api: 200)),
        MatrixRow(
            "news.read", .post, "/api/v1/me/notifications/read", json: #"{"clip":"{team}"}"#, everyone(204, api: 403)),
        MatrixRow("news.settings", .get, "/api/v1/me/notification-settings", everyone(200, api: 200)),
        MatrixRow(
            "news.settings_set", .put, "/api/v1/me/notification-settings",
            json: #"{"silent":["thanks"],"quiet_from":1080,"quiet_until":480}"#,
            everyone(200, api: 403)),
        MatrixRow(
            "media.said", .get, "/media/comments/{mates_private}/v.mp4", [401] + Array(repeating: 404, count: 9)),
        MatrixRow("com.receipt", .get, "/api/v1/me/receipts/2026-11", everyone(200, api: 200)),
    ]

    /// A brief of team A; the owner's take of it, which the performer was asked to look at.
    private static let practice: [MatrixRow] = [
        MatrixRow("brief.list", .get, "/api/v1/briefs", everyone(200, api: 200)),
        MatrixRow(
            "brief.write", .post, "/api/v1/briefs", json: #"{"title":"Too expensive"}"#,
            [401, 403, 403, 403, 201, 201, 201, 201, 201, 403]),
        MatrixRow("brief.read", .get, "/api/v1/briefs/{brief}", team(200, api: 200)),
        MatrixRow("brief.edit", .put, "/api/v1/briefs/{brief}", json: #"{"title":"Dear"}"#, builders(200)),
        MatrixRow("brief.state", .put, "/api/v1/briefs/{brief}/state", json: #"{"state":"retired"}"#, builders(200)),
        MatrixRow(
            "brief.versions", .get, "/api/v1/briefs/{brief}/versions",
            [401, 403, 403, 404, 200, 404, 200, 404, 200, 403]),
        MatrixRow("brief.restore", .post, "/api/v1/briefs/{brief}/versions/1/restore", builders(200)),
        MatrixRow("take.list", .get, "/api/v1/briefs/{brief}/takes", team(200, api: 200)),
        MatrixRow(
            "take.write", .post, "/api/v1/briefs/{brief}/takes", json: #"{"text":"Compared to what?"}"#,
            team(201, api: 403)),
        MatrixRow("take.mine", .get, "/api/v1/me/takes", everyone(200, api: 200)),
        MatrixRow(
            "take.read", .get, "/api/v1/takes/{take}", [401, 200, 404, 404, 200, 404, 200, 404, 200, 200]),
        MatrixRow(
            "take.submit", .post, "/api/v1/takes/{take}/submission", json: #"{"worked":"The start"}"#,
            [401, 409, 404, 404, 403, 404, 403, 404, 403, 403]),
        MatrixRow(
            "take.delete", .delete, "/api/v1/takes/{take}", [401, 204, 404, 404, 403, 404, 403, 404, 204, 403]),
        MatrixRow("rubric.list", .get, "/api/v1/rubrics", everyone(200, api: 200)),
        MatrixRow("rubric.starters", .get, "/api/v1/rubrics/starters", everyone(200, api: 200)),
        MatrixRow(
            "rubric.write", .post, "/api/v1/rubrics",
            json: #"{"title":"Price","criteria":[{"title":"Clarified","weight":2,"levels":["a","b","c","d"]}]}"#,
            [401, 403, 403, 403, 201, 201, 201, 201, 201, 403]),
        MatrixRow("rubric.read", .get, "/api/v1/rubrics/{rubric}", team(200, api: 200)),
        MatrixRow(
            "rubric.edit", .put, "/api/v1/rubrics/{rubric}",
            json: #"{"title":"Price","criteria":[{"id":"{criterion}","title":"Asked","levels":["a","b","c","d"]}]}"#,
            builders(200)),
        MatrixRow("rubric.retire", .put, "/api/v1/rubrics/{rubric}/retired", json: #"{"is":true}"#, builders(200)),
        MatrixRow("take.scores", .get, "/api/v1/takes/{take}/scorecards", ofTake(200, api: 200)),
        MatrixRow(
            "take.score", .put, "/api/v1/takes/{take}/scorecards/mine",
            json: #"{"answers":[{"criterion":"{criterion}","level":3}]}"#, ofTake(200, api: 403)),
        MatrixRow("take.beside", .get, "/api/v1/takes/{take}/beside?with={second_take}", ofTake(200, api: 200)),
        MatrixRow(
            "take.again", .post, "/api/v1/comments/{about_take}/again",
            [401, 403, 404, 404, 204, 404, 403, 404, 403, 403]),
        MatrixRow("take.promotion", .get, "/api/v1/takes/{take}/promotion", ofTake(200, api: 200)),
        // A take in writing cannot be played: whoever may promote learns that.
        MatrixRow(
            "take.promote", .post, "/api/v1/takes/{take}/promotion",
            json: #"{"title":"Price","stage":"st.negotiate","objection":"ob.price","rules":[{"when":"a","do":"b"}],"#
                + #""visibility":"team","how_told":"Asked"}"#,
            [401, 403, 404, 404, 409, 404, 409, 404, 409, 403]),
        MatrixRow(
            "take.agree", .post, "/api/v1/takes/{take}/promotion/agree", json: #"{"asked_at_ms":1790000000000}"#,
            [401, 409, 404, 404, 403, 404, 403, 404, 403, 403]),
        MatrixRow(
            "take.decline", .post, "/api/v1/takes/{take}/promotion/decline", json: #"{"reason":"I stumble"}"#,
            [401, 409, 404, 404, 403, 404, 403, 404, 403, 403]),
        MatrixRow(
            "take.consent", .put, "/api/v1/takes/{take}/consent", json: #"{"consent":"team"}"#,
            [401, 200, 404, 404, 403, 404, 403, 404, 403, 403]),
    ]

    /// Whoever sees the take: its maker, whoever was asked, the manager of the team, an admin.
    private static func ofTake(_ status: Int, api: Int) -> [Int] {
        [401, status, 404, 404, status, 404, status, 404, status, api]
    }

    private static let people: [MatrixRow] = [
        MatrixRow("ppl.directory", .get, "/api/v1/people", everyone(200, api: 200)),
        MatrixRow("ppl.read", .get, "/api/v1/people/{owner}", everyone(200, api: 200)),
        MatrixRow(
            "ppl.read_private_fields", .get, "/api/v1/people/{owner}?fields=email,last_login",
            [401, 200, 403, 403, 403, 403, 200, 403, 200, 200]),
        MatrixRow("ppl.list_private_fields", .get, "/api/v1/people?fields=email", admins(200)),
        MatrixRow(
            "ppl.invite", .post, "/api/v1/people",
            json: #"{"name":"New","email":"new@example.com","role":"rep"}"#, admins(201)),
        MatrixRow("ppl.role", .patch, "/api/v1/people/{mate}/role", json: #"{"role":"performer"}"#, admins(200)),
        MatrixRow(
            "ppl.role_self", .patch, "/api/v1/me", json: #"{"role":"admin"}"#, everyone(422, api: 403)),
        MatrixRow(
            "ppl.password", .post, "/api/v1/people/{mate}/password", json: #"{"password":"a new curtain call"}"#,
            admins(204)),
        MatrixRow("ppl.deactivate", .post, "/api/v1/people/{mate}/deactivate", admins(200)),
        MatrixRow("ppl.reactivate", .post, "/api/v1/people/{mate}/reactivate", admins(200)),
        MatrixRow("ppl.last_admin", .post, "/api/v1/people/{last_admin}/deactivate", admins(409)),
        MatrixRow("team.list", .get, "/api/v1/teams", everyone(200, api: 200)),
        MatrixRow(
            "team.members", .put, "/api/v1/teams/{A}/members", json: #"{"members":["{owner}","{mgr}"]}"#,
            [401, 403, 403, 403, 403, 403, 200, 403, 200, 403]),
        MatrixRow("team.create", .post, "/api/v1/teams", json: #"{"name":"North"}"#, admins(201)),
        MatrixRow("team.rename", .patch, "/api/v1/teams/{A}", json: #"{"name":"North"}"#, admins(204)),
    ]

    private static let account: [MatrixRow] = [
        MatrixRow("me.read", .get, "/api/v1/me", everyone(200, api: 200)),
        MatrixRow("me.rename", .patch, "/api/v1/me", json: #"{"name":"Someone"}"#, everyone(200, api: 403)),
        MatrixRow("ses.list", .get, "/api/v1/me/sessions", everyone(200, api: 403)),
        MatrixRow("ses.revoke", .delete, "/api/v1/me/sessions/session_spare_{me}", everyone(204, api: 403)),
        MatrixRow("ses.revoke_other", .delete, "/api/v1/me/sessions/{foreign}", everyone(404, api: 403)),
        MatrixRow("ses.sign_out", .delete, "/api/v1/session", everyone(204, api: 403)),
        MatrixRow(
            "ses.confirm", .post, "/api/v1/session/confirmation", json: #"{"password":"the curtain rises at nine"}"#,
            everyone(204, api: 403)),
        MatrixRow(
            "pw.change", .post, "/api/v1/me/password",
            json: #"{"current_password":"the curtain rises at nine","new_password":"a new curtain call"}"#,
            everyone(204, api: 403)),
        MatrixRow(
            "tok.create", .post, "/api/v1/tokens", json: #"{"name":"mine","scopes":["read"]}"#,
            everyone(201, api: 403)),
        MatrixRow("tok.list", .get, "/api/v1/tokens", everyone(200, api: 403)),
        MatrixRow("tok.revoke_other", .delete, "/api/v1/tokens/token_nobodys", everyone(404, api: 403)),
    ]

    private static let administration: [MatrixRow] = [
        MatrixRow("adm.settings", .get, "/api/v1/admin/settings", admins(200)),
        MatrixRow(
            "adm.settings_write", .patch, "/api/v1/admin/settings", json: #"{"organisation":"North"}"#, admins(200)),
        MatrixRow("adm.job_counts", .get, "/api/v1/admin/jobs/counts", admins(200)),
        MatrixRow("adm.jobs", .get, "/api/v1/admin/jobs", admins(200)),
        MatrixRow("adm.job_retry", .post, "/api/v1/admin/jobs/job_failed/retry", admins(202)),
        MatrixRow("adm.meaning", .get, "/api/v1/admin/meaning", admins(200)),
        MatrixRow("adm.storage", .get, "/api/v1/admin/storage", admins(200)),
    ]
}
