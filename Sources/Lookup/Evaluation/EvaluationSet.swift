import Domain
import Foundation

/// Clips, lookups and what people judged the right answers to be.
struct EvaluationSet {
    struct Query: Decodable {
        let id: String
        let text: String
        let type: String
        let filter: [String: String]?

        /// Nobody has recorded an answer to it: it is not scored for ranking.
        var hasAnswer: Bool { type != "noanswer" }
    }

    struct Judged {
        /// By clip.
        var clips: [String: Int] = [:]
        /// By clip, then by segment.
        var segments: [String: [Int: Int]] = [:]
    }

    let clips: [IndexedClip]
    let queries: [Query]
    let judgements: [String: Judged]
    let taxonomy: LookupTaxonomy
    /// Starts of each clip's segments in milliseconds, with their numbers.
    private let segments: [String: [(start: Int, number: Int)]]

    /// - Throws: `Problem.invalid` naming the file and line that cannot be read.
    init(directory: String, options: EvaluationOptions) throws {
        let records: [ClipRecord] = try Self.lines(of: "clips.jsonl", in: directory)
        let judged: [JudgementRecord] = try Self.lines(of: "qrels.jsonl", in: directory)
        queries = try Self.lines(of: "queries.jsonl", in: directory)
        let lists: [String: ObjectionRecord] = try Self.decoded(
            try Self.data(of: "taxonomy.json", in: directory), "taxonomy.json")
        taxonomy = LookupTaxonomy(
            objections: lists.sorted { $0.key < $1.key }.map { key, record in
                LookupTaxonomy.Objection(
                    id: ID(key), label: record.label, phrasings: record.phrases, terms: record.terms)
            }, competitors: options.competitors)
        clips = records.map { $0.clip(withTags: options.usesTags) }
        segments = Dictionary(
            records.map { record in
                (record.id, record.segments.map { (milliseconds($0.start), $0.seg) }.sorted { $0.0 < $1.0 })
            }
        ) { first, _ in first }
        var judgements: [String: Judged] = [:]
        for record in judged {
            if let segment = record.seg {
                judgements[record.query, default: Judged()].segments[record.clip, default: [:]][segment] = record.grade
            } else {
                judgements[record.query, default: Judged()].clips[record.clip] = record.grade
            }
        }
        self.judgements = judgements
    }

    /// The number of the segment that begins at or last before `start`.
    func segment(of clip: String, at start: Int) -> Int {
        let known = segments[clip] ?? []
        return (known.last { $0.start <= start } ?? known.first)?.number ?? 0
    }

    private static func lines<Record: Decodable>(of file: String, in directory: String) throws -> [Record] {
        let data = try data(of: file, in: directory)
        return try data.split(separator: UInt8(ascii: "\n")).enumerated().map { number, line in
            try decoded(Data(line), "\(file), line \(number + 1)")
        }
    }

    private static func data(of file: String, in directory: String) throws -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: directory).appendingPathComponent(file))
        } catch {
            throw Problem.invalid("directory", "\(file) cannot be read in \(directory).")
        }
    }

    private static func decoded<Value: Decodable>(_ data: Data, _ place: String) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: data)
        } catch {
            throw Problem.invalid("directory", "\(place) is not of the expected form: \(error)")
        }
    }
}

private struct ClipRecord: Decodable {
    struct Segment: Decodable {
        let seg: Int
        let start: Double
        let end: Double
        let text: String
    }

    let id: String
    let title: String
    let speaker: String
    let stage: String
    let industry: String?
    let objectionTags: [String]
    let duration: Double
    let segments: [Segment]

    enum CodingKeys: String, CodingKey {
        case id, title, speaker, stage, industry, duration, segments
        case objectionTags = "objection_tags"
    }

    func clip(withTags: Bool) -> IndexedClip {
        IndexedClip(
            id: ID(id),
            access: ClipAccess(owner: ID("judge"), team: ID("judge"), state: .published, visibility: .library),
            title: title, speakers: [speaker], stage: ID(stage),
            objections: withTags ? objectionTags.map { ID($0) } : [],
            industry: industry.map { ID($0) },
            lines: segments.map {
                TimedLine(
                    startMilliseconds: milliseconds($0.start), endMilliseconds: milliseconds($0.end), text: $0.text)
            }, durationMilliseconds: milliseconds(duration), publishedAt: Instant(milliseconds: 0))
    }
}

private struct JudgementRecord: Decodable {
    let query: String
    let clip: String
    let seg: Int?
    let grade: Int
}

private struct ObjectionRecord: Decodable {
    let label: String
    let phrases: [String]
    let terms: [String]
}

private func milliseconds(_ seconds: Double) -> Int {
    Int(exactly: (seconds * 1000).rounded()) ?? 0
}
