import Domain

extension DemoScript {
    static let proposeClips: [DemoClip] = [
        DemoClip(
            slug: "too-expensive-compared-with-what",
            title: "You're too expensive",
            owner: .diego,
            stage: ID("st.propose"), objection: ID("ob.price"), clipType: ID("ct.proposal_walk_through"),
            persona: ID("pe.cfo"), industry: ID("in.logistics"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 120,
            lines: [
                .other(
                    """
                    I've read the proposal. You're too expensive. Acme is a third cheaper, it's as simple as that.
                    """),
                .owner(
                    """
                    Thank you for saying it straight. Compared with what, only with Acme, or with leaving things \
                    as they are?
                    """),
                .other("With Acme. I have their offer in front of me."),
                .owner("Good, then let us put the two sheets side by side. What is written under set-up at theirs?"),
                .other("By the day. Estimated, twelve days."),
                .owner("And under changes?"),
                .other("By the hour."),
                .owner(
                    """
                    So the third is real on the first page. My experience, and please check it with two of their \
                    customers, is that twelve days become thirty. I had a client, a cold store in the south, very \
                    careful people, they kept a list. After a year they were four thousand over our price. They \
                    weren't angry about the money. They were angry because every change became a discussion.
                    """),
                .owner(
                    """
                    So my question is not if we are cheaper. We are not, on page one. The question is, do you want \
                    to pay once or each time? If nothing will change in your firm for three years, take Acme. If \
                    you think you'll change something every month, then take the number which does not move.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...1, title: "You're too expensive"),
                DemoMoment(lines: 2...8, title: "Acme is a third cheaper"),
            ],
            rules: [
                Rule(
                    when: "they say too expensive",
                    action: "ask compared with what, and wait",
                    because: "there are three different objections behind the same words"),
                Rule(
                    when: "a rival is cheaper on the first page",
                    action: "lay both sheets side by side, line by line",
                    because: "the difference hides in what is billed later"),
            ],
            conditions: ["price list 2026-Q3"]),
        DemoClip(
            slug: "i-need-to-think-about-it",
            title: "I need to think about it",
            owner: .amara,
            stage: ID("st.propose"), objection: ID("ob.stall"), clipType: ID("ct.proposal_walk_through"),
            persona: ID("pe.owner"), industry: ID("in.services"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("It looks good. Leave it with me. I need to think about it."),
                .owner(
                    """
                    Of course. It's a big thing to put your name on. What would you like to think through, the \
                    money, the people, or whether it works?
                    """),
                .other("A bit of everything."),
                .owner("If you had to choose one?"),
                .other("The people. I have a dispatcher who has been with me for nineteen years."),
                .owner("What do you think she'll say?"),
                .other("She'll say that she's being replaced. And then the whole office will say it."),
                .owner("Is she being replaced?"),
                .other("No! I need her. Nobody knows the customers like she does."),
                .owner(
                    """
                    Then thinking about it alone won't help you, because it isn't your thought that is missing, \
                    it's hers. What if you don't decide this week? Ask her to break it. Give her two days with the \
                    plan, and ask for the ten things it gets wrong. I promise you she'll find ten. We fix them \
                    with her, and then she's the one who knows it best. Shall we call her in together, or would \
                    you rather speak to her first?
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...3, title: "I need to think about it"),
                DemoMoment(lines: 4...9, title: "Leave it with me"),
            ],
            rules: [
                Rule(
                    when: "they need to think about it",
                    action: "offer three things it could be and let them choose one",
                    because: "a fog has a middle, and they know where"),
                Rule(
                    when: "it is about a person",
                    action: "bring that person in to find the faults",
                    because: "people defend what they have corrected"),
            ]),
        DemoClip(
            slug: "finance-wont-approve",
            title: "Finance won't approve anything new",
            owner: .ingrid,
            stage: ID("st.propose"), objection: ID("ob.budget"), clipType: ID("ct.executive_meeting"),
            persona: ID("pe.finance"), industry: ID("in.healthcare"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("I'd sign tomorrow, but finance won't approve anything new. We're cutting costs, not adding."),
                .owner("I believe you. Have you ever seen finance say yes in a year like this one?"),
                .other(
                    """
                    Once. The heating. It paid for itself in seven months, and there was a letter from the \
                    supplier that said so.
                    """),
                .owner(
                    """
                    So they say yes to seven months and a letter. Let's write what they like to read. What does \
                    your finance lead worry about most, the amount, or the risk that it doesn't come true?
                    """),
                .other("That it doesn't come true. She's been promised savings before."),
                .owner(
                    """
                    Then we start with the promise, not the product. One page. What you spend today, from her own \
                    figures, not mine. What it'll be after six months. And what we give back when it isn't. We did \
                    this for a clinic last year, and we did pay back once, two thousand euros. They renewed.
                    """),
                .owner(
                    """
                    I'd like you to send her the draft and ask her to correct the first figure. When she has \
                    corrected it, it is hers. People don't reject their own numbers.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...2, title: "Finance won't approve anything new"),
                DemoMoment(lines: 3...6, title: "We're cutting costs, not adding"),
            ],
            rules: [
                Rule(
                    when: "finance says no to everything new",
                    action: "ask when they last said yes and copy its shape",
                    because: "every no has one precedent of a yes"),
                Rule(
                    when: "you write the case",
                    action: "let finance correct the first figure",
                    because: "nobody rejects their own numbers"),
            ]),
        DemoClip(
            slug: "no-people-to-implement",
            title: "We don't have the people to implement it",
            owner: .yusuf,
            stage: ID("st.propose"), objection: ID("ob.effort"), clipType: ID("ct.proposal_walk_through"),
            persona: ID("pe.it"), industry: ID("in.manufacturing"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("We don't have the people to implement it. Migrating our data alone would be hell."),
                .owner("Which part worries you most, the data, the people, or the time?"),
                .other("The data. Twenty years of addresses. Half of them are wrong."),
                .owner(
                    """
                    Good, then leave the wrong half behind. I mean it. You visited how many addresses last year?
                    """),
                .other("Six thousand, of thirty."),
                .owner(
                    """
                    So we take six thousand. We take them from last year's delivery notes, and not from the old \
                    system, because a van was really there. That is one export, your person needs an afternoon. \
                    The other twenty four thousand come across on the day somebody orders again.
                    """),
                .other("And afterwards? Who looks after it?"),
                .owner(
                    """
                    One planner, two hours a week, after the third week. In the first three weeks it is two days a \
                    week, I will not make it smaller for you. If you don't have these two days, tell me now, and \
                    we start in the spring, when you do. I would rather lose the quarter than the customer.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...3, title: "We don't have the people to implement it"),
                DemoMoment(lines: 4...5, title: "Migrating our data would be hell"),
                DemoMoment(lines: 6...7, title: "Who looks after it afterwards?"),
            ],
            rules: [
                Rule(
                    when: "the effort frightens them",
                    action: "ask which part, data, people or time",
                    because: "a named worry can be halved, a cloud cannot"),
                Rule(
                    when: "you say what it takes",
                    action: "say the worst weeks out loud and offer a later start",
                    because: "a small number that grows is the end of trust"),
            ]),
    ]
}
