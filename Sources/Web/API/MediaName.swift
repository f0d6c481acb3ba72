import Domain
import Services

/// The names under which a clip's files are asked for: `/media/{clip}/v.mp4` and so on.
enum MediaName {
    /// Nil for a name that means nothing.
    static func part(_ name: String) -> MediaService.Part? {
        switch name {
        case "v.mp4", "a.m4a": .rendition(.main)
        case "small.mp4": .rendition(.small)
        case "poster.jpg", "thumb.jpg": .rendition(.poster)
        case "storyboard.jpg": .rendition(.storyboard)
        case "waveform.json": .rendition(.waveform)
        default: nil
        }
    }

    static func address(of rendition: Rendition) -> String {
        "/media/\(rendition.clip)/\(name(rendition.kind, isSound: rendition.contentType.hasPrefix("audio/")))"
    }

    static func address(_ kind: RenditionKind, of clip: Clip) -> String {
        "/media/\(clip.id)/\(name(kind, isSound: !clip.media.hasVideo))"
    }

    private static func name(_ kind: RenditionKind, isSound: Bool) -> String {
        switch kind {
        case .main: isSound ? "a.m4a" : "v.mp4"
        case .small: "small.mp4"
        case .poster: "poster.jpg"
        case .storyboard: "storyboard.jpg"
        case .waveform: "waveform.json"
        }
    }
}
