import Domain
import Lookup
import Services

/// By which models lookups go.
struct MeaningJSON: Encodable {
    struct Provider: Encodable {
        let host: String
        let model: String
        let state: String
        let encodedClips: Int
        let answered: Int
        let fellBack: Int
        let problem: String?
        let problemAt: Instant?
    }

    let model: String
    let state: String
    let problem: String?
    let clips: Int
    let encodedClips: Int
    let provider: Provider?

    init(_ report: LookupService.MeaningReport) {
        model = report.model
        state = report.state.rawValue
        problem = report.problem
        clips = report.clips
        encodedClips = report.encodedClips
        provider = report.provider.map { provider in
            Provider(
                host: provider.host, model: provider.model, state: provider.state.rawValue,
                encodedClips: provider.encodedClips, answered: provider.record.answered,
                fellBack: provider.record.fellBack, problem: provider.record.problem,
                problemAt: provider.record.problemAt)
        }
    }

    static let schema = Schema.object(
        "Meaning",
        [
            .init("model", .text), .init("state", .oneOf(LiveIndex.MeaningState.allCases.map(\.rawValue))),
            .optional("problem", .text), .init("clips", .integer), .init("encoded_clips", .integer),
            .optional(
                "provider",
                .object(
                    "MeaningProvider",
                    [
                        .init("host", .text), .init("model", .text),
                        .init("state", .oneOf(ProvidedMeaning.State.allCases.map(\.rawValue))),
                        .init("encoded_clips", .integer), .init("answered", .integer), .init("fell_back", .integer),
                        .optional("problem", .text), .optional("problem_at", .time),
                    ])),
        ])
}
