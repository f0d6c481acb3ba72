import GRDB
import Testing

@testable import Database

struct SQLiteResultCodeTests {
    @Test(arguments: [
        (ResultCode.SQLITE_BUSY, DatabaseFailure.Kind.busy), (.SQLITE_BUSY_SNAPSHOT, .busy), (.SQLITE_LOCKED, .busy),
        (.SQLITE_FULL, .full), (.SQLITE_IOERR_FSYNC, .inputOutput), (.SQLITE_IOERR_READ, .inputOutput),
        (.SQLITE_CORRUPT, .corrupt), (.SQLITE_NOTADB, .corrupt), (.SQLITE_CANTOPEN, .cannotOpen),
        (.SQLITE_READONLY_DBMOVED, .readOnly), (.SQLITE_CONSTRAINT_FOREIGNKEY, .foreignKeyViolation),
        (.SQLITE_ERROR, .other),
    ])
    func resultCodesAreToldApart(code: ResultCode, kind: DatabaseFailure.Kind) {
        let failure = DatabaseFailure(DatabaseError(resultCode: code, message: "words"))
        #expect(failure.kind == kind)
        #expect(failure.code == String(code.rawValue))
    }

    @Test(arguments: [ResultCode.SQLITE_IOERR_FSYNC, .SQLITE_CORRUPT, .SQLITE_NOTADB])
    func onlyFailuresOfDiskAndFileEndWriting(code: ResultCode) {
        #expect(DatabaseFailure(DatabaseError(resultCode: code)).kind.endsWriting)
        #expect(!DatabaseFailure(DatabaseError(resultCode: .SQLITE_FULL)).kind.endsWriting)
        #expect(!DatabaseFailure(DatabaseError(resultCode: .SQLITE_BUSY)).kind.endsWriting)
    }
}
