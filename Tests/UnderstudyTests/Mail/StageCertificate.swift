import Foundation

/// A certificate that names `localhost` and vouches for itself, with its key. Good until 2126, for tests alone.
enum StageCertificate {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBhjCCASygAwIBAgIUAUvqtQTjyVBifUEaeVvLcPQ78wcwCgYIKoZIzj0EAwIw
        HTEbMBkGA1UEAwwSbWFpbC5zdGFnZS5leGFtcGxlMCAXDTIwMDEwMTAwMDAwMFoY
        DzIxMjYwMTAxMDAwMDAwWjAdMRswGQYDVQQDDBJtYWlsLnN0YWdlLmV4YW1wbGUw
        WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASMRyvM57y6wznWgvrRziFx5Ilv83zX
        uC4ltADXS2PugVsJIC/duVRaT1h0I1gF9gGks2/tStCCXG4ZDzSNTapeo0gwRjAP
        BgNVHRMBAf8EBTADAQH/MBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAdBgNVHQ4EFgQU
        PUZOUSf3y/LppQbesSyKfbasP1MwCgYIKoZIzj0EAwIDSAAwRQIgChp+FA/XR/Tv
        k9twFyDssBy14h+UqZ9uXKp2SYkgf1ECIQD8wTAfEKg7qNv22gtctiMM0jjJgjYX
        jxD9ZlBhkLF7AQ==
        -----END CERTIFICATE-----

        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+Nk0gsqP5dPon0Up
        M8ie+AYQ2YWECy3A+Xk4PISyQH2hRANCAASMRyvM57y6wznWgvrRziFx5Ilv83zX
        uC4ltADXS2PugVsJIC/duVRaT1h0I1gF9gGks2/tStCCXG4ZDzSNTape
        -----END PRIVATE KEY-----

        """

    /// Lends the path of a file for as long as `body` runs.
    static func withFile(
        _ text: String, _ body: (_ path: String) async throws -> Void
    ) async throws {
        let path = NSTemporaryDirectory() + "mail-\(ProcessInfo.processInfo.globallyUniqueString)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }
}
