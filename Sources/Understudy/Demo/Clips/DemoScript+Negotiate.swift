import Domain

extension DemoScript {
    static let negotiateClips: [DemoClip] = [
        DemoClip(
            slug: "twenty-percent-off",
            title: "Can you do twenty percent off?",
            owner: .lena,
            stage: ID("st.negotiate"), objection: ID("ob.price"), clipType: ID("ct.negotiation"),
            persona: ID("pe.procurement"), industry: ID("in.retail"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 60,
            lines: [
                .other("I'm from purchasing, so you know why I'm calling. Can you do twenty percent off?"),
                .owner(
                    """
                    I can tell you what moves the price. Twenty percent for nothing, no. What are you measured on, \
                    the price, or the total over the term?
                    """),
                .other("The discount against list. Honestly."),
                .owner(
                    """
                    Thank you, that helps. Then let's look for something that is worth a discount to us. Three \
                    things are. You pay the year in advance. You sign for two years and not for one. Or you let us \
                    take a hundred vans now, and not sixty now and forty in the autumn. Each has a number on it.
                    """),
                .other("Which is the biggest?"),
                .owner(
                    """
                    The hundred vans. That's eight percent. With the payment in advance it's eleven. I can't put a \
                    third one on top, my own people would ask me what I am doing.
                    """),
                .other("Eleven isn't twenty."),
                .owner(
                    """
                    No. And in a year you would wonder why it was possible to pay twenty percent too much for so \
                    long. Eleven you can explain, because you gave something for it. Shall I write down both, or \
                    only the hundred vans?
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...1, title: "Can you do twenty percent off?"),
                DemoMoment(lines: 2...5, title: "What moves the price?"),
                DemoMoment(lines: 6...7, title: "Eleven isn't twenty"),
            ],
            rules: [
                Rule(
                    when: "they ask for a discount",
                    action: "never give, only trade, and say what each trade is worth",
                    because: "a discount for nothing says that the first price was a lie"),
                Rule(
                    when: "purchasing calls",
                    action: "ask what they are measured on",
                    because: "then you can let them win at it"),
            ],
            conditions: ["price list 2026-Q3", "discount rules of July"]),
        DemoClip(
            slug: "whats-your-best-price",
            title: "What's your best price?",
            owner: .callum,
            stage: ID("st.negotiate"), objection: ID("ob.price"), clipType: ID("ct.price_talk"),
            persona: ID("pe.procurement"), industry: ID("in.construction"),
            kind: .video, purpose: .alternative, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 120,
            lines: [
                .other("Let's save us both some time. What's your best price?"),
                .owner("The one in the proposal. I know that's a dull answer."),
                .other("Nobody's first price is their best price."),
                .owner(
                    """
                    Mine is. I used to start high and come down. Then a customer found out that the firm next door \
                    had pushed harder and paid less, and I never got him back. Now everybody your size pays the \
                    same, and you can ring any of them and ask.
                    """),
                .other("My director wants to see that I've negotiated."),
                .owner(
                    """
                    That's a real problem, and I'd like to help you with it. So take something off, not the price. \
                    If you don't need the weekend support, that's six percent less, and you have negotiated. If \
                    you do need it, then he should know what he gets for the six percent.
                    """),
                .other("We don't work at weekends."),
                .owner("Then I should have asked that earlier, and it's gone. Six percent."),
                .owner(
                    """
                    I know that Lena trades terms against a discount. It works for her. I'd rather change what's \
                    in the box, and leave the price of the box alone.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...3, title: "What's your best price?"),
                DemoMoment(lines: 4...7, title: "My director wants to see that I've negotiated"),
            ],
            rules: [
                Rule(
                    when: "they ask for the best price",
                    action: "say it is the one they have, and why",
                    because: "a price that gives way once is pushed for ever"),
                Rule(
                    when: "they need to show a result",
                    action: "take something out of the offer",
                    because: "smaller for less is fair, same for less is not"),
            ],
            conditions: ["price list 2026-Q3"]),
        DemoClip(
            slug: "no-three-years",
            title: "We don't sign for three years",
            owner: .diego,
            stage: ID("st.negotiate"), objection: ID("ob.terms"), clipType: ID("ct.legal_or_security_call"),
            persona: ID("pe.legal"), industry: ID("in.media"),
            kind: .audio, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("Legal sent it back. We don't sign for three years. And the automatic renewal has to go."),
                .owner(
                    """
                    Both can be solved. May I first understand it? What are you trying to protect yourselves from?
                    """),
                .other(
                    """
                    In 2021 we signed something for three years. After one year the department was closed, and we \
                    paid for an empty room for two.
                    """),
                .owner("Ouch. So it's not the three years. It's paying for something you no longer have."),
                .other("Exactly that."),
                .owner(
                    """
                    Then let's write that in. You sign for three years, so you keep the price of three years. And \
                    there's a door. If the depot is closed, or you have fewer than half of the vans, you go with \
                    ninety days' notice, and pay nothing more. Would that have saved you in 2021?
                    """),
                .other("It would have. And the renewal?"),
                .owner(
                    """
                    It goes. Instead I must call you sixty days before the end, and if I forget, it ends. This is \
                    in your favour, but in mine too, because in this way I never forget a customer. Shall I send \
                    it to legal with the two changes marked, and only these two?
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...3, title: "We don't sign for three years"),
                DemoMoment(lines: 4...5, title: "We want to be able to cancel"),
                DemoMoment(lines: 6...7, title: "The automatic renewal has to go"),
            ],
            rules: [
                Rule(
                    when: "they refuse the term",
                    action: "ask what they want to protect themselves from",
                    because: "the fear is smaller than the clause"),
                Rule(
                    when: "you know the fear",
                    action: "build a door for exactly that case",
                    because: "a narrow door costs you little and gives them everything"),
            ]),
    ]
}
