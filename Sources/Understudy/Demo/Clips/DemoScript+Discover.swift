import Domain

extension DemoScript {
    static let discoverClips: [DemoClip] = [
        DemoClip(
            slug: "nobody-is-complaining",
            title: "It works fine as it is",
            owner: .amara,
            stage: ID("st.discover"), objection: ID("ob.need"), clipType: ID("ct.discovery"),
            persona: ID("pe.operations"), industry: ID("in.healthcare"),
            kind: .video, purpose: .questionTechnique, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("It works fine as it is. Nobody is complaining."),
                .owner("Good. How would you know if somebody were?"),
                .other("They'd tell me. I suppose they'd tell me."),
                .owner("When did you last hear from the nurse with the longest round?"),
                .other("The longest? That's Joyce. I don't hear from Joyce. Joyce just gets on with it."),
                .owner("What time does Joyce finish?"),
                .other("Half past six. She's meant to finish at four."),
                .owner("Every day?"),
                .other("Most days. She's never said a word about it."),
                .owner(
                    """
                    So nobody is complaining, and somebody is working two and a half hours a day for nothing. What \
                    happens to the round on the day that Joyce resigns?
                    """),
                .other("I don't want to think about that."),
                .owner(
                    """
                    I think that is the thing to think about. Could we lay the five longest rounds side by side, \
                    just the times, and see whether Joyce is the only one?
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...3, title: "It works fine as it is"),
                DemoMoment(lines: 0...9, title: "Nobody is complaining"),
            ],
            rules: [
                Rule(
                    when: "it works fine and nobody complains",
                    action: "ask how they would know, then ask about one named person",
                    because: "a name turns an opinion into a fact"),
                Rule(
                    when: "you have found the cost",
                    action: "stop, and let them say it",
                    because: "what they say themselves needs no proof"),
            ]),
        DemoClip(
            slug: "we-do-it-in-excel",
            title: "We do it in Excel",
            owner: .mei,
            stage: ID("st.discover"), objection: ID("ob.diy"), clipType: ID("ct.discovery"),
            persona: ID("pe.operations"), industry: ID("in.services"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("We do it in Excel, and our IT is working on something of their own."),
                .owner("I like spreadsheets, I keep my own garden in one. Who built yours?"),
                .other("Martin. He left in the spring. We don't touch the macros."),
                .owner(
                    """
                    So the plan for thirty engineers sits in a file that nobody dares to change. And the new \
                    thing, who builds it, and what do they stop doing while they build it?
                    """),
                .other("Two people. They'd stop doing the customer portal, I guess. They wouldn't like that."),
                .owner(
                    """
                    May I show you the list I give to teams who want to build? It's one page, and it isn't a \
                    trick. Traffic by the hour. Working time rules. Two engineers for one lift. What happens when \
                    the phone has no signal. Sick at six. Each line has the number of days it took us.
                    """),
                .owner(
                    """
                    If your team reads it and says, we can do that by the summer, then build it, and I mean that. \
                    If they put a question mark behind more than three lines, then we talk about which lines you'd \
                    rather buy.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...2, title: "We do it in Excel"),
                DemoMoment(lines: 3...6, title: "Our IT is working on something"),
            ],
            rules: [
                Rule(
                    when: "they want to build it",
                    action: "ask who builds it and what they stop doing",
                    because: "the price of building is the thing left undone"),
                Rule(
                    when: "their own people would build it",
                    action: "give them the honest list of what it took you",
                    because: "engineers trust a list and distrust a pitch"),
            ]),
        DemoClip(
            slug: "tried-it-and-it-failed",
            title: "We tried something like this and it failed",
            owner: .ingrid,
            stage: ID("st.discover"), objection: ID("ob.past"), clipType: ID("ct.discovery"),
            persona: ID("pe.owner"), industry: ID("in.energy"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other(
                    """
                    We tried something like this and it failed. I got into trouble for the last one, so I'm not \
                    keen.
                    """),
                .owner("I'm sorry. Would you tell me what happened? From the beginning, I'm not in a hurry."),
                .other(
                    """
                    They promised eight weeks, and it took fourteen months. The drivers got tablets that froze. In \
                    the end the old whiteboard came back, and everyone laughed. At me.
                    """),
                .owner("What do you think, today, was the first sign?"),
                .other("In week three nobody from the yard had been asked. It was all done upstairs."),
                .owner("So what would have to be different, for you to put your name under it again?"),
                .other("Somebody from the yard, from the first day. And a way out."),
                .owner(
                    """
                    Then let us write down exactly that, before any price. One. Two drivers of your choice are in \
                    the room from day one, and they may stop it. Two. After four weeks there's a date on which you \
                    can walk away, and you pay nothing. Three. The whiteboard stays on the wall until your drivers \
                    take it down. If I can't get my own boss to sign these three, then you should not sign either.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...2, title: "We tried something like this and it failed"),
                DemoMoment(lines: 3...7, title: "I got into trouble for the last one"),
            ],
            rules: [
                Rule(
                    when: "they were burned before",
                    action: "ask what the first sign was",
                    because: "the first sign is the condition they need"),
                Rule(
                    when: "they name conditions",
                    action: "write them down before any price",
                    because: "a promise on paper is the only answer to a broken promise"),
            ]),
    ]
}
