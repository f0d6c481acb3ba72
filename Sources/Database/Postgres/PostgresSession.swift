import CPostgres
import Glibc

/// One connection to the server, used from one place at a time: the handle's queue.
final class PostgresSession {
    private let settings: PostgresSettings
    private var connection: OpaquePointer?
    /// Names of what the server keeps prepared, by text and types.
    private var prepared: [String: String] = [:]
    private static let mostPrepared = 500

    init(_ settings: PostgresSettings) {
        self.settings = settings
    }

    deinit {
        PQfinish(connection)
    }

    var isOpen: Bool { connection.map { PQstatus($0) == CONNECTION_OK } ?? false }

    /// Connects unless it is connected.
    /// - Throws: `DatabaseFailure` of kind `busy` while no server that writes can be reached.
    func open() throws {
        guard !isOpen else { return }
        close()
        let options = settings.options.sorted { $0.key < $1.key }
        connection = withCStrings(options.map(\.key)) { keys in
            withCStrings(options.map(\.value)) { values in PQconnectdbParams(keys, values, 1) }
        }
        guard isOpen else {
            let reason = connection.map { String(cString: PQerrorMessage($0)) } ?? "out of memory"
            close()
            throw DatabaseFailure.disconnected(Self.line(reason))
        }
        // Otherwise libpq writes them to the standard error: that a table is there already is nothing to tell anybody.
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
    }

    func close() {
        PQfinish(connection)
        connection = nil
        prepared = [:]
    }

    /// Several statements without values in one round trip.
    /// - Throws: `DatabaseFailure`.
    func script(_ text: String) throws {
        _ = try checked(PQexec(connection, text), text) { _ in }
    }

    /// One statement with its values.
    func run<Value>(_ sql: SQL, _ read: (OpaquePointer) throws -> Value) throws -> Value {
        let text = sql.text
        let values = sql.values
        let types = values.map(PostgresValues.type)
        let words = values.map(PostgresValues.text)
        guard sql.hasFixedText, !settings.isPooled else {
            let result = withCStrings(words) { words in
                PQexecParams(connection, text, Int32(types.count), types, words, nil, nil, 0)
            }
            return try checked(result, text, read)
        }
        let name = try prepare(text, types)
        let result = withCStrings(words) { words in
            PQexecPrepared(connection, name, Int32(types.count), words, nil, nil, 0)
        }
        return try checked(result, text, read)
    }

    /// Waits for something this session listens for, and takes it.
    /// - Throws: `DatabaseFailure` when the connection is lost.
    func waitForNotice(milliseconds: Int32) throws {
        guard try !takeNotices() else { return }
        var waiting = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) > 0 else { return }
        _ = try takeNotices()
    }

    private func takeNotices() throws -> Bool {
        guard PQconsumeInput(connection) == 1 else {
            let reason = connection.map { String(cString: PQerrorMessage($0)) } ?? "no connection"
            close()
            throw DatabaseFailure.disconnected(Self.line(reason))
        }
        var isNews = false
        while let notice = PQnotifies(connection) {
            isNews = true
            PQfreemem(notice)
        }
        return isNews
    }

    private func prepare(_ text: String, _ types: [Oid]) throws -> String {
        let key = types.reduce(into: text) { $0 += " \($1)" }
        if let name = prepared[key] { return name }
        if prepared.count >= Self.mostPrepared {
            try script("DEALLOCATE ALL")
            prepared = [:]
        }
        let name = "s\(prepared.count)"
        try checked(PQprepare(connection, name, text, Int32(types.count), types), text) { _ in }
        prepared[key] = name
        return name
    }

    /// Reads a result and gives it back to libpq.
    @discardableResult
    private func checked<Value>(
        _ result: OpaquePointer?, _ text: String, _ read: (OpaquePointer) throws -> Value
    ) throws -> Value {
        defer { PQclear(result) }
        guard let result, [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(PQresultStatus(result)) else {
            guard isOpen else {
                throw DatabaseFailure.disconnected(Self.line(String(cString: PQerrorMessage(connection))))
            }
            throw DatabaseFailure(result, statement: text)
        }
        return try read(result)
    }

    /// The first line of what libpq says; it ends lines with a break and may go on about the host.
    private static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }
}

/// Lends an array of C strings, nil for nil.
private func withCStrings<Value>(
    _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
) -> Value {
    var bytes: [CChar] = []
    let offsets = texts.map { text -> Int? in
        guard let text else { return nil }
        defer { bytes += text.utf8CString }
        return bytes.count
    }
    return bytes.withUnsafeBufferPointer { bytes in
        let base = bytes.baseAddress
        var pointers = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
        pointers.append(nil)
        return pointers.withUnsafeBufferPointer { pointers in
            // Never empty: the closing nil is in it.
            pointers.baseAddress.map(body) ?? withUnsafePointer(to: nil, body)
        }
    }
}
