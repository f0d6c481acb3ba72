import Domain

extension DemoScript {
    static let targetClips: [DemoClip] = [
        DemoClip(
            slug: "ten-firms-not-a-hundred",
            title: "How do you know who is worth calling?",
            owner: .amara,
            stage: ID("st.target"), objection: nil, clipType: ID("ct.workshop"),
            persona: ID("pe.champion"), industry: ID("in.logistics"),
            kind: .video, purpose: .coachingExample, origin: .rolePlay, visibility: .library,
            otherVoice: "Colleague", verifyAfterDays: 200,
            lines: [
                .other(
                    """
                    You make half the calls I make, Amara, and you book twice the meetings. How do you know who is \
                    worth calling?
                    """),
                .owner(
                    """
                    I spend Monday morning saying no. I start with a hundred firms and I throw ninety of them out. \
                    Three questions. Do they run more than fifteen vans? Has something changed in the last ninety \
                    days, a new depot, a new operations manager, a lost contract? And can I guess what that change \
                    costs them?
                    """),
                .other("And if you can't guess what it costs?"),
                .owner(
                    """
                    Then I don't call yet. I read their job adverts. A firm that hires three dispatchers in one \
                    month is telling you that planning hurts. A firm that wants drivers who are good at working \
                    overtime is telling you even more.
                    """),
                .owner(
                    """
                    So when I do call, I don't say who I am for ten minutes. I say, you have opened a depot in \
                    Leeds and you are hiring dispatchers for it, I guess the routes are being planned twice. That \
                    is one sentence, and it is about them.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...1, title: "How do you know who is worth calling?"),
                DemoMoment(lines: 2...3, title: "What do you do when you can't guess the cost?"),
            ],
            rules: [
                Rule(
                    when: "you build a call list",
                    action: "throw out every firm where nothing changed in ninety days",
                    because: "a change is the reason to listen"),
                Rule(
                    when: "you can't guess what the change costs them",
                    action: "read their job adverts before you call",
                    because: "adverts say out loud what hurts"),
            ]),
        DemoClip(
            slug: "trigger-before-the-call",
            title: "Why are you calling me, and why now?",
            owner: .diego,
            stage: ID("st.target"), objection: ID("ob.need"), clipType: ID("ct.cold_call"),
            persona: ID("pe.operations"), industry: ID("in.retail"),
            kind: .audio, purpose: .opener, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 150,
            lines: [
                .other("We don't have that problem. Why are you calling me, of all people?"),
                .owner(
                    """
                    Because of your own website, honestly. Since October you promise delivery in a two hour \
                    window. Before that it was the whole day. In my experience, when the promise gets tighter, one \
                    of two things happens. Either the drivers come home later, or the phone rings more. Which one \
                    is it with you?
                    """),
                .other("Well. The phone. The phone rings more."),
                .owner(
                    """
                    I thought so. There is a furniture shop on the coast, eleven vans, they made the same promise \
                    last spring. The owner told me that his daughter answered the phone the whole of May, where is \
                    my sofa, where is my sofa. They did not need software, they needed to know at seven in the \
                    morning which three deliveries would be late, and to call those people first.
                    """),
                .owner(
                    """
                    I don't know if that is you. If you give me fifteen minutes on Thursday, I show you how he \
                    found his three, and if you have no such three, we drink our coffee and I leave you in peace.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...2, title: "Why are you calling me?"),
                DemoMoment(lines: 3...4, title: "We don't have that problem"),
            ],
            rules: [
                Rule(
                    when: "they ask why you call them",
                    action: "name one thing they changed in public and ask which of two troubles it made",
                    because: "two choices are easier to answer than an open question")
            ]),
    ]
}
