import Domain

/// The fields that `body` refuses, in order; empty when it accepts.
func refusedFields<Value>(_ body: () throws -> Value) -> [String] {
    refusal(body)?.errors.map(\.field) ?? []
}

/// The `Problem` that `body` throws.
func refusal<Value>(_ body: () throws -> Value) -> Problem? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? Problem
    }
}
