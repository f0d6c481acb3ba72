import Database
package import Domain

/// What of comments is said by voice or video.
extension CommentStore {
    /// The recording leaves its maker's list of clips: from now on it is a part of the comment.
    package func setRecording(_ clip: ID<Clip>, of comment: ID<FeedbackComment>) throws {
        try connection.run("UPDATE clip SET is_answer = TRUE WHERE id = \(clip)")
        try connection.run("INSERT INTO comment_recording (comment_id, clip_id) VALUES (\(comment), \(clip))")
    }

    package func recordings(of ids: [ID<FeedbackComment>]) throws -> [ID<FeedbackComment>: ID<Clip>] {
        try connection.rows(
            "SELECT comment_id, clip_id FROM comment_recording WHERE comment_id IN (\(list: ids))"
        ).reduce(into: [:]) { $0[try $1.id("comment_id")] = try $1.id("clip_id") }
    }

    /// Whether some comment has it already.
    package func isRecording(_ clip: ID<Clip>) throws -> Bool {
        try connection.row("SELECT clip_id FROM comment_recording WHERE clip_id = \(clip)") != nil
    }
}
