import Domain

extension DemoScript {
    static let commitClips: [DemoClip] = [
        DemoClip(
            slug: "next-quarter",
            title: "Let's pick it up next quarter",
            owner: .amara,
            stage: ID("st.commit"), objection: ID("ob.timing"), clipType: ID("ct.closing_call"),
            persona: ID("pe.operations"), industry: ID("in.logistics"),
            kind: .video, purpose: .close, origin: .reenactment, visibility: .library,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("We've decided to wait. Let's pick it up next quarter."),
                .owner("All right. What happens between now and then?"),
                .other("Nothing. It's just very busy before Christmas."),
                .owner("How many vans do you hire in for Christmas?"),
                .other("Twelve. For seven weeks."),
                .owner("And how many of the twelve did we plan away, in your own trial?"),
                .other("Four. I know. I know where you're going."),
                .owner("Where am I going?"),
                .other("Four vans for seven weeks is about eighteen thousand."),
                .owner(
                    """
                    I didn't say it. You did. So waiting isn't free. But busy is busy, and I won't ask you to \
                    train drivers in December. Would it help if we did only the hired vans now? Twelve drivers, \
                    who are new anyway and must learn something. Your own people stay as they are until January. \
                    If it goes wrong, it goes wrong with twelve.
                    """),
                .other("Only the hired ones. I could defend that."),
                .owner("Who do you have to defend it to, and what will be the first question?"),
            ],
            moments: [
                DemoMoment(lines: 0...3, title: "Let's pick it up next quarter"),
                DemoMoment(lines: 4...9, title: "It's very busy before Christmas"),
                DemoMoment(lines: 10...11, title: "Can we start small?"),
            ],
            rules: [
                Rule(
                    when: "they want to wait",
                    action: "ask what happens until then, and let them count it",
                    because: "the cost of waiting is only real in their own mouth"),
                Rule(
                    when: "they are busy",
                    action: "shrink the start to the people who are new anyway",
                    because: "new people have no old habit to lose"),
            ]),
        DemoClip(
            slug: "nothing-has-changed",
            title: "Nothing has changed on our side",
            owner: .yusuf,
            stage: ID("st.commit"), objection: ID("ob.stall"), clipType: ID("ct.follow_up_call"),
            persona: ID("pe.owner"), industry: ID("in.energy"),
            kind: .audio, purpose: .alternative, origin: .reenactment, visibility: .team,
            otherVoice: "Buyer", verifyAfterDays: 180,
            lines: [
                .other("Hello. Yes, sorry that I didn't write. Nothing has changed on our side. We'll decide soon."),
                .owner(
                    """
                    I'm calling to close the file, not to push. Three weeks ago you said that you would decide in \
                    one. When that happens, in my experience it's a no which nobody wants to say. It's fine to say \
                    it.
                    """),
                .other("It isn't a no."),
                .owner("Then something is in the way which wasn't there three weeks ago. What is it?"),
                .other("My partner. He was on holiday, he came back, and he doesn't see it."),
                .owner("What does he see?"),
                .other("He sees thirty thousand, and he sees that last year was good without it."),
                .owner(
                    """
                    He's right, last year was good. I would not try to change his mind on the phone, and please \
                    don't carry my arguments to him. Give me half an hour with both of you. I'll bring one page, \
                    with your own four worst weeks, and at the end he says yes or no, and we all have our evenings \
                    back. If he says no, I'll say thank you. Is he in on Wednesday?
                    """),
            ],
            moments: [
                DemoMoment(lines: 0...3, title: "Nothing has changed on our side"),
                DemoMoment(lines: 4...7, title: "My partner doesn't see it"),
            ],
            rules: [
                Rule(
                    when: "they have gone quiet",
                    action: "offer to close the file",
                    because: "a no that may be said is often not the answer"),
                Rule(
                    when: "a new person is in the way",
                    action: "do not let your friend carry your arguments",
                    because: "a copied argument has no answer to the second question"),
            ]),
    ]
}
