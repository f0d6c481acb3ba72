import Foundation
import Testing

@testable import Web

/// The product's own words, for tests that make views or sentences without a request.
enum English {
    static let folder = Stage.templates + "/words"
    static let languages: Languages = {
        guard let languages = try? Languages(folder: folder) else { return none }
        return languages
    }()
    static var words: Words { languages.fallback }

    /// What is left when the catalogue cannot be read: every test then shows keys, and one says why.
    private static var none: Languages { Languages(only: Words(language: "en", phrases: [:])) }
}

/// Runs a test as if somebody who reads English had asked.
struct InEnglish: TestTrait, SuiteTrait, TestScoping {
    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Words.$current.withValue(English.words) { try await function() }
    }
}

extension Trait where Self == InEnglish {
    static var inEnglish: Self { Self() }
}
