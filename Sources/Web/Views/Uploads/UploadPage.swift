/// Adding clips: a tus client of our own (`upload.js`) against `/api/v1/uploads`. There is no form without scripts.
struct UploadPage: PageView {
    static let template = "uploads/new"
    var pageTitle = say("upload.title")
    /// Such as "MP4, MOV, WebM, MKV, M4A, MP3, WAV, OGG".
    let acceptedKinds: String
    /// The `accept` of the file input.
    let acceptedTypes: String
    /// Such as "10 GB".
    let largestText: String
    let largestBytes: Int
    /// Why nothing can be added just now (disk full, no sandbox); nil when all is well.
    var uploadsClosed: String?
    /// Such as "The speech model is not installed: clips get no transcript by themselves."
    var speechNote: String?
    /// The question the recording is to answer; nil when it is for none.
    var uploadRequest: UploadRequest?
}

/// What a recording is added for.
struct UploadRequest {
    let uploadRequestId: String
    let uploadRequestText: String
}
