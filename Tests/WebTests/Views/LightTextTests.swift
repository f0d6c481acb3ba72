import Foundation
import Testing

@testable import Web

/// Scripts and styles as they are sent.
struct LightTextTests {
    @Test func commentsAndIndentationAreLeftOut() {
        let source =
            "// Why.\nexport function a() {\n  /** What. */\n  return 1; // here\n\n  /* two\n     lines */\n}\n"
        #expect(LightText.of(source) == "export function a() {\nreturn 1; // here\n}\n")
    }

    @Test func codeBehindACommentStays() {
        #expect(LightText.of("/* a */ b { c: d }\n") == "/* a */ b { c: d }\n")
    }

    /// What makes leaving out indentation safe.
    @Test func noTextOfAScriptSpansLines() throws {
        let folder = Stage.templates + "/assets"
        for path in try FileManager.default.contentsOfDirectory(atPath: folder) where path.hasSuffix(".js") {
            let source = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
            for line in source.split(separator: "\n") {
                #expect(line.count { $0 == "`" }.isMultiple(of: 2), "\(path): \(line)")
            }
        }
    }
}
