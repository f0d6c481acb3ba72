import Foundation

/// What every call of ffmpeg has in common (FF-2, FF-3).
enum FFmpeg {
    /// Up to and with the input.
    /// - Parameter options: of the input; constants of ours.
    static func input(options: [String]) -> [String] {
        [
            "-nostdin", "-hide_banner", "-v", "error", "-xerror", "-max_alloc", "536870912", "-protocol_whitelist",
            "file", "-format_whitelist", MediaFamily.formatWhitelist, "-threads", "2",
        ] + options + ["-i", "/in"]
    }

    static let input = input(options: [])

    /// - Parameter milliseconds: where reading begins; checked against the duration by the caller, formatted here.
    static func inputAt(milliseconds: Int) -> [String] {
        input(options: ["-ss", "\(max(milliseconds, 0))ms"])
    }

    /// Sound stays at the second at which it was heard: where a recorder did not keep up there is silence, and a late
    /// beginning stays late. Without this filter what follows a gap moves forward, away from the picture.
    static let soundInItsPlace = "aresample=async=1:first_pts=0"

    /// Nothing of the uploader's metadata survives (PR-7).
    static let withoutMetadata = ["-dn", "-sn", "-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1"]

    /// Seconds done, from a line of `-progress`.
    static func seconds(inProgress line: String) -> Double? {
        guard line.hasPrefix("out_time_us="), let microseconds = Double(line.dropFirst(12)) else { return nil }
        return microseconds / 1_000_000
    }
}
