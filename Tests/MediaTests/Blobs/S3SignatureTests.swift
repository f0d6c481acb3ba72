import Domain
import Testing

@testable import Media

/// Against the examples AWS publishes for Signature Version 4 with S3.
struct S3SignatureTests {
    private static let signature = S3Signature(
        accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", region: "us-east-1")
    /// 2013-05-24T00:00:00Z
    private static let time = Instant(milliseconds: 1_369_353_600_000)
    private static let host = "examplebucket.s3.amazonaws.com"

    private static func signed(_ parts: S3Signature.Parts, _ hash: String = S3Signature.emptyHash) -> String {
        signature.signed(parts, payloadHash: hash, at: time).last?.value.split(separator: "=").last.map(String.init)
            ?? ""
    }

    @Test func aRangedReadIsSignedAsPublished() {
        let parts = S3Signature.Parts(
            method: "GET", host: Self.host, path: "/test.txt", headers: [("range", "bytes=0-9")])
        #expect(Self.signed(parts) == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
    }

    @Test func aWriteIsSignedAsPublished() {
        let parts = S3Signature.Parts(
            method: "PUT", host: Self.host, path: "/test%24file.text",
            headers: [("date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")])
        let hash = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"
        #expect(Self.signed(parts, hash) == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")
    }

    @Test func aListIsSignedAsPublished() {
        let parts = S3Signature.Parts(
            method: "GET", host: Self.host, path: "/", query: [("prefix", "J"), ("max-keys", "2")])
        #expect(Self.signed(parts) == "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")
    }

    @Test func anAddressForOthersIsSignedAsPublished() {
        let parts = S3Signature.Parts(method: "GET", host: Self.host, path: "/test.txt")
        let query = Self.signature.presigned(parts, seconds: 86_400, at: Self.time)
        #expect(
            query.hasSuffix("X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"))
    }
}

struct S3SettingsTests {
    private static func settings(_ address: String) throws -> S3Settings {
        try S3Settings(address: address, accessKey: "key", secretKey: "secret")
    }

    @Test func anAddressWithAnEndpointNamesTheBucketInThePath() throws {
        let settings = try Self.settings("s3://clips/main/stage?endpoint=https://store.example:7443")
        #expect(settings.path(of: "x") == "/clips/x")
        #expect(settings.prefix == "main/stage/")
        #expect(settings.origin(of: settings.endpoint) == "https://store.example:7443")
    }

    @Test func withoutAnEndpointItIsAmazonsWithTheBucketInTheHost() throws {
        let settings = try Self.settings("s3://clips?region=eu-central-1")
        #expect(settings.origin(of: settings.endpoint) == "https://clips.s3.eu-central-1.amazonaws.com")
        #expect(settings.path(of: nil) == "/")
    }

    @Test(arguments: [
        "s3:///nothing", "https://clips", "s3://clips?endpoint=store", "s3://clips?colour=red", "s3://clips/a%20b",
        "s3://clips/..", "s3://clips?style=round", "s3://clips?delivery=post", "s3://clips?endpoint=https://a/path",
    ])
    func whatCannotBeUsedIsSaid(address: String) {
        #expect(throws: S3Settings.Mistake.self) { try Self.settings(address) }
    }

    @Test func keysAreNeeded() {
        #expect(throws: S3Settings.Mistake.self) {
            try S3Settings(address: "s3://clips", accessKey: nil, secretKey: "secret")
        }
    }

    @Test func browsersAreSentElsewhereOnlyWhereThatIsSet() throws {
        #expect(try Self.settings("s3://clips?endpoint=https://in.example").mediaOrigin == nil)
        let redirecting = try Self.settings(
            "s3://clips?endpoint=https://in.example&public=https://out.example&delivery=redirect")
        #expect(redirecting.mediaOrigin == "https://out.example")
    }
}
