import NIOCore

/// How long a connection has been doing what it does, and whether that is too long. Knows no channel: bytes and ticks go
/// in, a verdict comes out.
struct ConnectionClock {
    /// What a look at the clock found.
    enum Verdict: Hashable, Sendable {
        case fine
        /// Nobody would read an answer, or there is nothing to answer.
        case close
        /// The request came too slowly.
        case requestTimeout
        /// The handler has not answered in time.
        case handlerTimeout
    }

    private enum Phase {
        case waiting
        case head
        case exchange
        case closing
    }

    private let limits: ConnectionLimits
    private var phase = Phase.head
    private var phaseSince: NIODeadline
    private var lastLook: NIODeadline
    /// Whether the request line of the head being read is complete.
    private(set) var hasLine = false
    /// Bytes of the request line seen so far, its end included.
    private(set) var lineBytes = 0

    private var rule = BodyRule.ordinary
    private var isRequestComplete = false
    private var hasAnswered = false
    private var body = Flow()
    private var upload = Flow()
    private var handlerFor = TimeAmount.zero
    private var bytesAtLastLook: Int64 = 0

    private var acceptedBytes: Int64 = 0
    private var acceptedSince: NIODeadline?
    private var reader: (since: NIODeadline, bytes: Int64)?

    /// Bytes over the time in which the client could have sent them.
    private struct Flow {
        var bytes: Int64 = 0
        var time = TimeAmount.zero

        func isBelow(_ bytesPerSecond: Int64) -> Bool {
            Double(bytes) * 1e9 < Double(bytesPerSecond) * Double(time.nanoseconds)
        }
    }

    /// A connection begins with the deadline for its first head.
    init(limits: ConnectionLimits, now: NIODeadline) {
        self.limits = limits
        phaseSince = now
        lastLook = now
    }

    /// Bytes from the socket, before they are parsed.
    mutating func received(_ bytes: ByteBufferView, now: NIODeadline) {
        if phase == .waiting { enter(.head, now) }
        guard phase == .head, !hasLine else { return }
        if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
            hasLine = true
            lineBytes += end - bytes.startIndex + 1
        } else {
            lineBytes += bytes.count
        }
    }

    mutating func headAccepted(_ rule: BodyRule, now: NIODeadline) {
        enter(.exchange, now)
        self.rule = rule
        isRequestComplete = false
        hasAnswered = false
        body = Flow()
        upload = Flow()
        handlerFor = .zero
        bytesAtLastLook = 0
    }

    mutating func bodyReceived(_ count: Int) {
        body.bytes += Int64(count)
        upload.bytes += Int64(count)
    }

    mutating func requestCompleted() {
        isRequestComplete = true
        handlerFor = .zero
    }

    mutating func answerBegun() { hasAnswered = true }

    mutating func exchangeCompleted(now: NIODeadline) { enter(.waiting, now) }

    /// From here only the slow reader counts; how long is read on is the linger's business.
    mutating func closing(now: NIODeadline) { enter(.closing, now) }

    private mutating func enter(_ phase: Phase, _ now: NIODeadline) {
        self.phase = phase
        phaseSince = now
        hasLine = false
        lineBytes = 0
    }

    /// - Parameters:
    ///   - wantsInput: whether the layers above have asked for bytes that have not come: only then the client is slow.
    ///   - queued: bytes handed to the socket so far.
    ///   - pending: how many of them the socket has not taken.
    mutating func look(now: NIODeadline, wantsInput: Bool, queued: Int64, pending: Int64) -> Verdict {
        let passed = now - lastLook
        lastLook = now
        if isReaderTooSlow(now: now, accepted: queued - pending, isPending: pending > 0) { return .close }
        switch phase {
        case .closing: return .fine
        case .waiting: return now - phaseSince >= limits.idleFor ? .close : .fine
        case .head:
            guard now - phaseSince >= limits.headersWithin else { return .fine }
            return hasLine ? .requestTimeout : .close
        case .exchange: return lookAtExchange(passed, wantsInput: wantsInput)
        }
    }

    private mutating func lookAtExchange(_ passed: TimeAmount, wantsInput: Bool) -> Verdict {
        let hasMoved = body.bytes > bytesAtLastLook
        bytesAtLastLook = body.bytes
        if !isRequestComplete, wantsInput || hasMoved {
            handlerFor = .zero
            body.time = body.time + passed
            upload.time = upload.time + passed
            return isBodyTooSlow() ? (hasAnswered ? .close : .requestTimeout) : .fine
        }
        guard !hasAnswered else { return .fine }
        handlerFor = handlerFor + passed
        return handlerFor >= limits.firstByteWithin ? .handlerTimeout : .fine
    }

    private mutating func isBodyTooSlow() -> Bool {
        guard rule.isUpload else {
            return body.time >= limits.bodyWithin
                || (body.time >= limits.bodyRateAfter && body.isBelow(limits.bodyBytesPerSecond))
        }
        guard upload.time >= limits.uploadRateOver else { return false }
        defer { upload = Flow() }
        return upload.isBelow(limits.uploadBytesPerSecond)
    }

    private mutating func isReaderTooSlow(now: NIODeadline, accepted: Int64, isPending: Bool) -> Bool {
        guard isPending, let acceptedSince, let reader else {
            acceptedBytes = accepted
            acceptedSince = isPending ? now : nil
            reader = isPending ? (now, accepted) : nil
            return false
        }
        if accepted > acceptedBytes {
            acceptedBytes = accepted
            self.acceptedSince = now
        } else if now - acceptedSince >= limits.readerStalledFor {
            return true
        }
        let window = now - reader.since
        guard window >= limits.readerRateOver else { return false }
        self.reader = (now, accepted)
        return Flow(bytes: accepted - reader.bytes, time: window).isBelow(limits.readerBytesPerSecond)
    }
}
