import Domain

extension DemoScript {
    static let showClips: [DemoClip] = [
        DemoClip(
            slug: "what-makes-you-different",
            title: "What makes you different?",
            owner: .lena,
            stage: ID("st.show"), objection: ID("ob.differ"), clipType: ID("ct.demo"),
            persona: ID("pe.cfo"), industry: ID("in.retail"),
            kind: .video, purpose: .differentiator, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 120,
            lines: [
                .other("You all look the same to me. What makes you different? One sentence, please."),
                .owner(
                    """
                    We plan the day again while it is happening, and the others plan it once. Does that matter to \
                    you? It depends on one number. How many of your days go as planned?
                    """),
                .other("Two in five, perhaps."),
                .owner(
                    """
                    Then for two days we are no better than anybody else, and you should buy the cheapest. On the \
                    other three, a van breaks down or a customer is not there, and from that minute a plan made at \
                    five in the morning is a piece of paper.
                    """),
                .owner(
                    """
                    Here is the proof. This is a bakery, Monday the ninth. At seven forty a van stops on the ring \
                    road. Watch the screen. By seven forty three, four other drivers have the eleven stops, and \
                    the three shops that will be late have a message. Nobody made a phone call.
                    """),
                .other("And what is that worth?"),
                .owner("To them, two vans they didn't buy. To you, I don't know yet. Shall we count your bad days?"),
            ],
            moments: [
                DemoMoment(lines: 0...1, title: "What makes you different?"),
                DemoMoment(lines: 3...4, title: "You all look the same to me"),
                DemoMoment(lines: 5...6, title: "What is that worth?"),
            ],
            rules: [
                Rule(
                    when: "they ask what makes you different",
                    action: "say one difference and ask whether it matters to them",
                    because: "a difference that does not matter to them is a feature"),
                Rule(
                    when: "you claim a difference",
                    action: "say where you are no better",
                    because: "the limit makes the claim believable"),
            ],
            conditions: ["bakery story is cleared for use until the end of the year"]),
        DemoClip(
            slug: "acme-has-it",
            title: "Acme has that feature and you don't",
            owner: .callum,
            stage: ID("st.show"), objection: ID("ob.competitor"), clipType: ID("ct.demo"),
            persona: ID("pe.technical"), industry: ID("in.logistics"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 100,
            lines: [
                .other("Acme has live temperature tracking and you don't. They do the same for less, frankly."),
                .owner(
                    """
                    They do have it, and it's good. If temperature decides this, buy theirs. Can I ask how often \
                    it decided something last year?
                    """),
                .other("We had two claims. Fish, both times."),
                .owner("What did the two claims cost?"),
                .other("Nine hundred together."),
                .owner("And the late deliveries, the penalty from the supermarkets?"),
                .other("That's another story. That was sixty one thousand."),
                .owner(
                    """
                    Right. So the feature protects nine hundred, and the plan protects sixty one thousand. What do \
                    you like about Acme, apart from the sensors?
                    """),
                .other("The consultant knows them. It feels safe."),
                .owner("That's a fair reason. What would still worry you on the day after you'd signed with them?"),
                .other(
                    """
                    That the supermarkets change the slots again, and it takes Acme two weeks to change the set- \
                    up.
                    """),
                .owner(
                    """
                    With us your own planner changes the slots, in an afternoon. Don't take my word. Give your \
                    planner both systems, one slot change, and a stop watch.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...1, title: "Acme has that feature and you don't"),
                DemoMoment(lines: 2...7, title: "They do the same for less"),
                DemoMoment(lines: 8...11, title: "What would worry you about Acme?"),
            ],
            rules: [
                Rule(
                    when: "a rival has a feature you lack",
                    action: "concede it and put a number on what it protects",
                    because: "conceding costs nothing once the number is small"),
                Rule(
                    when: "they lean to the other one",
                    action: "ask what would still worry them after signing",
                    because: "their own worry is stronger than your criticism"),
            ],
            conditions: ["Acme comparison of September"]),
        DemoClip(
            slug: "more-than-i-expected",
            title: "That's a lot more than I expected",
            owner: .amara,
            stage: ID("st.show"), objection: ID("ob.price"), clipType: ID("ct.price_talk"),
            persona: ID("pe.owner"), industry: ID("in.services"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 120,
            lines: [
                .other("Hang on, forty two pounds a van? That's a lot more than I expected."),
                .owner("What did you expect?"),
                .other("I don't know. Fifteen. Twenty."),
                .owner("Where does the fifteen come from?"),
                .other("My tracking costs twelve. So, a bit more than that."),
                .owner(
                    """
                    That makes sense. The tracking tells you where a van was. If it's wrong for a day, nothing \
                    happens. This decides where forty vans go tomorrow. If that's wrong for a day, what does it \
                    cost you?
                    """),
                .other("A day? Easily three thousand."),
                .owner(
                    """
                    So we compared it with the wrong thing, you and I. Not with the box that costs twelve pounds. \
                    With Karen, who does the planning today, and with the thousand a month for overtime that you \
                    showed me. Against those two, is forty two a lot?
                    """),
                .other("Against those two, no."),
                .owner(
                    """
                    Then let's leave the price here, and come back to it when you have seen a week of your own \
                    vans in it. If it doesn't earn the forty two by then, fifteen would be too much as well.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...3, title: "That's a lot more than I expected"),
                DemoMoment(lines: 5...9, title: "Forty two pounds a van is too much"),
            ],
            rules: [
                Rule(
                    when: "the price is higher than expected",
                    action: "ask what they expected and where that number comes from",
                    because: "you cannot answer a comparison you have not heard"),
                Rule(
                    when: "they compare with the wrong thing",
                    action: "name the thing it really replaces",
                    because: "price is only big or small beside something"),
            ],
            conditions: ["price list 2026-Q3"]),
        DemoClip(
            slug: "looks-too-complicated",
            title: "It looks too complicated for my people",
            owner: .diego,
            stage: ID("st.show"), objection: ID("ob.fit"), clipType: ID("ct.demo"),
            persona: ID("pe.user"), industry: ID("in.construction"),
            kind: .audio, purpose: .story, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("It looks too complicated. My lads can lay bricks, they don't do screens."),
                .owner(
                    """
                    You're right to say it. I showed you the planner's screen, and that is for one person. May I \
                    show you what your lads see? Here, on my phone. Read it out to me.
                    """),
                .other(
                    """
                    Next, Mill Lane four, ten past nine, bring the long ladder. And a green button. Is that all?
                    """),
                .owner("That's all. There is one more page, it has one button, and the button says, I need help."),
                .other("My oldest is sixty three."),
                .owner(
                    """
                    Then I tell you about Bernard. Bernard is sixty one, he is a plasterer, and on the first day \
                    he put the phone in the glove box and said no. His foreman didn't argue. He only let the phone \
                    read the address out loud while Bernard was driving. After one week Bernard complained, \
                    because it had not told him about the ladder.
                    """),
                .owner(
                    """
                    So don't decide it here in the office. Give it to your oldest for three days, no training at \
                    all. If he puts it in the glove box and leaves it there, you have your answer, and so do I.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...3, title: "It looks too complicated"),
                DemoMoment(lines: 4...6, title: "My people don't do screens"),
            ],
            rules: [
                Rule(
                    when: "it looks too complicated",
                    action: "show what their people see, not what you see",
                    because: "the demo screen is rarely the screen that worries them"),
                Rule(
                    when: "they doubt their people",
                    action: "let the most doubtful person try it without training",
                    because: "one sceptic convinced is a whole yard convinced"),
            ]),
    ]
}
