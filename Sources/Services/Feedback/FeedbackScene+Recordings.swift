import Database
import Domain
import Store

extension FeedbackService.Scene {
    /// Takes a recording of one's own into a comment.
    /// - Throws: `Problem.invalid` for a clip that is somebody else's, is in the catalog or a take, was refused, or is said already.
    func attach(_ recording: ID<Clip>?, to comment: ID<FeedbackComment>) throws {
        guard let recording else { return }
        let store = CommentStore(connection)
        guard let found = try ClipStore(connection).find(recording, visibleTo: actor), found.owner == actor.person.id,
            [.processing, .draft].contains(found.state), found.publishedAt == nil, found.take == nil,
            recording != clip.id,
            try !store.isRecording(recording)
        else {
            throw Problem.invalid("recording", "Please record this anew: it cannot be used here.")
        }
        try store.setRecording(recording, of: comment)
    }

    /// What is said in these comments by voice or video.
    func recordings(of comments: [ID<FeedbackComment>]) throws -> [ID<FeedbackComment>: RecordingShown] {
        let clips = try CommentStore(connection).recordings(of: comments)
        guard !clips.isEmpty else { return [:] }
        let found = try ClipStore(connection).find(ids: Array(clips.values))
        let byID = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let playable = Set(
            try RenditionStore(connection).list(of: Array(clips.values)).filter { $0.kind == .main }.map(\.clip))
        return try clips.compactMapValues { id in
            guard let clip = byID[id] else { return nil }
            let said = try TranscriptStore(connection).latest(of: id)?.lines.map(\.text).joined(separator: " ")
            return RecordingShown(
                clip: id, isReady: playable.contains(id),
                rejection: clip.state == .rejected ? clip.rejection ?? "" : nil,
                isVideo: clip.media.hasVideo, durationMilliseconds: clip.media.durationMilliseconds,
                said: said?.isEmpty == false ? said : nil)
        }
    }
}
