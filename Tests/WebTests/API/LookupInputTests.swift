import Domain
import HTTPTypes
import Testing

@testable import Web

/// Whatever is typed, there is an answer or a clear problem, on every way in (issue: bad input).
struct LookupInputTests {
    static let awkward: [String] = [
        "", "   ", String(repeating: "expensive ", count: 1000), String(repeating: "x", count: 10_000),
        "\u{1}\u{7}\u{1B}[31m", "the of and a to", "🚀🔥👨‍👩‍👧‍👦", "سعركم مرتفع جدا", "\u{202E}evisnepxe",
        "他社のほうが安い", "^(a+)+$", "[a-z]{1,99}(?=x)\\", "'; DROP TABLE clip; --", "1 OR 1=1", "%_%",
        "\"quoted\" AND (NOT x*",
        "e" + String(repeating: "\u{301}", count: 3000), "<script>alert(1)</script>", "../../etc/passwd", "\\0\n\r\t",
        "null", "{{chrome.csrfToken}}",
    ]

    private static let addresses = [
        "/api/v1/lookup?q=", "/api/v1/lookup?typing=1&q=", "/api/v1/lookup/suggest?q=", "/api/v1/pack?q=",
        "/api/v1/requests/near?text=", "/api/v1/lookup?language=", "/api/v1/lookup?speaker=",
    ]

    @Test(arguments: awkward)
    func everyWayInAnswersOrSaysWhatIsWrong(text: String) async throws {
        try await Stage.open { stage in
            for address in Self.addresses {
                let answer = try await stage.ask(.mate, .get, address + text.percentEncoded())
                #expect([200, 422].contains(answer.status), "\(address): \(answer.text.prefix(200))")
                #expect(answer.text.utf8.count < 60_000)
            }
            let asked = try await stage.ask(.mate, .post, "/api/v1/requests", json: Self.json(text))
            #expect([201, 422].contains(asked.status), "\(asked.text.prefix(200))")
        }
    }

    @Test(arguments: awkward)
    func everyPageDrawsItAsText(text: String) async throws {
        try await Stage.open(speaking: English.languages) { stage in
            for address in ["/lookup?q=", "/pack?q=", "/requests/new?q="] {
                let answer = try await stage.ask(.mate, .get, address + text.percentEncoded())
                #expect(answer.status == 200, "\(address): \(answer.text.prefix(200))")
                #expect(!answer.text.contains("<script>alert"))
                #expect(answer.text.contains("</html>"))
            }
        }
    }

    @Test func nulIsRefusedWithAProblem() async throws {
        try await Stage.open { stage in
            try await stage.expect(422, .mate, .get, "/api/v1/lookup?q=a%00b")
            try await stage.expect(422, .mate, .get, "/api/v1/pack?q=a%00b")
        }
    }

    @Test(arguments: [
        "/api/v1/lookup?stage='", "/api/v1/pack?minutes=0", "/api/v1/pack?minutes=x", "/api/v1/pack?objection=,'",
        "/api/v1/pack?clips=%20", "/api/v1/pack?stage=ob.price", "/api/v1/requests?scope=all",
    ])
    func whatIsNoIdOrNumberIsTold(address: String) async throws {
        try await Stage.open { stage in
            let status = try await stage.ask(.mate, .get, address).status
            #expect(address.hasSuffix("%20") ? status == 200 : status == 422)
        }
    }

    private static func json(_ text: String) -> String {
        var quoted = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case _ where scalar.value < 32:
                quoted +=
                    "\\u" + String(repeating: "0", count: scalar.value < 16 ? 3 : 2)
                    + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return "{\"text\":\"\(quoted)\"}"
    }
}
