import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Web

/// JSON that is not quite JSON, or not quite what was asked for (IN-1, AZ-5).
struct StrictJSONTests {
    /// A body and what becomes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let body: String
        let status: Int
        let code: String

        init(_ name: String, _ body: String, _ status: Int, _ code: String) {
            self.name = name
            self.body = body
            self.status = status
            self.code = code
        }

        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case("empty", "", 400, "bad_json"),
        Case("white space", "   ", 400, "bad_json"),
        Case("half an object", #"{"name":"#, 400, "bad_json"),
        Case("trailing comma", #"{"name":"Ana",}"#, 400, "bad_json"),
        Case("two values", #"{"name":"Ana"}{"name":"Bo"}"#, 400, "bad_json"),
        Case("comment", #"{"name":"Ana"/*x*/}"#, 400, "bad_json"),
        Case("single quotes", #"{'name':'Ana'}"#, 400, "bad_json"),
        Case("no quotes", "{name:1}", 400, "bad_json"),
        Case("NaN", #"{"name":NaN}"#, 400, "bad_json"),
        Case("Infinity", #"{"name":-Infinity}"#, 400, "bad_json"),
        Case("leading zero", #"{"name":01}"#, 400, "bad_json"),
        Case("leading plus", #"{"name":+1}"#, 400, "bad_json"),
        Case("bare point", #"{"name":.5}"#, 400, "bad_json"),
        Case("exponent without digits", #"{"name":1e}"#, 400, "bad_json"),
        Case("raw line end in text", "{\"name\":\"A\nB\"}", 400, "bad_json"),
        Case("unknown escape", #"{"name":"\x41"}"#, 400, "bad_json"),
        Case("short escape", #"{"name":"\u12"}"#, 400, "bad_json"),
        Case("signed escape", #"{"name":"\u+123"}"#, 400, "bad_json"),
        Case("byte order mark", "\u{FEFF}{\"name\":\"Ana\"}", 400, "bad_json"),
        Case("key twice", #"{"name":"Ana","name":"Bo"}"#, 400, "duplicate_key"),
        Case("key twice by escape", #"{"name":"Ana","na\u006de":"Bo"}"#, 400, "duplicate_key"),
        Case("key twice deep inside", #"{"name":"Ana","x":{"a":1,"a":2}}"#, 400, "duplicate_key"),
        Case("too deep", String(repeating: "[", count: 100) + String(repeating: "]", count: 100), 400, "bad_json"),
        Case("a hundred thousand levels", String(repeating: "[", count: 100_000), 400, "bad_json"),
        Case(
            "too many keys", "{" + (0...10_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}", 400, "bad_json"),
        Case("U+0000", #"{"name":"A\u0000B"}"#, 422, "bad_text"),
        Case("high surrogate alone", #"{"name":"\ud800"}"#, 422, "bad_text"),
        Case("low surrogate alone", #"{"name":"\udc00"}"#, 422, "bad_text"),
        Case("surrogates the wrong way round", #"{"name":"\udc00\ud800"}"#, 422, "bad_text"),
        Case("two high surrogates", #"{"name":"\ud800\ud800"}"#, 422, "bad_text"),
        Case("list instead of an object", #"["name"]"#, 422, "invalid"),
        Case("text instead of an object", #""name""#, 422, "invalid"),
        Case("null instead of an object", "null", 422, "invalid"),
        Case("number for text", #"{"name":1}"#, 422, "invalid"),
        Case("list for text", #"{"name":["Ana"]}"#, 422, "invalid"),
        Case("null for what is needed", #"{"name":null}"#, 422, "invalid"),
        Case("missing", "{}", 422, "invalid"),
        Case("unknown field", #"{"name":"Ana","nickname":"A"}"#, 422, "unknown_field"),
        Case("read-only field", #"{"name":"Ana","role":"admin"}"#, 422, "unknown_field"),
        Case("id of one's own", #"{"name":"Ana","id":"person_other"}"#, 422, "unknown_field"),
        Case("prototype", #"{"name":"Ana","__proto__":{"role":"admin"}}"#, 422, "unknown_field"),
    ]

    @Test(arguments: cases)
    func bodyIsRefused(example: Case) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.owner, .patch, "/api/v1/me", json: example.body)
            #expect(answer.status == example.status)
            #expect(answer.code == example.code)
            #expect(try await stage.ask(.owner, .get, "/api/v1/me").text.contains("\"name\":\"Owner\""))
        }
    }

    @Test(arguments: [
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "",
        "application/json; charset=utf-16", "application/json; charset=utf-8", "application/jsonp",
        "application/merge-patch+json",
    ])
    func otherContentTypesAreRefused(type: String) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(
                .owner, .patch, "/api/v1/me", headers: ["Content-Type": type], body: #"{"name":"Ana"}"#)
            #expect(answer.status == 415)
        }
    }

    @Test func bodyBeyondOneMebibyteIsRefused() async throws {
        try await Stage.open { stage in
            let long = String(repeating: "a", count: 1 << 20)
            let answer = try await stage.ask(.owner, .patch, "/api/v1/me", json: "{\"name\":\"\(long)\"}")
            #expect(answer.status == 413)
        }
    }

    @Test func unknownFieldIsNamedInsideListsToo() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(
                .owner, .patch, "/api/v1/clips/{team}", json: #"{"speakers":[{"name":"Ana","role":"boss"}]}"#)
            #expect(answer.code == "unknown_field")
            #expect(answer.text.contains("speakers_1.role"))
        }
    }

    @Test(arguments: [
        ("1", 200), ("1.0", 200), ("1e0", 200), ("2", 409), ("1.5", 422), ("1e400", 422), ("9223372036854775808", 422),
        ("-9223372036854775809", 422), ("99999999999999999999999999", 422), ("1e30", 422), ("true", 422),
    ])
    func wholeNumbersAreWholeOrRefused(digits: String, status: Int) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(
                .owner, .patch, "/api/v1/clips/{team}", json: "{\"version\":\(digits),\"title\":\"Too dear\"}")
            #expect(answer.status == status)
        }
    }

    @Test func everythingJSONCanSayIsRead() throws {
        let text = "{\"a\":[1,-2.5e+3,true,false,null],\"b\":\"\\u00e9\\ud83d\\ude00\\n\\/\",\"c\":{}}"
        let value = try JSONParser.parse(Array(text.utf8))
        #expect(value["b"] == .text("é😀\n/"))
        #expect(value["a"] == .list([.number("1"), .number("-2.5e+3"), .boolean(true), .boolean(false), .null]))
    }

    @Test func whatIsWrittenIsReadBackTheSame() throws {
        let value = JSONValue.object([
            .init("quote \" slash \\", .text("tab\t bell\u{7} é 😀")), .init("n", .number("-0.5")),
            .init("l", .list([])),
        ])
        #expect(try JSONParser.parse(Array(value.jsonText.utf8)) == value)
    }

    @Test(arguments: 0..<200)
    func noPrefixOfJSONIsEverATrap(length: Int) {
        let text = #"{"a":[1,-2.5e+3,true,{"b":"\u00e9\ud83d\ude00"}],"c":"\\\"x"}  "#
        let bytes = Array(text.utf8.prefix(length))
        _ = try? JSONParser.parse(bytes)
        _ = try? JSONParser.parse(bytes.reversed())
    }
}
