import Domain

/// The `Problem` that `body` throws; nil when it goes well. Any other error is the test's failure.
func refusal<Value>(_ body: () async throws -> Value) async throws -> Problem? {
    do {
        _ = try await body()
        return nil
    } catch let problem as Problem {
        return problem
    }
}

/// The code of the `Problem` that `body` throws; nil when it goes well.
func refusedCode<Value>(_ body: () async throws -> Value) async throws -> String? {
    try await refusal(body)?.code
}
