import Domain
import Testing

struct CaptionsTests {
    private func cue(_ start: Int, _ end: Int, _ text: String, speaker: String? = nil) -> CaptionCue {
        CaptionCue(startMilliseconds: start, endMilliseconds: end, speaker: speaker, text: text)
    }

    @Test func webVTTIsRead() throws {
        let file = """
            WEBVTT - call of Monday

            STYLE
            ::cue { color: red }

            NOTE this --> is a remark

            intro
            00:01.500 --> 00:03.000 position:10% line:-1
            <v.loud Ana Ray>Hello <i>there</i></v>
            second line

            01:00:00.000 --> 01:00:01.000
            R&amp;D &lt;3
            """
        #expect(
            try Captions.parse(file) == [
                cue(1500, 3000, "Hello there\nsecond line", speaker: "Ana Ray"), cue(3_600_000, 3_601_000, "R&D <3"),
            ])
    }

    @Test func subRipIsReadWithMarkOfByteOrderAndCarriageReturns() throws {
        let file =
            "\u{FEFF}1\r\n00:00:01,000 --> 00:00:02,5\r\n<font color=red>Hi</font>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nBye"
        #expect(try Captions.parse(file) == [cue(1000, 2500, "Hi"), cue(3000, 4000, "Bye")])
    }

    @Test func cuesComeInTheOrderOfTime() throws {
        let cues = try Captions.parse("WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:01.000 --> 00:02.000\na\n")
        #expect(cues.map(\.text) == ["a", "b"])
    }

    @Test(arguments: [
        ("WEBVTT\n\n00:xx.000 --> 00:02.000\nHi", "line 3"),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\nHi", "line 3"),
        ("1\n00:00:61,000 --> 00:02:00,000\nHi", "line 2"),
        ("1\n99999999999999999999:00:00,000 --> 1:00:00,000\nHi", "line 2"),
        ("-->", "line 1"),
    ])
    func timesThatCannotBeReadAreNamedByTheirLine(file: String, line: String) {
        #expect {
            try Captions.parse(file)
        } throws: { error in
            (error as? Problem)?.errors.first?.message.contains(line) == true
        }
    }

    @Test(arguments: ["", "WEBVTT", "just some words", "\u{0}\u{0}", "WEBVTT\n\n00:01.000 --> 00:02.000\n<b></b>\n"])
    func filesWithoutACaptionAreRefused(file: String) {
        #expect(throws: Problem.self) { try Captions.parse(file) }
    }

    @Test func tooLongFilesAreRefused() {
        #expect(throws: Problem.self) { try Captions.parse(String(repeating: "a", count: Captions.largestFile + 1)) }
    }

    @Test(arguments: [
        ("<script>alert(1)</script>x", "alert(1)x"), ("<img src=x onerror=alert(1)>x", "x"), ("a < b", "a < b"),
        ("<<b>i>x", "i>x"), ("<\u{338}script>x", "x"), ("<video src=y>x", "x"), ("&lt;b&gt;x", "<b>x"),
    ])
    func tagsAreLost(text: String, plain: String) throws {
        let cues = try Captions.parse("WEBVTT\n\n00:01.000 --> 00:02.000\n\(text)\n")
        #expect(cues == [cue(1000, 2000, plain)])
    }

    @Test func whatIsWrittenHoldsNoTagButTheVoice() {
        let file = Captions.vtt([
            cue(0, 1000, "<script>\u{338}\n\n<\u{338}b>", speaker: "A>\nB" + String(repeating: "x", count: 99))
        ])
        let voice = "<v A&gt; B"
        #expect(file.hasPrefix("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n\(voice)"))
        #expect(file.unicodeScalars.count { $0 == "<" } == 1)
        #expect(!file.dropFirst(30).contains("\n\n<"))
    }

    @Test func whatIsWrittenIsReadBackTheSame() throws {
        var state: UInt64 = 42
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
        let pieces = [
            "a", "Zoë", "<", ">", "&", "&amp;", "-->", " ", "\n", "-", "1", "NOTE", "\u{301}", "👍🏽", "<v x>", "価",
        ]
        for _ in 0..<500 {
            var time = 0
            var cues: [CaptionCue] = []
            for _ in 0...next(5) {
                time += 1 + next(4_000_000)
                let end = time + 1 + next(9000)
                let text = (0...next(8)).map { _ in pieces[next(pieces.count)] }.joined()
                let lines = text.split { $0.isNewline }.map { String($0).trimmedText }.filter { !$0.isEmpty }
                guard !lines.isEmpty else { continue }
                cues.append(
                    cue(time, end, lines.joined(separator: "\n"), speaker: next(3) == 0 ? "Ana <\(next(9))> & co" : nil)
                )
                time = end
            }
            guard !cues.isEmpty else { continue }
            #expect(try Captions.parse(Captions.vtt(cues)) == cues)
            let simple = cues.map { cue in
                CaptionCue(
                    startMilliseconds: cue.startMilliseconds, endMilliseconds: cue.endMilliseconds,
                    text: "x" + cue.text.filter { !"<>&-".contains($0) }.trimmedText)
            }.map {
                cue(
                    $0.startMilliseconds, $0.endMilliseconds,
                    $0.text.split { $0.isNewline }.map { String($0).trimmedText }.filter { !$0.isEmpty }.joined(
                        separator: "\n"))
            }
            #expect(try Captions.parse(Captions.srt(simple)) == simple)
        }
    }

    @Test func anyBytesAreReadOrRefused() {
        var state: UInt64 = 7
        let pieces = [
            "00:01.000", " --> ", "\n", "\r\n", "\r", "1", "<v ", ">", "&#39;", "&", "\u{0}", "WEBVTT", "NOTE", "-",
            ":", ",",
        ]
        for _ in 0..<2000 {
            var text = ""
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int((state >> 33) % UInt64(pieces.count))]
            }
            if let cues = try? Captions.parse(text) {
                #expect(cues.allSatisfy { $0.endMilliseconds > $0.startMilliseconds })
            }
        }
    }
}
