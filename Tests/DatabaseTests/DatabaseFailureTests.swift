import Database
import Domain
import Testing

struct DatabaseFailureTests {
    @Test(arguments: Engine.available)
    func secondOfTheSameIsAUniqueViolationThatNamesTheColumns(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            try await database.write { try $0.run(insertParcel("a", label: "one")) }
            let label = await failure { try await database.write { try $0.run(insertParcel("b", label: "one")) } }
            let id = await failure { try await database.write { try $0.run(insertParcel("a", label: "two")) } }
            // SQLite names the columns, PostgreSQL the constraint.
            let names = engine == .sqlite ? ["parcel.label", "parcel.id"] : ["parcel_label_key", "parcel_pkey"]
            #expect(label?.kind == .uniqueViolation(on: [names[0]]))
            #expect(id?.kind == .uniqueViolation(on: [names[1]]))
            #expect(label?.problem == nil)
        }
    }

    @Test(arguments: Engine.available)
    func uniqueIndexOnSeveralColumnsNamesAllAndOneOnAnExpressionItself(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            try await database.write { connection in
                try connection.run("CREATE UNIQUE INDEX parcel_weight_inside ON parcel (weight, inside)")
                try connection.run("CREATE UNIQUE INDEX parcel_lower ON parcel (lower(label))")
                try connection.run(insertParcel("a", weight: 1, inside: "a"))
            }
            let pair = await failure {
                try await database.write { try $0.run(insertParcel("b", weight: 1, inside: "a")) }
            }
            let expression = await failure { try await database.write { try $0.run(insertParcel("c", label: "A")) } }
            let names = engine == .sqlite ? ["parcel.weight", "parcel.inside"] : ["parcel_weight_inside"]
            #expect(pair?.kind == .uniqueViolation(on: names))
            #expect(expression?.kind == .uniqueViolation(on: ["parcel_lower"]))
        }
    }

    @Test(arguments: Engine.available)
    func otherConstraintsAreToldApart(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let orphan = await failure { try await database.write { try $0.run(insertParcel("a", inside: "z")) } }
            let null = await failure { try await database.write { try $0.run("INSERT INTO parcel (id) VALUES ('a')") } }
            let light = await failure { try await database.write { try $0.run(insertParcel("a", weight: 0)) } }
            let nonsense = await failure { try await database.write { try $0.run("SELEC 1") } }
            #expect(orphan?.kind == .foreignKeyViolation)
            #expect(null?.kind == .notNull("parcel.label"))
            #expect(light?.kind == .checkViolation(engine.nameOfWeightCheck))
            #expect(nonsense?.kind == .other)
        }
    }

    @Test(arguments: Engine.available)
    func descriptionHoldsTheStatementButNoValues(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            try await database.write { try $0.run(insertParcel("secret-word")) }
            let failure = await failure { try await database.write { try $0.run(insertParcel("secret-word")) } }
            let text = try #require(failure?.description)
            #expect(text.contains("INSERT INTO parcel"))
            #expect(!text.contains("secret-word"))
        }
    }

    @Test(arguments: Expected.all)
    fileprivate func failuresOfTheDiskTellTheCallerWhatToDo(expected: Expected) {
        let problem = DatabaseFailure(kind: expected.kind, message: "").problem
        #expect(problem?.status == expected.status)
        #expect(problem?.code == expected.code)
        #expect(problem?.retryAfterSeconds == expected.retryAfter)
    }
}

private struct Expected {
    let kind: DatabaseFailure.Kind
    let status: Int
    let code: String
    let retryAfter: Int?

    static let all = [
        Expected(kind: .busy, status: 503, code: "busy", retryAfter: 1),
        Expected(kind: .full, status: 507, code: "storage_full", retryAfter: nil),
        Expected(kind: .inputOutput, status: 503, code: "storage_failed", retryAfter: 60),
        Expected(kind: .corrupt, status: 503, code: "storage_failed", retryAfter: 60),
        Expected(kind: .readOnly, status: 503, code: "read_only", retryAfter: 60),
    ]
}
