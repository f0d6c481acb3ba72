import Testing

@testable import Understudy

/// What a mail server says, out of bytes.
struct SMTPAnswerReaderTests {
    @Test func answersComeOutHoweverTheBytesAreCut() throws {
        var reader = SMTPAnswerReader()
        var answers: [SMTPAnswer] = []
        for byte in Array("250-mail\r\n250-SIZE 10\r\n250 HELP\r\n354\r\n221 bye\n".utf8) {
            try reader.append([byte])
            if let answer = try reader.next() { answers.append(answer) }
        }
        #expect(
            answers == [
                SMTPAnswer(code: 250, lines: ["mail", "SIZE 10", "HELP"]), SMTPAnswer(code: 354, lines: [""]),
                SMTPAnswer(code: 221, lines: ["bye"]),
            ])
        #expect(reader.isEmpty)
    }

    @Test(arguments: ["2", "250 ok\r\n250", "250-ok\r\n"])
    func whatWasBegunIsKept(text: String) throws {
        var reader = SMTPAnswerReader()
        try reader.append(text.utf8)
        while try reader.next() != nil {}
        #expect(!reader.isEmpty)
    }

    @Test(arguments: [
        "hello\r\n", "25\r\n", "\r\n", "-25 x\r\n", String(repeating: "2", count: 2001),
        String(repeating: "250-x\r\n", count: 201), String(repeating: "250 ok\r\n", count: 9000),
    ])
    func whatIsNoAnswerIsAFailure(text: String) {
        var reader = SMTPAnswerReader()
        #expect(throws: CommandFailed.self) {
            try reader.append(text.utf8)
            while try reader.next() != nil {}
        }
    }
}
