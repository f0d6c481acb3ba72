import Domain
package import Logging

/// A mail as text.
package struct Mail: Sendable, Hashable {
    package let to: String
    package let subject: String
    package let text: String

    /// - Throws: `Problem.invalid` for line breaks in what becomes a header (SECURITY 3.8).
    package init(to: String, subject: String, text: String) throws {
        for (field, value) in [("to", to), ("subject", subject)]
        where value.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
            throw Problem.invalid(field, "This has no line breaks.")
        }
        self.to = to
        self.subject = subject
        self.text = text
    }
}

/// The seam to the outside for mail: written into the log where nothing else is set up, or handed to a mail server.
package protocol Mailer: Sendable {
    /// - Throws: whatever keeps the mail from being taken over; it is tried again with the next round.
    func send(_ mail: Mail) async throws
}

/// Says in the log that a mail would have gone. Not what it says: logs are read by others.
package struct LogMailer: Mailer {
    private let logger: Logger

    package init(logger: Logger) {
        self.logger = logger
    }

    package func send(_ mail: Mail) async throws {
        logger.info("mail not sent: no mail server is set up", metadata: ["characters": "\(mail.text.count)"])
    }
}
