import Domain

extension DemoScript {
    static let trialClips: [DemoClip] = [
        DemoClip(
            slug: "all-big-companies",
            title: "Those case studies are all big companies",
            owner: .mei,
            stage: ID("st.trial"), objection: ID("ob.proof"), clipType: ID("ct.follow_up_call"),
            persona: ID("pe.finance"), industry: ID("in.education"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other(
                    """
                    Those case studies are all big companies. Our situation is different. Show me the numbers for \
                    somebody like us.
                    """),
                .owner(
                    """
                    I won't argue, you're different, so other people's numbers shouldn't convince you. What result \
                    would convince your colleagues? Not you, them.
                    """),
                .other("If the school buses were back before five. That's all the director cares about."),
                .owner("Then that's our test, and nothing else. Today, how many are back before five?"),
                .other("Thirteen out of twenty."),
                .owner(
                    """
                    So let's write it down. For two weeks, ten buses run on our plan, and ten run on yours. Same \
                    drivers, same schools. You count, not I. If eighteen out of twenty come back before five, you \
                    show the director the list. If not, you send us home.
                    """),
                .other("And you don't cherry pick the buses?"),
                .owner("You draw them out of a hat. I'd even like the director to do the drawing."),
                .owner(
                    """
                    My tip for this one. Don't send more case studies. One number that is theirs, a hat, and an \
                    end date.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...2, title: "Those case studies are all big companies"),
                DemoMoment(lines: 3...7, title: "Show me the numbers"),
            ],
            rules: [
                Rule(
                    when: "they ask for proof",
                    action: "ask which result would convince their colleagues",
                    because: "proof is for the people who are not in the room"),
                Rule(
                    when: "you agree on a test",
                    action: "let them count and let chance choose",
                    because: "a test you control proves nothing"),
            ]),
        DemoClip(
            slug: "security-will-never-approve",
            title: "Our security team will never approve this",
            owner: .callum,
            stage: ID("st.trial"), objection: ID("ob.risk"), clipType: ID("ct.legal_or_security_call"),
            persona: ID("pe.technical"), industry: ID("in.finance"),
            kind: .audio, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 120,
            lines: [
                .other("Our security team will never approve this. We can't put customer data in the cloud."),
                .owner("They may well be right. What does their review need from us, and by when?"),
                .other("There's a form. A hundred and forty questions. They take eight weeks."),
                .owner(
                    """
                    Then let's start with what they don't have to review. Which customer data do you think we \
                    need?
                    """),
                .other("Names, addresses, account numbers?"),
                .owner(
                    """
                    Addresses and a time. No names, no accounts. The driver's phone shows a stop number, and your \
                    own system turns the number into a name, inside your building. So if somebody breaks in to us, \
                    they find a list of streets.
                    """),
                .other("That's different from what they think."),
                .owner(
                    """
                    Usually is. I'd do it like this. You get the form already filled in, with the eleven answers \
                    where we say no, marked in red. Then half an hour, your security person and ours, no sales \
                    people, me included. They talk about the eleven and not about the hundred and forty. Who on \
                    their side likes to say yes if the reasons are good?
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...1, title: "Our security team will never approve this"),
                DemoMoment(lines: 3...5, title: "We can't put customer data in the cloud"),
                DemoMoment(lines: 6...7, title: "The review takes eight weeks"),
            ],
            rules: [
                Rule(
                    when: "security will block it",
                    action: "ask what the review needs, then shrink what has to be reviewed",
                    because: "less data is a shorter review"),
                Rule(
                    when: "there is a long form",
                    action: "hand it over filled in, with your weak answers marked",
                    because: "hiding a no costs the whole form"),
            ],
            conditions: ["security answers of June"]),
        DemoClip(
            slug: "operations-wants-it-it-doesnt",
            title: "Operations wants it, IT doesn't",
            owner: .lena,
            stage: ID("st.trial"), objection: ID("ob.consensus"), clipType: ID("ct.joint_call"),
            persona: ID("pe.it"), industry: ID("in.public"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("We have a problem. Operations wants it, IT doesn't. We can't even get everyone in one room."),
                .owner("Then let's not try. Whose job gets harder if this goes ahead?"),
                .other("The IT service desk. They look after everything afterwards, and they weren't asked."),
                .owner("So they are not against it. They are against Monday mornings. What would they have to hear?"),
                .other("That they don't get forty drivers on the phone who forgot their password."),
                .owner(
                    """
                    Good. Here is what I can give you. The drivers have no passwords, the phone is the key. The \
                    first line of support is us, for the first year, it is in the contract, not on a slide. And \
                    the service desk decides the day of the start. If they say not before the holidays, then not \
                    before the holidays.
                    """),
                .owner(
                    """
                    Please do not forward this as a message from me. Go to their lead, alone, ten minutes, and \
                    ask, what would make your Monday worse? Then we change the plan until he shrugs. You do not \
                    need him to love it. A shrug is a yes from a service desk.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...3, title: "Operations wants it, IT doesn't"),
                DemoMoment(lines: 4...6, title: "We can't get everyone in one room"),
            ],
            rules: [
                Rule(
                    when: "they don't agree among themselves",
                    action: "ask whose job gets harder",
                    because: "resistance usually has an address"),
                Rule(
                    when: "one side resists",
                    action: "let them choose the date and change the plan until they shrug",
                    because: "control is worth more to them than arguments"),
            ]),
    ]
}
