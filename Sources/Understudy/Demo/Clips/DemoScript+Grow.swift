import Domain

extension DemoScript {
    static let growClips: [DemoClip] = [
        DemoClip(
            slug: "three-months-free",
            title: "They offered us three months free",
            owner: .lena,
            stage: ID("st.grow"), objection: ID("ob.competitor"), clipType: ID("ct.renewal"),
            persona: ID("pe.cfo"), industry: ID("in.logistics"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 120,
            lines: [
                .other("Before we renew, I should tell you. Northwind offered us three months free if we change."),
                .owner(
                    """
                    Thank you for telling me. Three months are worth eleven thousand to you, that's not nothing. \
                    What made you listen to them? It wasn't only the three months, I think.
                    """),
                .other("Your support. In March we waited four days."),
                .owner("Four days. Was it the tax codes?"),
                .other("Yes. And nobody said sorry."),
                .owner("Then I say it now, on behalf of all of us, I am sorry. What did those four days cost you?"),
                .other("My evenings, mainly."),
                .owner(
                    """
                    I can't give them back. What I can do is show you what we changed in April, and your own \
                    tickets since then. The longest was five hours. If you don't believe it, look at your list and \
                    not at mine.
                    """),
                .owner(
                    """
                    Now the three months. I won't match them. A change costs you, by your own figure from two \
                    years ago, six weeks of your planner. Put the six weeks beside the three months. If Northwind \
                    still wins, then you should go, and I'll help with the export. But if it was about the four \
                    days, then let us put a number into the contract. Four hours, or that month is free.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...1, title: "They offered us three months free"),
                DemoMoment(lines: 2...7, title: "We had to wait four days for support"),
                DemoMoment(lines: 8...8, title: "Why should we stay with you?"),
            ],
            rules: [
                Rule(
                    when: "a rival offers a gift at renewal",
                    action: "ask what made them listen",
                    because: "the gift is rarely the reason"),
                Rule(
                    when: "you let them down",
                    action: "say sorry before you defend yourself",
                    because: "an explanation without an apology is a second offence"),
            ]),
        DemoClip(
            slug: "who-else-should-i-talk-to",
            title: "I don't give out names",
            owner: .callum,
            stage: ID("st.grow"), objection: nil, clipType: ID("ct.referral_ask"),
            persona: ID("pe.champion"), industry: ID("in.manufacturing"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("Look, I'm pleased with it, but I don't give out names. I've been the victim of that before."),
                .owner(
                    """
                    Then don't give me any. May I tell you what I'd have asked, and you tell me why it's a bad \
                    idea?
                    """),
                .other("Go on."),
                .owner(
                    """
                    I'd have asked who you know that has the trouble you had in January. Not who needs software. \
                    Who drives twice to one address.
                    """),
                .other("Everybody at the trade association drives twice to one address."),
                .owner("And if one of them asked you over a beer how you got rid of it, what would you say?"),
                .other("I'd say, we count the parts the evening before."),
                .owner(
                    """
                    See, that has nothing to do with me. So here's the smaller thing. Tell that story, about the \
                    parts, at your next meeting. Five minutes, I'm not there, my name isn't on it. If somebody \
                    comes up to you afterwards, you decide whether to give them my number. You never give me \
                    theirs.
                    """),
                .other("That I can do."),
                .owner(
                    """
                    I've learnt to ask for a story and not for a name. People guard names. They like to tell \
                    stories.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...3, title: "I don't give out names"),
                DemoMoment(lines: 4...7, title: "Who else should I talk to?"),
            ],
            rules: [
                Rule(
                    when: "they guard their contacts",
                    action: "ask for a story told, not for a name given",
                    because: "a story costs them nothing and carries your number with it")
            ]),
        DemoClip(
            slug: "why-should-we-buy-more",
            title: "Why should we add the other depots?",
            owner: .ingrid,
            stage: ID("st.grow"), objection: ID("ob.proof"), clipType: ID("ct.upsell"),
            persona: ID("pe.owner"), industry: ID("in.retail"),
            kind: .video, purpose: .alternative, origin: .reenactment, visibility: .team,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other(
                    """
                    You want us to add the other four depots. Why? One works, that doesn't prove that five will.
                    """),
                .owner(
                    """
                    You're right, it doesn't prove it. So I wouldn't add four. Which of the four is the most \
                    unlike the first one?
                    """),
                .other("The island. Ferries, old roads, half of the drivers are farmers."),
                .owner("If it works on the island, would you have doubts about the other three?"),
                .other("No. If it works on the island, it works anywhere."),
                .owner(
                    """
                    And if it doesn't work there, you've learned where it ends, for the price of the smallest \
                    depot. That's a good deal for you either way. For me it's a risk, and I take it gladly.
                    """),
                .other("What do you want to see on the island before you call it working?"),
                .owner(
                    """
                    I'd rather hear what you want to see. In the first depot it was miles. On the island I'd guess \
                    it's missed ferries.
                    """),
                .other("Missed ferries. Yes. Eight a month."),
                .owner(
                    """
                    Then, below three in the second month, we talk about the others. Above three, we stay friends, \
                    and you stay at two depots.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...2, title: "One works, that doesn't prove that five will"),
                DemoMoment(lines: 3...5, title: "Why should we add the other depots?"),
                DemoMoment(lines: 6...9, title: "What would convince you?"),
            ],
            rules: [
                Rule(
                    when: "you ask a customer for more",
                    action: "propose the hardest case first and let them name the measure",
                    because: "the easy case proves nothing to the one who doubts")
            ]),
    ]
}
