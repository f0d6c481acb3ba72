/// Nothing at this address, or nothing this person may see: the two look the same.
struct NotFoundPage: PageView {
    static let template = "errors/not_found"
    var pageTitle = "Not here"
}

/// Our own failure. Nothing of the error is shown but the request's id.
struct FailedPage: PageView {
    static let template = "errors/failed"
    var pageTitle = "That did not work"
    let requestId: String
}

/// A `Problem` that has no better page: forbidden, conflict, too many requests, unavailable.
struct ProblemPage: PageView {
    static let template = "errors/problem"
    /// What happened.
    let pageTitle: String
    /// What was kept and what to do.
    var problemDetail: String?
    var problemNotes: [String] = []
    /// Where to go on.
    var backAddress = "/"
    var backLabel = "Back to today"
    var requestId: String?
}

/// The server has no admin yet and waits for the one-time address.
struct SetUpNeededPage: PageView {
    static let template = "errors/set_up_needed"
    var pageTitle = "Not set up yet"
}
