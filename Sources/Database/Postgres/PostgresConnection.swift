import CPostgres

/// A transaction of PostgreSQL, lent to a body.
struct PostgresConnection: Connection {
    let session: PostgresSession

    var dialect: Dialect { .postgres }

    func rows(_ sql: SQL) throws -> [Row] {
        try session.run(sql) { result in
            let width = PQnfields(result)
            let names = ColumnNames((0..<width).map { String(cString: PQfname(result, $0)) })
            let types = (0..<width).map { PQftype(result, $0) }
            return try (0..<PQntuples(result)).map { row in
                let values = try (0..<width).map { column in
                    try Self.value(result, row, column, types[Int(column)])
                }
                return Row(names: names, values: values)
            }
        }
    }

    func run(_ sql: SQL) throws -> Int {
        try session.run(sql) { result in
            PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
        }
    }

    private static func value(_ result: OpaquePointer, _ row: Int32, _ column: Int32, _ type: Oid) throws -> SQLValue {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let length = Int(PQgetlength(result, row, column))
        return try start.withMemoryRebound(to: UInt8.self, capacity: length) { bytes in
            try PostgresValues.value(UnsafeBufferPointer(start: bytes, count: length), type: type)
        }
    }
}
