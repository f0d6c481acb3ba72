import Glibc

/// One connection to a server on this machine's loopback, on the thread that made it. It does as little as a client can: what is
/// measured is the server.
final class LoadConnection {
    /// What came back.
    struct Answer {
        let head: AnswerHead
        /// Empty unless it was asked for.
        let body: [UInt8]
        /// Bytes of the body as sent.
        let bodyBytes: Int
    }

    private let port: Int
    private var descriptor: Int32 = -1
    private var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    /// What of `buffer` has arrived and was not used yet.
    private var unread = 0..<0

    private static let longestHead = 64 * 1024
    /// A server that says nothing for so many seconds has failed.
    private static let patience = 30

    init(port: Int) {
        self.port = port
    }

    deinit { disconnect() }

    /// Sends a whole request and reads its answer.
    /// - Throws: `CommandFailed`.
    func ask(_ request: [UInt8], keepsBody: Bool = false) throws -> Answer {
        if descriptor >= 0 {
            // The server may have closed a connection it has had enough of; that is no failure.
            if let answer = try attempt(request, keepsBody) { return answer }
            disconnect()
        }
        try connectAgain()
        guard let answer = try attempt(request, keepsBody) else {
            throw CommandFailed("The server at port \(port) does not answer.")
        }
        return answer
    }

    private func attempt(_ request: [UInt8], _ keepsBody: Bool) throws -> Answer? {
        guard sendAll(request), let head = try readHead() else { return nil }
        var body: [UInt8] = []
        let count =
            try head.isChunked
            ? readChunks(into: &body, keepsBody) : read(head.contentLength ?? 0, into: &body, keepsBody)
        if head.closes { disconnect() }
        return Answer(head: head, body: body, bodyBytes: count)
    }

    // MARK: Reading

    /// Nil when the connection ended before the first byte.
    private func readHead() throws -> AnswerHead? {
        var head: [UInt8] = []
        let end: [UInt8] = [13, 10, 13, 10]
        while head.count < Self.longestHead {
            if unread.isEmpty, try !fill() {
                guard head.isEmpty else { throw CommandFailed("An answer broke off in its head.") }
                return nil
            }
            // Heads are short: byte by byte costs nothing beside the rest.
            while !unread.isEmpty {
                head.append(buffer[unread.lowerBound])
                unread = unread.lowerBound + 1..<unread.upperBound
                guard head.last == 10, head.suffix(4).elementsEqual(end) else { continue }
                guard let answer = AnswerHead(head.dropLast(4)) else { throw CommandFailed("This is no HTTP answer.") }
                return answer
            }
        }
        throw CommandFailed("The head of an answer does not end.")
    }

    private func read(_ count: Int, into body: inout [UInt8], _ keepsBody: Bool) throws -> Int {
        var left = count
        while left > 0 {
            if unread.isEmpty, try !fill() { throw CommandFailed("An answer broke off.") }
            let part = unread.prefix(left)
            if keepsBody { body.append(contentsOf: buffer[part]) }
            unread = part.upperBound..<unread.upperBound
            left -= part.count
        }
        return count
    }

    private func readChunks(into body: inout [UInt8], _ keepsBody: Bool) throws -> Int {
        var total = 0
        while true {
            let size = try Int(readLine().prefix { $0 != ";" }, radix: 16)
            guard let size else { throw CommandFailed("A chunk has no size.") }
            total += try read(size, into: &body, keepsBody)
            _ = try readLine()
            if size == 0 { return total }
        }
    }

    private func readLine() throws -> String {
        var line: [UInt8] = []
        while true {
            if unread.isEmpty, try !fill() { throw CommandFailed("An answer broke off.") }
            let byte = buffer[unread.lowerBound]
            unread = unread.lowerBound + 1..<unread.upperBound
            if byte == 10 { return String(decoding: line.last == 13 ? line.dropLast() : line[...], as: UTF8.self) }
            line.append(byte)
        }
    }

    /// False at the end of the connection.
    private func fill() throws -> Bool {
        let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        if count < 0, errno != ECONNRESET { throw CommandFailed("The server kept a client waiting (errno \(errno)).") }
        unread = 0..<max(0, count)
        return count > 0
    }

    // MARK: The socket

    private func sendAll(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { memory in
                Glibc.send(
                    descriptor, memory.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private func connectAgain() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var patience = timeval(tv_sec: Self.patience, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = Loopback.address(port: port)
        let isConnected = Loopback.withPointer(to: &address) { connect(descriptor, $0, $1) == 0 }
        guard isConnected else {
            disconnect()
            throw CommandFailed("Nothing listens on port \(port).")
        }
    }

    private func disconnect() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        unread = 0..<0
    }
}

/// Addresses of this machine only: nothing here reaches further (SS-5).
enum Loopback {
    static func address(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(clamping: port).bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        return address
    }

    static func withPointer<Value>(
        to address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// A port nobody listens on at this moment.
    /// - Throws: `CommandFailed`.
    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = address(port: 0)
        let isKnown = withPointer(to: &address) { pointer, size in
            var size = size
            return bind(descriptor, pointer, size) == 0 && getsockname(descriptor, pointer, &size) == 0
        }
        guard isKnown else { throw CommandFailed("There is no free port.") }
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}
