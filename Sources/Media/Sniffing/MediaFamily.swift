/// The kinds of files that are taken: what libmagic calls them, which demuxers of ffmpeg read them, how they end.
package enum MediaFamily: String, Sendable, CaseIterable {
    case mp4, matroska, mp3, wav, ogg, flac

    /// What libmagic may say.
    var types: Set<String> {
        switch self {
        case .mp4: ["video/mp4", "video/quicktime", "audio/mp4", "audio/x-m4a", "video/x-m4v"]
        case .matroska: ["video/webm", "video/x-matroska", "audio/webm", "audio/x-matroska"]
        case .mp3: ["audio/mpeg"]
        case .wav: ["audio/x-wav", "audio/wav"]
        case .ogg: ["audio/ogg", "video/ogg", "application/ogg"]
        case .flac: ["audio/flac", "audio/x-flac"]
        }
    }

    /// What ffprobe may say; it lists all names of a demuxer.
    var demuxers: Set<String> {
        switch self {
        case .mp4: ["mov", "mp4", "m4a", "3gp", "3g2", "mj2"]
        case .matroska: ["matroska", "webm"]
        case .mp3: ["mp3"]
        case .wav: ["wav"]
        case .ogg: ["ogg"]
        case .flac: ["flac"]
        }
    }

    var suffixes: Set<String> {
        switch self {
        case .mp4: ["mp4", "mov", "m4a", "m4v", "qt"]
        case .matroska: ["webm", "mkv", "mka", "weba"]
        case .mp3: ["mp3"]
        case .wav: ["wav"]
        case .ogg: ["ogg", "oga", "ogv", "opus"]
        case .flac: ["flac"]
        }
    }

    static func of(type: String) -> MediaFamily? {
        allCases.first { $0.types.contains(type) }
    }

    /// Nil for a suffix that says nothing about media.
    static func of(fileName: String) -> MediaFamily? {
        guard let suffix = fileName.split(separator: ".").last?.lowercased() else { return nil }
        return allCases.first { $0.suffixes.contains(suffix) }
    }

    /// The only demuxers ffmpeg may use: without this list a playlist named `.mp4` reads other files (finding 3).
    static let formatWhitelist = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mp3,wav,ogg,flac,aac"
}
