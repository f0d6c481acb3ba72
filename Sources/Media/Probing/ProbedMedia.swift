/// What a file holds, as far as we need to know.
package struct ProbedMedia: Sendable, Hashable {
    package struct Video: Sendable, Hashable {
        package let codec: String
        package let pixelFormat: String
        /// As shown, after rotation.
        package let width: Int
        package let height: Int
        package let framesPerSecond: Double
    }

    package struct Audio: Sendable, Hashable {
        package let codec: String
        package let channels: Int
    }

    package let family: MediaFamily
    package let durationMilliseconds: Int
    package let video: Video?
    package let audio: Audio?

    package init(family: MediaFamily, durationMilliseconds: Int, video: Video?, audio: Audio?) {
        self.family = family
        self.durationMilliseconds = durationMilliseconds
        self.video = video
        self.audio = audio
    }

    package var durationSeconds: Double { Double(durationMilliseconds) / 1000 }
}

/// A file that is not taken, and why, in words for whoever sent it (UP-7, FF-3).
package struct MediaRefusal: Error, Sendable, Hashable {
    package let code: String
    package let reason: String

    package init(_ code: String, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}
