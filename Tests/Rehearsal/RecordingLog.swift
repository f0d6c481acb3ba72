package import Logging
import Synchronization

/// Keeps what is logged, for tests about the log.
package final class RecordingLog: Sendable {
    /// One entry.
    package struct Line: Sendable {
        package let level: Logger.Level
        package let message: String
        package let metadata: [String: String]
    }

    private let kept = Mutex<[Line]>([])

    package init() {}

    package var lines: [Line] { kept.withLock { $0 } }

    package var logger: Logger {
        Logger(label: "recorded", factory: { [self] _ in Handler(log: self) })
    }

    fileprivate func keep(_ line: Line) {
        kept.withLock { $0.append(line) }
    }
}

private struct Handler: LogHandler {
    let log: RecordingLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let values = (event.metadata ?? [:]).mapValues { "\($0)" }
        log.keep(RecordingLog.Line(level: event.level, message: event.message.description, metadata: values))
    }
}
