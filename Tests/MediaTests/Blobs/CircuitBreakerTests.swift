import Testing

@testable import Media

struct CircuitBreakerTests {
    @Test func fiveFailuresWithinTenSecondsOpenIt() throws {
        let breaker = CircuitBreaker()
        for second in 0..<4 { breaker.failed(at: Double(second)) }
        try breaker.admit(at: 4)
        breaker.failed(at: 4)
        #expect(throws: BlobOutage.self) { try breaker.admit(at: 5) }
    }

    @Test func failuresFarApartDoNot() throws {
        let breaker = CircuitBreaker()
        for number in 0..<20 { breaker.failed(at: Double(number) * 11) }
        try breaker.admit(at: 300)
    }

    @Test func afterFiveSecondsOneMayTry() throws {
        let breaker = CircuitBreaker()
        for _ in 0..<5 { breaker.failed(at: 0) }
        try breaker.admit(at: 5)
        #expect(throws: BlobOutage.self) { try breaker.admit(at: 5) }
        breaker.succeeded()
        try breaker.admit(at: 5)
    }

    @Test func aFailedTryKeepsItOpenForAnotherPause() throws {
        let breaker = CircuitBreaker()
        for _ in 0..<5 { breaker.failed(at: 0) }
        try breaker.admit(at: 5)
        breaker.failed(at: 5)
        #expect(throws: BlobOutage.self) { try breaker.admit(at: 9) }
        try breaker.admit(at: 10)
    }

    @Test func aTryThatWasGivenUpLetsTheNextOneIn() throws {
        let breaker = CircuitBreaker()
        for _ in 0..<5 { breaker.failed(at: 0) }
        try breaker.admit(at: 5)
        breaker.gaveUp()
        try breaker.admit(at: 5)
    }
}
