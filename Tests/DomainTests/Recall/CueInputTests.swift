import Domain
import Testing

struct CueInputTests {
    private static func points(_ texts: String...) -> [CueInput.Point] {
        texts.map { CueInput.Point(text: $0, isMust: true) }
    }

    private static func fields(_ lines: [String], _ points: [CueInput.Point], retention: Double = 0.9) -> [String] {
        do {
            _ = try CueInput(lines: lines, points: points, retention: retention)
            return []
        } catch let problem as Problem {
            return problem.errors.map(\.field)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func rowsWithoutTextAreNoRows() throws {
        let input = try CueInput(
            lines: ["  Too\n expensive ", ""], points: Self.points("Ask why", " ", "Say what it saves"))
        #expect(input.lines == ["Too expensive"])
        #expect(input.points.map(\.text) == ["Ask why", "Say what it saves"])
    }

    @Test func whatIsMissingIsToldAtOnce() {
        #expect(Self.fields([], Self.points("One"), retention: 0.5) == ["lines", "points", "retention"])
        #expect(Self.fields(["A"], Self.points("1", "2", "3", "4", "5", "6")) == ["points"])
        #expect(Self.fields(["A", "a"], Self.points("1", "2")) == ["lines"])
        #expect(Self.fields(["A"], Self.points("same", "Same")) == ["points"])
        let nice = ["1", "2"].map { CueInput.Point(text: $0, isMust: false) }
        #expect(Self.fields(["A"], nice) == ["points"])
        #expect(Self.fields(["A"], Self.points("1", "2"), retention: .nan) == ["retention"])
    }

    @Test func pointsKeepTheirNumbersAndNewOnesGetNewOnes() throws {
        let first = try CueInput(lines: ["A"], points: Self.points("1", "2")).content(after: nil, lastPoint: 0)
        #expect(first.points.map(\.id) == [1, 2])
        let edit = try CueInput(
            lines: ["A"],
            points: [
                CueInput.Point(id: 2, text: "two", isMust: true), CueInput.Point(id: 9, text: "nine", isMust: false),
            ])
        // 3 was used and taken away meanwhile.
        #expect(edit.content(after: first, lastPoint: 3).points.map(\.id) == [2, 4])
    }

    @Test func aClipSuggestsItsPhrasingsAndRules() throws {
        let clip = Clip(
            id: ID("clip_1"), team: ID("team_1"), owner: ID("person_1"), state: .published, visibility: .team,
            details: ClipDetails(
                title: "Too expensive",
                rules: [
                    Rule(when: "they compare", action: "ask compared to what", because: "the real reason comes next")
                ]),
            media: ClipMedia(originalName: "a.mp4", originalBytes: 1, hasVideo: true, transcript: .none), version: 1,
            createdAt: Instant(milliseconds: 0), updatedAt: Instant(milliseconds: 0))
        let moment = Moment(
            id: ID("moment_1"), startMilliseconds: 4000, endMilliseconds: 9000, title: "You cost twice as much")
        let suggestion = CueSuggestion(
            clip: clip, moments: [moment], phrasings: ["you cost twice as MUCH!", "We found someone cheaper"])
        #expect(suggestion.lines == ["You cost twice as much", "We found someone cheaper"])
        #expect(suggestion.points.map(\.text) == ["Ask compared to what", "The real reason comes next"])
        #expect(suggestion.points.map(\.isMust) == [true, false])
        #expect(suggestion.startMilliseconds == 4000)
    }

    @Test func onlyOtherKeyPointsAreAMaterialChange() throws {
        let day = Day(daysSince1970: 20_000)
        let now = Instant(milliseconds: 0)
        let content = CueContent(lines: ["A"], points: [KeyPoint(id: 1, text: "1", isMust: true)])
        let cue = Cue(
            id: ID("cue_1"), team: ID("team_1"), visibility: .team, objection: nil, content: content, retention: 0.9,
            changedOn: day, madeBy: ID("person_1"), createdAt: now, updatedAt: now)
        let later = day.advanced(byDays: 3)
        let lines = CueContent(lines: ["B"], points: content.points)
        #expect(cue.changed(to: lines, isWordingOnly: false, on: later, at: now).epoch == 0)
        let points = CueContent(lines: ["A"], points: [KeyPoint(id: 1, text: "2", isMust: true)])
        let material = cue.changed(to: points, isWordingOnly: false, on: later, at: now)
        #expect(material.epoch == 1)
        #expect(material.changedOn == later)
        #expect(cue.changed(to: points, isWordingOnly: true, on: later, at: now).epoch == 0)
    }
}
