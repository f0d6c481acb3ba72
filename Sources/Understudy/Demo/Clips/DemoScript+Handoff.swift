import Domain

extension DemoScript {
    static let handoffClips: [DemoClip] = [
        DemoClip(
            slug: "my-team-wont-use-it",
            title: "My team won't use it",
            owner: .mei,
            stage: ID("st.handoff"), objection: ID("ob.effort"), clipType: ID("ct.hand_over"),
            persona: ID("pe.operations"), industry: ID("in.healthcare"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("It's signed, so it's my problem now. My team won't use it. I can see it in their faces."),
                .owner("It's still my problem too, I'm here until the third month. Whose face do you mean?"),
                .other("Sandra's. If Sandra doesn't, nobody does."),
                .owner("Has Sandra ever been asked what she hates about the way it's done now?"),
                .other("No. We told her what's going to be better."),
                .owner(
                    """
                    Then let's begin there. This is how I do the first week. Monday, nobody trains anybody. I sit \
                    beside Sandra for two hours, and I write down everything that annoys her. Tuesday we switch on \
                    one thing only, the thing at the top of her list. On Friday she tells the others, or she \
                    doesn't. I don't.
                    """),
                .other("And if the top of her list is something that you can't do?"),
                .owner(
                    """
                    Then I say so on Monday, and we take the second. What I won't do is a training day with thirty \
                    people and sandwiches. They'd eat the sandwiches.
                    """),
                .other("And how do I know whether it's working?"),
                .owner(
                    """
                    Count one thing. How many mornings in a week the plan is opened before seven. Below three, you \
                    call me on the same day.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...4, title: "My team won't use it"),
                DemoMoment(lines: 5...7, title: "How does the first week go?"),
                DemoMoment(lines: 8...9, title: "How do I know that it's working?"),
            ],
            rules: [
                Rule(
                    when: "the team will not use it",
                    action: "find the one person the others watch and ask what she hates today",
                    because: "help with an old pain beats a new promise"),
                Rule(
                    when: "you hand over",
                    action: "agree on one number that rings a bell",
                    because: "what is watched is not forgotten"),
            ])
    ]
}
