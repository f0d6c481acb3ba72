/// What the media jobs know about a clip's file and what they made of it.
package struct ClipMedia: Sendable, Hashable {
    /// SHA-256 of the original; nil before the upload is complete and after the original was removed.
    package var originalBlob: String?
    /// The name the file had, as a label only (UP-6).
    package var originalName: String
    package var originalBytes: Int64
    package var durationMilliseconds: Int?
    package var width: Int?
    package var height: Int?
    package var hasVideo: Bool
    package var transcript: TranscriptState
    /// What is missing or went wrong with the transcript, in plain words.
    package var transcriptNote: String?

    package init(
        originalBlob: String? = nil, originalName: String = "", originalBytes: Int64 = 0,
        durationMilliseconds: Int? = nil, width: Int? = nil, height: Int? = nil, hasVideo: Bool = false,
        transcript: TranscriptState = .none, transcriptNote: String? = nil
    ) {
        self.originalBlob = originalBlob
        self.originalName = originalName
        self.originalBytes = originalBytes
        self.durationMilliseconds = durationMilliseconds
        self.width = width
        self.height = height
        self.hasVideo = hasVideo
        self.transcript = transcript
        self.transcriptNote = transcriptNote
    }
}

/// Where the transcript stands and where it came from.
package enum TranscriptState: String, Sendable, Hashable, Codable, CaseIterable {
    case none, waiting, machine, edited, uploaded, unavailable, failed
}

/// What was made of an original.
package enum RenditionKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The first playable one: video up to 720 lines, or sound alone.
    case main
    /// 360 lines for slow connections.
    case small
    case poster, storyboard, waveform
}

/// One file made of a clip's original.
package struct Rendition: Sendable, Hashable {
    package let clip: ID<Clip>
    package let kind: RenditionKind
    package let blob: String
    package let bytes: Int64
    package let contentType: String
    package let width: Int?
    package let height: Int?
    /// A storyboard's layout as `interval_ms,columns,rows,tile_width,tile_height`; nil for the rest.
    package let layout: String?
    package let createdAt: Instant

    package init(
        clip: ID<Clip>, kind: RenditionKind, blob: String, bytes: Int64, contentType: String, width: Int? = nil,
        height: Int? = nil, layout: String? = nil, createdAt: Instant
    ) {
        self.clip = clip
        self.kind = kind
        self.blob = blob
        self.bytes = bytes
        self.contentType = contentType
        self.width = width
        self.height = height
        self.layout = layout
        self.createdAt = createdAt
    }
}
