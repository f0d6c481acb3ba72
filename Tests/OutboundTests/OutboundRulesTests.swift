import Testing

@testable import Outbound

/// What may be called by how it is written, and by where it leads.
struct OutboundRulesTests {
    private static let none = OutboundRules()

    private static func listing(_ places: String...) -> OutboundRules {
        OutboundRules(listed: places.compactMap(OutboundRules.Place.init))
    }

    @Test(arguments: [
        "http://example.com/", "https://example.com:8443/", "https://127.0.0.1/", "https://[::1]/", "https://1.1.1.1/",
        "http://example.com:443/",
    ])
    func onlyNamesOverTheSafeProtocolAreCalled(text: String) throws {
        #expect(Self.none.objection(to: try #require(OutboundTarget(text))) != nil)
    }

    @Test(arguments: [
        "https://user@example.com/", "https://user:word@example.com/", "ftp://example.com/", "file:///etc/passwd",
        "https://", "https:///x", "gopher://example.com", "https://exa mple.com/",
        "https://example.com\\@evil.example/",
        "https://example.com/#there", "javascript:alert(1)", "https://example.com:0/", "https://example.com:99999/",
        "http+unix://%2Frun/x", "",
    ])
    func whatIsNoPlainAddressIsNone(text: String) {
        #expect(OutboundTarget(text) == nil)
    }

    @Test func namesAreComparedAsTheyAreMeant() throws {
        let target = try #require(OutboundTarget("HTTPS://Embeddings.Example.COM./v1/embeddings?x=1"))
        #expect(target.host == "embeddings.example.com")
        #expect(target.text == "https://embeddings.example.com:443/v1/embeddings?x=1")
        #expect(Self.none.objection(to: target) == nil)
    }

    @Test func oneBadAddressIsEnough() throws {
        let target = try #require(OutboundTarget("https://example.com/"))
        func objection(_ addresses: String...) -> String? {
            Self.none.objection(to: addresses.compactMap(InternetAddress.init), of: target)
        }
        #expect(objection("93.184.216.34") == nil)
        #expect(objection("93.184.216.34", "10.0.0.1") != nil)
        #expect(objection("::ffff:169.254.169.254") != nil)
        #expect(objection() != nil)
    }

    @Test func listedPlacesMayBeInside() throws {
        let rules = Self.listing("embeddings.internal:8080", "[::1]:9000", "127.0.0.1:9001")
        let target = try #require(OutboundTarget("http://embeddings.internal:8080/v1"))
        #expect(rules.objection(to: target) == nil)
        #expect(rules.objection(to: [try #require(InternetAddress("10.0.0.9"))], of: target) == nil)
        #expect(rules.objection(to: try #require(OutboundTarget("http://[::1]:9000/"))) == nil)
        #expect(rules.objection(to: try #require(OutboundTarget("http://127.0.0.1:9001/"))) == nil)
        // Another port is another place, and a cloud's own data is nobody's receiver.
        #expect(rules.objection(to: try #require(OutboundTarget("http://embeddings.internal:8081/v1"))) != nil)
        #expect(rules.objection(to: [try #require(InternetAddress("169.254.169.254"))], of: target) != nil)
    }

    @Test func placesNeedAPort() {
        for text in ["example.com", ":80", "example.com:0", "example.com:x", ""] {
            #expect(OutboundRules.Place(text) == nil)
        }
    }
}
