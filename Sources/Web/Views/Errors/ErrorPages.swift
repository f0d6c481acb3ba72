/// Nothing at this address, or nothing this person may see: the two look the same.
struct NotFoundPage: PageView {
    static let template = "errors/not_found"
    var pageTitle = say("not_found.page_title")
}

/// Our own failure. Nothing of the error is shown but the request's id.
struct FailedPage: PageView {
    static let template = "errors/failed"
    var pageTitle = say("failed.title")
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
    var backLabel = say("problem.back_to_today")
    var requestId: String?
}

/// The server has no admin yet and waits for the one-time address.
struct SetUpNeededPage: PageView {
    static let template = "errors/set_up_needed"
    var pageTitle = say("set_up_needed.page_title")
}
