/// Who speaks, and in which languages, in the clips a viewer may see: what a lookup can be narrowed to.
package struct KnownNames: Sendable, Hashable {
    /// By the number of their clips, then by name; at most 200.
    package let speakers: [String]
    /// First parts of the languages' names, most used first.
    package let languages: [String]
}

extension LiveIndex {
    package func names(viewer: Viewer) -> KnownNames {
        var speakers: [String: Int] = [:]
        var languages: [String: Int] = [:]
        for part in seenParts.view(of: snapshot, viewer).index.parts {
            for (number, clip) in part.segment.clips.enumerated() where part.isVisible[number] {
                for speaker in clip.speakers { speakers[speaker, default: 0] += 1 }
                languages[ClipCard.mainPart(of: clip.language), default: 0] += 1
            }
        }
        func ranked(_ counts: [String: Int]) -> [String] {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        }
        return KnownNames(speakers: Array(ranked(speakers).prefix(200)), languages: ranked(languages))
    }
}
