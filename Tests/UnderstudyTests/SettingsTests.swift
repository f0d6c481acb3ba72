import Logging
import Lookup
import Services
import Testing

@testable import Understudy

/// Configuration from the environment.
struct SettingsTests {
    @Test func nothingNeedsToBeSet() throws {
        let settings = try Settings(environment: [:])
        #expect(settings.host == "127.0.0.1")
        #expect(settings.port == 8080)
        #expect(settings.publicURL == nil)
        #expect(settings.trustedProxies.isEmpty)
        #expect(settings.isSandboxed)
        #expect(settings.uploadMaxBytes == 10 << 30)
        #expect(settings.personQuotaBytes == 50 << 30)
        #expect(settings.logLevel == .info)
        #expect(settings.storage == "\(settings.home)/Storage")
        #expect(settings.isLoopback)
    }

    @Test func providerOfEmbeddingsHasToBeWholeAndMayBeCalled() throws {
        func embeddings(_ url: String, model: String = "m", allow: String = "") throws -> String? {
            try Settings(environment: [
                "UNDERSTUDY_EMBEDDINGS_URL": url, "UNDERSTUDY_EMBEDDINGS_MODEL": model,
                "UNDERSTUDY_OUTBOUND_ALLOW": allow,
            ]).embeddings?.id
        }
        #expect(try embeddings("") == nil)
        #expect(try embeddings("https://api.example.com/v1/embeddings") == "api.example.com:443/m")
        #expect(try embeddings("http://127.0.0.1:8080/v1", allow: "127.0.0.1:8080") == "127.0.0.1:8080/m")
        for (url, model, allow) in [
            ("http://127.0.0.1:8080/v1", "m", ""), ("nonsense", "m", ""), ("https://api.example.com/", "", ""),
            ("https://api.example.com/", "m", "here"),
        ] {
            #expect(throws: SettingsProblem.self) { try embeddings(url, model: model, allow: allow) }
        }
    }

    @Test func everyKeyIsRead() throws {
        let settings = try Settings(environment: [
            "UNDERSTUDY_STORAGE": "/data", "UNDERSTUDY_HOST": "0.0.0.0", "UNDERSTUDY_PORT": "0",
            "UNDERSTUDY_PUBLIC_URL": "https://understudy.example.com/",
            "UNDERSTUDY_TRUSTED_PROXIES": "10.0.0.1, ::1,,", "UNDERSTUDY_TEMPLATES": "/pages",
            "UNDERSTUDY_MODELS": "/models", "UNDERSTUDY_SPEECH_PYTHON": "/python",
            "UNDERSTUDY_FFMPEG_SANDBOX": "OFF", "UNDERSTUDY_UPLOAD_MAX_BYTES": "1000",
            "UNDERSTUDY_PERSON_QUOTA_BYTES": "2000", "UNDERSTUDY_LOG_LEVEL": "debug", "UNDERSTUDY_KERNELS": "portable",
        ])
        #expect(settings.storage == "/data")
        #expect(settings.host == "0.0.0.0")
        #expect(settings.port == 0)
        #expect(settings.publicURL == "https://understudy.example.com")
        #expect(settings.trustedProxies == ["10.0.0.1", "::1"])
        #expect(settings.templates == "/pages")
        #expect(settings.speechModel == "/models/whisper-tiny.en")
        #expect(settings.meaningModel == "/models/all-MiniLM-L6-v2")
        #expect(settings.kernels.name == "portable")
        #expect(settings.speechPython == "/python")
        #expect(!settings.isSandboxed)
        #expect(settings.uploadMaxBytes == 1000)
        #expect(settings.personQuotaBytes == 2000)
        #expect(settings.logLevel == .debug)
        #expect(!settings.isLoopback)
    }

    @Test(arguments: [
        ("UNDERSTUDY_PORT", "eighty"), ("UNDERSTUDY_PORT", "65536"), ("UNDERSTUDY_PORT", "-1"),
        ("UNDERSTUDY_PUBLIC_URL", "understudy.example.com"), ("UNDERSTUDY_PUBLIC_URL", "ftp://example.com"),
        ("UNDERSTUDY_PUBLIC_URL", "https://example.com/understudy"), ("UNDERSTUDY_FFMPEG_SANDBOX", "maybe"),
        ("UNDERSTUDY_UPLOAD_MAX_BYTES", "0"), ("UNDERSTUDY_PERSON_QUOTA_BYTES", "50 GB"),
        ("UNDERSTUDY_LOG_LEVEL", "loud"),
    ])
    func whatCannotBeUsedIsNamed(key: String, value: String) {
        let problem = #expect(throws: SettingsProblem.self) { try Settings(environment: [key: value]) }
        #expect(problem?.key == key)
    }
}
