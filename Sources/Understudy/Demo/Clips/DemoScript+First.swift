import Domain

extension DemoScript {
    static let firstClips: [DemoClip] = [
        DemoClip(
            slug: "just-send-information",
            title: "Just send me some information",
            owner: .amara,
            stage: ID("st.first"), objection: ID("ob.brushoff"), clipType: ID("ct.cold_call"),
            persona: ID("pe.operations"), industry: ID("in.logistics"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("Look, I'm busy. Just send me some information and I'll have a look at it."),
                .owner(
                    """
                    Happy to. May I ask one thing, so that I send one page and not twenty? When a driver calls in \
                    sick at six in the morning, who redraws the routes?
                    """),
                .other("That would be Karen. She does it in her head, mostly."),
                .owner("And on the days when Karen is away?"),
                .other("Then it's a bad day. Then it's me."),
                .owner(
                    """
                    Then here is what I will send. One page, about what a firm your size did with the days when \
                    Karen was away. Read it in three minutes. And I'll call you on Thursday at ten past eight, \
                    before your vans are out, and ask you one question, is that page about you or not? If it \
                    isn't, I cross you off my list, and you never hear from me again. Is ten past eight all right?
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...2, title: "Just send me some information"),
                DemoMoment(lines: 3...5, title: "I'm busy, what is on that page?"),
            ],
            rules: [
                Rule(
                    when: "they ask for information",
                    action: "say yes and ask one question that decides what you send",
                    because: "people who answer a question have started the conversation"),
                Rule(
                    when: "you promise to send something",
                    action: "set the time at which you ask about it",
                    because: "an e-mail without a date is a goodbye"),
            ]),
        DemoClip(
            slug: "in-a-meeting",
            title: "I'm in a meeting, what is it?",
            owner: .mei,
            stage: ID("st.first"), objection: ID("ob.brushoff"), clipType: ID("ct.cold_call"),
            persona: ID("pe.owner"), industry: ID("in.services"),
            kind: .audio, purpose: .alternative, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("Yes, hello, I'm in a meeting. Is this a sales call?"),
                .owner(
                    """
                    It is, and I've caught you at a bad moment. You picked up, so I'll use one breath. We plan the \
                    day for repair firms, and the ones with more than twenty engineers tell us the second visit is \
                    what kills them. Shall I call at five, or is the second visit not your problem?
                    """),
                .other("What do you mean, the second visit?"),
                .owner(
                    """
                    The engineer arrives, the part is not in the van, so he drives back tomorrow. Most firms count \
                    the part. They don't count the drive.
                    """),
                .other("Call me at five. Not before."),
                .owner(
                    """
                    Five o'clock it is. I'll bring one number, what a second visit costs a firm like yours, and \
                    you tell me whether I'm wrong. Enjoy the meeting.
                    """),
                .owner(
                    """
                    A note for whoever listens to this. Some of us offer to explain in twenty seven seconds. I \
                    don't. I say plainly it is a sales call, I give one sentence, and I offer to leave. In my \
                    calls, honest and short gets me the five o'clock.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...1, title: "I'm in a meeting, is this a sales call?"),
                DemoMoment(lines: 2...5, title: "What do you mean, the second visit?"),
            ],
            rules: [
                Rule(
                    when: "you reach someone in a meeting",
                    action: "admit it is a sales call and give one sentence with one cost",
                    because: "honesty is rare enough to be interesting")
            ]),
        DemoClip(
            slug: "what-is-it-regarding",
            title: "What is it regarding?",
            owner: .callum,
            stage: ID("st.first"), objection: ID("ob.gatekeeper"), clipType: ID("ct.gatekeeper"),
            persona: ID("pe.gatekeeper"), industry: ID("in.construction"),
            kind: .audio, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Assistant", verifyAfterDays: 180,
            lines: [
                .other("Mrs Hartley's office. She doesn't take calls. What is it regarding?"),
                .owner(
                    """
                    My name is Callum Reid. I sell planning software, so I'm exactly the sort of person you keep \
                    away from her. I'd like your help rather than to get round you. May I ask you something you \
                    probably know better than she does?
                    """),
                .other("Go on, then."),
                .owner(
                    """
                    When two building sites want the same crane crew on one morning, whose desk does that land on?
                    """),
                .other("Mine, as it happens. I ring round until somebody gives way."),
                .owner("How often?"),
                .other("Twice a week. Three times in the autumn."),
                .owner(
                    """
                    Then I'd rather talk to you first. Ten minutes, and at the end of it you decide. If it would \
                    take those phone calls off your desk, you tell Mrs Hartley. If it wouldn't, you've lost ten \
                    minutes and gained a name to block. When do the phones go quiet?
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...1, title: "She doesn't take calls"),
                DemoMoment(lines: 2...7, title: "What is it regarding?"),
            ],
            rules: [
                Rule(
                    when: "a gatekeeper asks what it is regarding",
                    action: "say what you sell and ask for their help",
                    because: "being fooled is what they are there to prevent")
            ]),
        DemoClip(
            slug: "never-heard-of-you",
            title: "I've never heard of your company",
            owner: .lena,
            stage: ID("st.first"), objection: ID("ob.trust"), clipType: ID("ct.cold_call"),
            persona: ID("pe.owner"), industry: ID("in.manufacturing"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("Sorry, who are you again? I've never heard of your company."),
                .owner(
                    """
                    That's fair. We are forty people, and you would only have heard of us if you ran vans in the \
                    north. What would you need to see before a small company feels safe to you?
                    """),
                .other("I don't know. Customers. Somebody like us. And what happens if you're gone in two years?"),
                .owner(
                    """
                    Good, two questions, two answers. Somebody like you: I'll give you the number of a pump maker \
                    with thirty one service engineers. I won't be on that call. Ask him what went wrong in the \
                    first month, because something did, and I want you to hear it from him.
                    """),
                .owner(
                    """
                    And if we are gone in two years? Every plan you make is written to your own server each night, \
                    as an ordinary spreadsheet. If we vanish on a Tuesday, on Wednesday you have all of it. Put \
                    that in the contract, we do it for everybody.
                    """),
                .other("What did go wrong in the first month?"),
                .owner(
                    """
                    We loaded his holidays wrong, and eleven people were planned to work on Easter Monday. He will \
                    tell it better than I do. Shall I send you his number?
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...2, title: "I've never heard of your company"),
                DemoMoment(lines: 3...4, title: "What happens if you're gone in two years?"),
            ],
            rules: [
                Rule(
                    when: "they have never heard of you",
                    action: "ask what would make it feel safe and answer exactly that",
                    because: "proof nobody asked for convinces nobody"),
                Rule(
                    when: "you give a reference",
                    action: "say what went wrong there before they find out",
                    because: "a reference without a scar sounds arranged"),
            ],
            conditions: ["reference: pump maker agrees to calls"]),
        DemoClip(
            slug: "happy-with-supplier",
            title: "We're happy with our current supplier",
            owner: .diego,
            stage: ID("st.first"), objection: ID("ob.statusquo"), clipType: ID("ct.cold_call"),
            persona: ID("pe.operations"), industry: ID("in.hospitality"),
            kind: .video, purpose: .exemplar, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("We're happy with our current supplier. We've used them for ten years."),
                .owner("Ten years! Then they must be doing a lot of things right. What do you like most about them?"),
                .other("They pick up the phone. I call, and I get Brian."),
                .owner(
                    """
                    I would keep Brian too. Let me ask it the other way round. If you could change one thing, only \
                    one, what would it be?
                    """),
                .other("The reports. I get them at the end of the month, and by then it's too late to do anything."),
                .owner(
                    """
                    I hear that a lot. There is a hotel laundry, they drive for sixty hotels, and they had their \
                    Brian as well. They did not leave him. They put us beside him for one thing, to see at noon \
                    which hotels will run short of towels at six. They still buy from Brian, and Brian still picks \
                    up the phone.
                    """),
                .owner(
                    """
                    So I'm not asking you to change anything. I'm asking, is seeing it at noon and not at the end \
                    of the month worth half an hour? Bring your last report. We look at one bad day together.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...2, title: "We're happy with our current supplier"),
                DemoMoment(lines: 3...6, title: "We've used them for ten years"),
            ],
            rules: [
                Rule(
                    when: "they are happy with what they have",
                    action: "ask what they like most, then what one thing they would change",
                    because: "nobody defends a supplier whom you praise"),
                Rule(
                    when: "there is one gap",
                    action: "offer to stand beside the supplier for that one thing",
                    because: "adding is easier to say yes to than leaving"),
            ]),
        DemoClip(
            slug: "call-back-in-six-months",
            title: "Call me back in six months",
            owner: .tomasz,
            stage: ID("st.first"), objection: ID("ob.timing"), clipType: ID("ct.cold_call"),
            persona: ID("pe.owner"), industry: ID("in.services"),
            kind: .video, purpose: .alternative, origin: .practice, visibility: .team,
            otherVoice: "Buyer", verifyAfterDays: 90,
            lines: [
                .other("It's not a good time. Call me back in six months."),
                .owner("I can do that. So that I call at the right moment, what will be different in six months?"),
                .other("We'll be through the move. We're moving both depots into one."),
                .owner(
                    """
                    Ah. So until the summer everything is planned for two depots, and from then on for one. Who \
                    draws the new routes?
                    """),
                .other("We haven't thought about that yet, to be honest."),
                .owner(
                    """
                    Then six months may be two months too late. If the routes are drawn after the move, your first \
                    weeks in the new place run on the old plan. May I suggest something smaller? Twenty minutes in \
                    March, only about the new map. No contract, no trial. You bring the address of the new depot \
                    and last week's stops, and you see how many miles the same work takes from there. If it's no \
                    different, I'll call you in six months, as you said.
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...2, title: "Call me back in six months"),
                DemoMoment(lines: 3...5, title: "It's not a good time, we are moving"),
            ],
            rules: [
                Rule(
                    when: "they say call back later",
                    action: "ask what will be different then",
                    because: "the reason for waiting is often the reason to start")
            ]),
    ]
}
