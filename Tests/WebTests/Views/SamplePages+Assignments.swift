@testable import Web

extension SamplePages {
    static var assignments: [(name: String, place: Place, page: any PageView)] {
        [
            (
                "assignments", .sets,
                AssignmentsPage(
                    assignmentTabs: [
                        ChipView(
                            chipLabel: "Assigned to me", chipAddress: "/assignments?scope=mine", chipCurrent: true),
                        ChipView(chipLabel: "Assigned to my teams", chipAddress: "/assignments?scope=given"),
                    ], assignmentRows: assignmentRows, emptyTitle: "", emptyDetail: "",
                    calendar: CalendarForm(calendarAddress: "/api/v1/calendar/abc", calendarIsThere: true))
            ),
            (
                "assignments-empty", .sets,
                AssignmentsPage(
                    assignmentRows: [], emptyTitle: "Nothing is assigned to you", emptyDetail: "Sets show up here.",
                    calendar: CalendarForm())
            ),
            (
                "assign", .sets,
                AssignPage(
                    pageTitle: "Assign: \(evil)", setAddress: "/sets/set_1", setTitle: evil, assignProblems: summary,
                    audienceOptions: options([evil], any: "Certain people"),
                    personOptions: options([evil, arabic], any: "Ana"), roleOptions: options(["Rep"], any: "Any"),
                    joinersChecked: true, goalOptions: options(["watched"], any: "Any"),
                    startField: TextField(fieldValue: "2026-11-26"),
                    dueField: TextField(fieldValue: "2026-11-20", fieldProblem: "This day is over."),
                    repeatOptions: options(["again every 6 months"], any: "Once"),
                    noteField: TextField(fieldValue: evil))
            ),
            ("assignment", .sets, assignment),
            (
                "assignment-totals", .sets,
                AssignmentPage(
                    pageTitle: arabic, assignmentAddress: "/assignments/assignment_2", setAddress: "/sets/set_2",
                    assignmentRule: "Done is opened; no due date", assignmentBy: "from Ana", isClosed: true,
                    ladderPeriod: "1 March 2026 to 2 March 2026, n = 0 people",
                    tooFewText: "Fewer than 5 people: no figures.")
            ),
            (
                "activity", .sets,
                ActivityPage(
                    pageTitle: "What \(evil) was given and played", activityNote: "\(evil) sees exactly this page.",
                    assignmentRows: assignmentRows,
                    watchedRows: [
                        WatchedRow(
                            watchedAddress: "/clips/clip_1", watchedTitle: evil, watchedFacts: "62 % of it, yesterday",
                            watchedPercent: 62)
                    ], lookRows: [LookRow(lookName: evil, lookWhen: "yesterday")])
            ),
            (
                "activity-empty", .sets,
                ActivityPage(
                    pageTitle: "What Ana was given and played", activityNote: "You see who looked.",
                    assignmentRows: [], watchedRows: [], lookRows: [])
            ),
        ]
    }

    static var assignmentRows: [AssignmentRow] {
        [
            AssignmentRow(
                assignmentAddress: "/sets/set_1", assignmentTitle: evil,
                assignmentState: StateBadge(badgeLabel: "Overdue", badgeTone: "warn"),
                assignmentDue: "due 3 March 2027", assignmentBy: "from \(evil)", assignmentDone: "2 of 6 items done",
                assignmentPercent: 33, assignmentNote: evil),
            AssignmentRow(
                assignmentAddress: "/assignments/assignment_1", assignmentTitle: long,
                assignmentState: StateBadge(badgeLabel: "Open", badgeTone: "busy"), assignmentDue: "no due date",
                assignmentBy: "from Ana", assignmentDone: "5 of 12 people done", assignmentPercent: 41),
        ]
    }

    private static var assignment: AssignmentPage {
        AssignmentPage(
            pageTitle: evil, assignmentAddress: "/assignments/assignment_1", setAddress: "/sets/set_1",
            assignmentRule: "Done is watched, 80 %; due 3 March 2027; again every 6 months",
            assignmentBy: "from \(evil)", assignmentNote: evil, assignmentProblems: summary,
            doneText: "3 people are reminded.", ladderPeriod: "1 March 2026 to 2 March 2026, n = 12 people",
            ladderRows: [
                LadderRow(ladderLabel: "Assigned", ladderCount: "12", ladderPercent: 100),
                LadderRow(ladderLabel: "Watched everything", ladderCount: "5", ladderPercent: 41),
            ],
            turnRows: [
                TurnRow(
                    turnPerson: "person_1", turnName: evil, turnAddress: "/people/person_1/activity",
                    turnState: StateBadge(badgeLabel: "Begun", badgeTone: "busy"),
                    turnFacts: "2 of 6 items done; due 3 March 2027", turnReason: evil,
                    turnForms: TurnForms(turnField: "given_1", extendValue: "2027-03-10", canRemind: true)),
                TurnRow(
                    turnPerson: "person_2", turnName: arabic, turnAddress: "/people/person_2/activity",
                    turnState: StateBadge(badgeLabel: "Excused", badgeTone: "calm"), turnFacts: "0 of 6 items done",
                    turnForms: TurnForms(turnField: "given_2", extendValue: "2027-03-10", isExcused: true)),
            ], canChange: true, csvAddress: "/api/v1/assignments/assignment_1/progress.csv")
    }
}
