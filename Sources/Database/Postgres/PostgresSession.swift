import CPostgres
import Glibc

/// One connection to the server, used from one place at a time: the handle's queue.
final class PostgresSession {
    private let settings: PostgresSettings
    private var connection: OpaquePointer?
    /// Names of what the server keeps prepared, by text and types.
    private var prepared: [String: String] = [:]
    private static let mostPrepared = 500
    /// What is to go before the next statement.
    private var opening: [String] = []
    /// What the last of those that opened a transaction gave.
    private(set) var opened: String?
    /// The server's answer to something has not been taken yet.
    private var isAnswerOwed = false

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
        takeOwedAnswer()
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
        opening = []
        isAnswerOwed = false
    }

    /// Several statements without values in one round trip; `read` is lent what the last one gave.
    /// - Throws: `DatabaseFailure`.
    @discardableResult
    func script<Value>(_ text: String, _ read: (OpaquePointer) throws -> Value = { _ in }) throws -> Value {
        takeOwedAnswer()
        return try checked(PQexec(connection, text), text, read)
    }

    /// The same without waiting for the answer: it is taken before the next statement. For the end of what has only read.
    func scriptUnheard(_ text: String) {
        guard PQsendQuery(connection, text) == 1 else { return close() }
        isAnswerOwed = true
    }

    /// Keeps statements without values until the next one is run: they go before it in the same round trip.
    func begin(with statements: [String]) {
        opening = statements
        opened = nil
    }

    /// Whether what was to begin did so; nothing did where no statement was run.
    var hasBegun: Bool { opening.isEmpty }

    /// Undoes what has begun.
    func rollBack() throws {
        guard hasBegun else { return opening = [] }
        try script("ROLLBACK")
    }

    /// One statement with its values.
    func run<Value>(_ sql: SQL, _ read: (OpaquePointer) throws -> Value) throws -> Value {
        takeOwedAnswer()
        let statement = PostgresStatement(sql, isKept: sql.hasFixedText && !settings.isPooled)
        guard !hasBegun else { return try run(statement, read) }
        // One that is not prepared yet, this once, or after a reconnect: two more round trips.
        guard !statement.isKept || prepared[statement.key] != nil else {
            try openAlone()
            return try run(statement, read)
        }
        return try openAndRun(statement, read)
    }

    private func run<Value>(
        _ statement: PostgresStatement, _ read: (OpaquePointer) throws -> Value
    ) throws -> Value {
        let types = statement.types
        guard statement.isKept else {
            let result = withCStrings(statement.words) { words in
                PQexecParams(connection, statement.text, Int32(types.count), types, words, nil, nil, 0)
            }
            return try checked(result, statement.text, read)
        }
        let name = try prepare(statement)
        let result = withCStrings(statement.words) { words in
            PQexecPrepared(connection, name, Int32(types.count), words, nil, nil, 0)
        }
        return try checked(result, statement.text, read)
    }

    // MARK: Opening in the round trip of the first statement

    private func openAlone() throws {
        let text = opening.joined(separator: "; ")
        opening = []
        try script(text) { opened = Self.firstText($0) }
    }

    /// Sends what opens and the statement behind it at once, and takes all answers.
    private func openAndRun<Value>(
        _ statement: PostgresStatement, _ read: (OpaquePointer) throws -> Value
    ) throws -> Value {
        let opening = opening
        self.opening = []
        guard PQenterPipelineMode(connection) == 1, send(opening, before: statement) else { throw lost() }
        // The first failure is the reason; what comes behind it was not even tried.
        var outcome: Result<Value, any Error>?
        for text in opening {
            let answer = Result { try checked(nextAnswer(), text) { opened = Self.firstText($0) } }
            if case .failure(let error) = answer, outcome == nil { outcome = .failure(error) }
        }
        let answer = Result { try checked(nextAnswer(), statement.text, read) }
        // The mark at the end of what was sent.
        PQclear(PQgetResult(connection))
        guard PQexitPipelineMode(connection) == 1 else { throw lost() }
        return try (outcome ?? answer).get()
    }

    private func send(_ opening: [String], before statement: PostgresStatement) -> Bool {
        let areSent = opening.allSatisfy { PQsendQueryParams(connection, $0, 0, nil, nil, nil, nil, 0) == 1 }
        let count = Int32(statement.types.count)
        let isSent = withCStrings(statement.words) { words in
            if let name = prepared[statement.key], statement.isKept {
                PQsendQueryPrepared(connection, name, count, words, nil, nil, 0)
            } else {
                PQsendQueryParams(connection, statement.text, count, statement.types, words, nil, nil, 0)
            }
        }
        return areSent && isSent == 1 && PQpipelineSync(connection) == 1
    }

    /// The answer to one statement of several; each ends with a nil.
    private func nextAnswer() -> OpaquePointer? {
        let answer = PQgetResult(connection)
        if answer != nil { PQclear(PQgetResult(connection)) }
        return answer
    }

    private func takeOwedAnswer() {
        guard isAnswerOwed else { return }
        isAnswerOwed = false
        while let answer = PQgetResult(connection) { PQclear(answer) }
    }

    private func lost() -> DatabaseFailure {
        let reason = connection.map { String(cString: PQerrorMessage($0)) } ?? "no connection"
        close()
        return .disconnected(Self.line(reason))
    }

    private static func firstText(_ result: OpaquePointer) -> String? {
        PQntuples(result) > 0 ? String(cString: PQgetvalue(result, 0, 0)) : nil
    }

    // MARK: Listening

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
            throw lost()
        }
        var isNews = false
        while let notice = PQnotifies(connection) {
            isNews = true
            PQfreemem(notice)
        }
        return isNews
    }

    private func prepare(_ statement: PostgresStatement) throws -> String {
        if let name = prepared[statement.key] { return name }
        if prepared.count >= Self.mostPrepared {
            try script("DEALLOCATE ALL")
            prepared = [:]
        }
        let name = "s\(prepared.count)"
        let types = statement.types
        try checked(PQprepare(connection, name, statement.text, Int32(types.count), types), statement.text) { _ in }
        prepared[statement.key] = name
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
