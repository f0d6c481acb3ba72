import Domain

extension DemoScript {
    static let qualifyClips: [DemoClip] = [
        DemoClip(
            slug: "no-budget",
            title: "There's no budget for this",
            owner: .callum,
            stage: ID("st.qualify"), objection: ID("ob.budget"), clipType: ID("ct.discovery"),
            persona: ID("pe.operations"), industry: ID("in.logistics"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("I like it, but there's no budget for this. We've already spent this year's money."),
                .owner("Understood. Suppose for a moment the money were there. Would you go ahead?"),
                .other("Yes. Probably. Yes."),
                .owner("What makes it probably?"),
                .other("I'd want to be sure the drivers accept it."),
                .owner(
                    """
                    So two things, drivers and money. Let's keep them apart. On the money, where did it come from \
                    the last time you bought something in the middle of a year?
                    """),
                .other("The tyre budget. We moved it. The finance director signed because we could show the saving."),
                .owner(
                    """
                    Then we have a path. You lose, you told me, about forty hours of overtime a week. At nineteen \
                    pounds that's near enough forty thousand a year, and it's already in somebody's budget, under \
                    wages. You aren't asking for new money. You're asking to spend a third of the overtime to lose \
                    the rest of it. Would the finance director want to see that in an e-mail, or in a meeting?
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...1, title: "There's no budget for this"),
                DemoMoment(lines: 5...7, title: "We've already spent this year's money"),
            ],
            rules: [
                Rule(
                    when: "there is no budget",
                    action: "ask whether they would go ahead if there were",
                    because: "then you know if money is the reason or the excuse"),
                Rule(
                    when: "the year's money is spent",
                    action: "find the line that already pays for the problem",
                    because: "moving money is easier than finding it"),
            ]),
        DemoClip(
            slug: "not-the-one-who-decides",
            title: "I'm not the one who decides",
            owner: .lena,
            stage: ID("st.qualify"), objection: ID("ob.authority"), clipType: ID("ct.discovery"),
            persona: ID("pe.champion"), industry: ID("in.manufacturing"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("I should say, I'm not the one who decides. I need to run it past my boss."),
                .owner(
                    """
                    Thank you for saying it now and not in three weeks. How did you buy the last thing of this \
                    size? Who had to say yes, and who only had to not say no?
                    """),
                .other(
                    """
                    The lift trucks. My boss said yes, and the works council had to not say no. And finance, in \
                    the end.
                    """),
                .owner("And who would have been upset if they had been left out?"),
                .other("The shift leaders. They were left out, actually. It was terrible."),
                .owner(
                    """
                    Then let's not repeat that. You know them, I don't. Which of the four would you talk to first?
                    """),
                .other("The shift leaders."),
                .owner(
                    """
                    I agree. So this is my proposal. You take one shift leader, and we three look at last Tuesday, \
                    for half an hour. Then your boss doesn't hear it from a saleswoman, she hears it from two \
                    people who work for her. I come to that talk only if you want me there. What will she ask you \
                    first?
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...1, title: "I'm not the one who decides"),
                DemoMoment(lines: 2...5, title: "I need to run it past my boss"),
                DemoMoment(lines: 6...7, title: "Who else has to agree?"),
            ],
            rules: [
                Rule(
                    when: "they are not the one who decides",
                    action: "ask how the last thing of this size was bought",
                    because: "the old path is the new path"),
                Rule(
                    when: "many people are involved",
                    action: "ask who would be upset to be left out",
                    because: "the forgotten person is the one who stops it"),
            ]),
        DemoClip(
            slug: "too-small-for-this",
            title: "We're too small for this",
            owner: .diego,
            stage: ID("st.qualify"), objection: ID("ob.need"), clipType: ID("ct.inbound_lead"),
            persona: ID("pe.owner"), industry: ID("in.agriculture"),
            kind: .audio, purpose: .alternative, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other(
                    """
                    I only looked at your page because my nephew sent it. We have seven vans. We're too small for \
                    this.
                    """),
                .owner(
                    """
                    It may be so. I send people away every week. Tell me about the seven vans, what do they carry?
                    """),
                .other("Vegetable boxes. Four hundred a week, in season."),
                .owner("And when somebody is not at home?"),
                .other("The driver calls me. I'm in the field, on the tractor. I call the customer."),
                .owner("How often on a Friday?"),
                .other("Ten, twelve times. My wife says I should take the phone out to dinner as well."),
                .owner(
                    """
                    Here is my honest answer. For planning the routes, seven vans are too few, you can do it on \
                    paper and you should. But for the ten calls on the tractor, there is a small thing of ours, it \
                    sends the customer a message one stop before. That costs less than one box a day. If you want \
                    only that, good. And if you grow to fifteen vans, you call me, and then I sell you the rest.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...1, title: "We're too small for this"),
                DemoMoment(lines: 6...7, title: "We have only seven vans"),
            ],
            rules: [
                Rule(
                    when: "they say they are too small",
                    action: "agree where it is true and offer only the part that fits",
                    because: "sending somebody away is what makes the rest believable")
            ]),
    ]
}
