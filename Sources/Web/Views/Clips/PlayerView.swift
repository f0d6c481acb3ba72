/// The player: media, captions, bar with markers and waveform.
struct PlayerView {
    let mediaAddress: String
    /// `video/mp4`
    let mediaType: String
    var playerIsAudio = false
    var posterAddress: String?
    /// `/api/v1/clips/{id}/captions.vtt`; nil without captions.
    var captionsAddress: String?
    /// `en`
    var captionsLanguage = "en"
    let durationMilliseconds: Int
    /// `12:05`
    let durationText: String
    /// Where this person stopped; 0 from the start.
    var resumeMilliseconds = 0
    /// `1:12`; nil hides "go on at".
    var resumeText: String?
    /// From `?t=`; wins over the place to resume.
    var startMilliseconds: Int?
    /// The `d` of an SVG path in a box of 1000 by 100, made by `Waveform.path`; nil without a waveform.
    var waveformPath: String?
    var markerRows: [MarkerView] = []
    /// Many small pictures in one; nil until they are drawn and for sound.
    var storyboard: StoryboardView?
    /// The player stores its place with this clip's id.
    let playerClip: String
    var playerTitle = ""
}

/// The pictures above the bar while somebody looks for a place.
struct StoryboardView {
    /// `/media/{id}/storyboard.jpg`
    let storyboardAddress: String
    /// `interval_ms,columns,rows,tile_width,tile_height`
    let storyboardLayout: String
}

/// A moment on the player's bar: geometry in thousandths of the length.
struct MarkerView {
    let markerStart: Int
    let markerWidth: Int
    let markerTitle: String
    let markerStartMilliseconds: Int
    let markerEndMilliseconds: Int
}

/// A moment in the list beside the player.
struct MomentRow {
    let rowMomentTitle: String
    /// `0:42`
    let rowMomentTime: String
    /// `0:48`
    let rowMomentLength: String
    let rowStartMilliseconds: Int
    let rowEndMilliseconds: Int
    /// `/clips/{id}?t=42`
    let rowMomentAddress: String
}

/// A line of the transcript. Words become tappable when scripts run: `lineWordStarts` holds the start of each word of
/// `lineText` (split at white space) in milliseconds from the line's start, separated by blanks; empty when not known.
struct TranscriptLineView {
    let lineStartMilliseconds: Int
    /// `0:42`
    let lineTime: String
    /// Whole seconds for `?t=`: a page of an hour's talk has hundreds of lines, so its links are short.
    let lineSeconds: Int
    /// Shown when it changes from the line before.
    var lineSpeaker: String?
    let lineText: String
    var lineWordStarts = ""
}
