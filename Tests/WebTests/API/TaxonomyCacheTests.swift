import Domain
import HTTPTypes
import Testing

@testable import Web

/// The lists are kept in memory between changes: what an admin changed must be there at once, everywhere.
struct TaxonomyCacheTests {
    @Test func aChangedLabelIsShownByTheNextAnswer() async throws {
        try await Stage.open { stage in
            let before = try await stage.ask(.rep, .get, "/api/v1/lookup?q=expensive")
            #expect(before.text.contains("Negotiation"))
            try await stage.expect(
                200, .admin, .patch, "/api/v1/taxonomy/terms/st.negotiate", json: #"{"label":"Talking terms"}"#)
            let after = try await stage.ask(.rep, .get, "/api/v1/lookup?q=expensive")
            #expect(after.text.contains("Talking terms") && !after.text.contains("Negotiation"))
        }
    }
}
