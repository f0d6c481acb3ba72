import Foundation

/// ffprobe's JSON, and the limits of FF-3.
struct ProbeReport: Sendable {
    private struct Document: Decodable {
        struct Format: Decodable {
            let format_name: String?
            let duration: String?
            let start_time: String?
            let nb_streams: Int?
        }

        struct Stream: Decodable {
            struct Disposition: Decodable {
                let attached_pic: Int?
            }

            struct SideData: Decodable {
                let rotation: Double?
            }

            let codec_type: String?
            let codec_name: String?
            let pix_fmt: String?
            let width: Int?
            let height: Int?
            let avg_frame_rate: String?
            let r_frame_rate: String?
            let channels: Int?
            let duration: String?
            let disposition: Disposition?
            let side_data_list: [SideData]?
        }

        let format: Format?
        let streams: [Stream]?
    }

    private let document: Document

    /// Nil when it is not the JSON we asked for.
    init?(json: String) {
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
        } catch {
            return nil
        }
    }

    var demuxers: [String] {
        (document.format?.format_name ?? "").split(separator: ",").map(String.init)
    }

    /// Seconds; nil when the file does not say.
    var duration: Double? {
        let said = [document.format?.duration] + (document.streams ?? []).map(\.duration)
        return said.compactMap { $0 }.compactMap(Double.init).filter { $0.isFinite && $0 > 0 }.max()
    }

    /// Seconds before the first packet, which Matroska counts as part of its duration.
    var start: Double {
        document.format?.start_time.flatMap(Double.init).map { $0.isFinite ? max($0, 0) : 0 } ?? 0
    }

    /// - Throws: `MediaRefusal`. A duration of 0 means that the file does not say.
    func media(_ family: MediaFamily) throws -> ProbedMedia {
        let streams = document.streams ?? []
        guard max(streams.count, document.format?.nb_streams ?? 0) <= 16 else {
            throw MediaRefusal("too_many_streams", "The file has more than 16 streams.")
        }
        let video = streams.first { $0.codec_type == "video" && $0.disposition?.attached_pic != 1 }
        let audio = streams.first { $0.codec_type == "audio" }
        guard video != nil || audio != nil else {
            throw MediaRefusal("no_stream", "There is neither picture nor sound in this file.")
        }
        if let duration { try Self.checkDuration(duration) }
        return ProbedMedia(
            family: family, durationMilliseconds: Int(exactly: ((duration ?? 0) * 1000).rounded()) ?? 0,
            video: try video.map(Self.video), audio: try audio.map(Self.audio))
    }

    static func checkDuration(_ seconds: Double) throws {
        guard seconds <= 8 * 3600 else { throw MediaRefusal("too_long", "The recording is longer than 8 hours.") }
    }

    private static let videoCodecs: Set<String> = ["h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "prores"]
    private static let audioCodecs: Set<String> = ["aac", "mp3", "opus", "vorbis", "flac"]

    private static func video(_ stream: Document.Stream) throws -> ProbedMedia.Video {
        let codec = stream.codec_name ?? ""
        guard videoCodecs.contains(codec) else {
            throw MediaRefusal("unsupported_codec", "The picture is stored in a way we do not read (\(codec)).")
        }
        guard let width = stream.width, let height = stream.height, width > 0, height > 0 else {
            throw MediaRefusal("unreadable", "The picture has no size.")
        }
        guard max(width, height) <= 4096, min(width, height) <= 2304 else {
            throw MediaRefusal("too_large_picture", "The picture is larger than 4096 x 2304.")
        }
        let rate = rate(stream.avg_frame_rate) ?? rate(stream.r_frame_rate) ?? 0
        guard rate <= 120 else { throw MediaRefusal("too_many_frames", "There are more than 120 frames a second.") }
        let turned = (stream.side_data_list ?? []).compactMap(\.rotation).contains { abs($0) == 90 || abs($0) == 270 }
        return ProbedMedia.Video(
            codec: codec, pixelFormat: stream.pix_fmt ?? "", width: turned ? height : width,
            height: turned ? width : height, framesPerSecond: rate)
    }

    private static func audio(_ stream: Document.Stream) throws -> ProbedMedia.Audio {
        let codec = stream.codec_name ?? ""
        guard audioCodecs.contains(codec) || codec.hasPrefix("pcm_") else {
            throw MediaRefusal("unsupported_codec", "The sound is stored in a way we do not read (\(codec)).")
        }
        let channels = stream.channels ?? 0
        guard (1...8).contains(channels) else {
            throw MediaRefusal("too_many_channels", "There are more than 8 channels.")
        }
        return ProbedMedia.Audio(codec: codec, channels: channels)
    }

    /// `30000/1001`; nil for `0/0`. A variable rate, as browsers record it, shows as that of the clock (1000 and more),
    /// and is not a reason to refuse: what we make has at most 30.
    private static func rate(_ text: String?) -> Double? {
        let parts = (text ?? "").split(separator: "/").compactMap { Double($0) }
        guard parts.count == 2, parts[0] > 0, parts[1] > 0 else { return nil }
        let rate = parts[0] / parts[1]
        return rate.isFinite && rate < 1000 ? rate : nil
    }
}
