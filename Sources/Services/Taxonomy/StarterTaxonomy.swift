import Domain

/// The lists a new installation starts with. Every entry can be edited, merged and retired afterwards; ids stay.
enum StarterTaxonomy {
    static let terms: [Term] =
        stages + objections + questions
        + plain(.persona, prefix: "pe", personas) + plain(.industry, prefix: "in", industries)
        + plain(.clipType, prefix: "ct", clipTypes)

    /// Sentences buyers really say, by objection, in their order.
    static let phrasings: [(objection: String, texts: [String])] = objectionPhrasings + questionPhrasings

    private static func stage(
        _ id: String, _ label: String, _ outcome: String, _ question: String, _ crmNames: [String], _ aliases: [String],
        _ position: Int
    ) -> Term {
        Term(
            id: ID(id), kind: .stage, label: label, aliases: aliases, position: position,
            stage: StageDetails(outcome: outcome, buyersQuestion: question, crmNames: crmNames))
    }

    private static func objection(
        _ id: String, _ label: String, _ nature: String, _ stages: [String], _ oftenMeans: String,
        _ firstQuestion: String,
        _ position: Int
    ) -> Term {
        Term(
            id: ID(id), kind: .objection, label: label, position: position,
            objection: ObjectionDetails(
                nature: nature, oftenMeans: oftenMeans, firstQuestion: firstQuestion, usualStages: stages.map { ID($0) }
            ))
    }

    private static func plain(_ kind: TermKind, prefix: String, _ entries: [(String, String)]) -> [Term] {
        entries.enumerated().map { position, entry in
            Term(id: ID("\(prefix).\(entry.0)"), kind: kind, label: entry.1, position: position)
        }
    }

    private static let stages: [Term] = [
        stage("st.target", "Targeting and research", "create", "", ["salesforce: Prospecting"], [], 0),
        stage(
            "st.first", "First contact / prospecting conversation", "create", "Why should I give you ten minutes?",
            ["salesforce: Prospecting", "hubspot: Appointment scheduled"], ["Cold call", "Prospecting"], 1),
        stage(
            "st.qualify", "Qualification", "create", "Is this for a company like mine?",
            ["salesforce: Qualification", "hubspot: Qualified to buy"], [], 2),
        stage(
            "st.discover", "Discovery / diagnosis", "capture", "Do they understand my problem better than I do?",
            ["salesforce: Needs analysis", "hubspot: Qualified to buy"], ["Discovery"], 3),
        stage(
            "st.show", "Demonstration / presentation", "capture", "Would this work here, for my people?",
            ["salesforce: Value proposition", "hubspot: Presentation scheduled"], ["Demo", "Presentation"], 4),
        stage(
            "st.trial", "Trial / proof / evaluation", "capture", "Can they prove it, and who else must agree?",
            [
                "salesforce: Id. decision makers", "salesforce: Perception analysis",
                "hubspot: Decision maker bought-in",
            ], ["Evaluation", "Proof of concept"], 5),
        stage(
            "st.propose", "Proposal / business case", "capture", "Is it worth it, and can I defend it?",
            ["salesforce: Proposal/Price quote", "hubspot: Contract sent"], ["Proposal"], 6),
        stage(
            "st.negotiate", "Negotiation / procurement / legal", "capture", "What do we give, what do we get?",
            ["salesforce: Negotiation/Review", "hubspot: Contract sent"], ["Negotiation", "Procurement", "Legal"], 7),
        stage(
            "st.commit", "Commitment / close", "capture", "What happens if we wait?",
            ["salesforce: Negotiation/Review", "salesforce: Closed", "hubspot: Contract sent", "hubspot: Closed"],
            ["Closing", "Close"], 8),
        stage(
            "st.handoff", "Handover / onboarding", "keep & grow", "Will they still answer my calls?",
            ["salesforce: Closed Won", "hubspot: Closed won"], ["Onboarding"], 9),
        stage(
            "st.grow", "Expansion, renewal, win-back, referral", "keep & grow", "Why more / why again?", [],
            ["Renewal", "Expansion"], 10),
    ]

    private static let objections: [Term] = [
        objection(
            "ob.price", "Too expensive", "concern/tactic", ["st.show", "st.propose", "st.negotiate"],
            "value not visible, compared with the wrong thing, or a real ceiling.", "Compared with what?", 0),
        objection(
            "ob.budget", "No money now", "condition/concern", ["st.qualify", "st.propose"], "",
            "If the money were there, would you go ahead? Where does money for this normally come from?", 1),
        objection(
            "ob.timing", "Not now", "brush-off/concern", [], "", "What has to happen first? What does waiting cost?", 2),
        objection(
            "ob.authority", "Not my decision", "condition/concern",
            ["st.qualify", "st.discover", "st.show", "st.trial", "st.propose"], "",
            "How have you bought something like this before? Who would be upset if we left them out?", 3),
        objection(
            "ob.need", "No problem here", "concern", ["st.first", "st.discover"], "",
            "How do you handle X today? What would make it worth changing?", 4),
        objection(
            "ob.statusquo", "Happy with what we have", "concern", ["st.first", "st.discover", "st.commit"], "",
            "What would you change about it if you could?", 5),
        objection(
            "ob.competitor", "Leaning to someone else", "concern/tactic",
            ["st.show", "st.trial", "st.propose", "st.negotiate"], "",
            "What do you like about them? What would still worry you if you chose them?", 6),
        objection(
            "ob.diy", "We'll do it ourselves", "concern", ["st.discover", "st.propose"], "",
            "Who would build it, and what would they stop doing?", 7),
        objection(
            "ob.trust", "Never heard of you", "concern",
            ["st.first", "st.qualify", "st.discover", "st.show", "st.trial"], "",
            "What would you need to see to feel safe?", 8),
        objection(
            "ob.proof", "Prove it", "concern", ["st.show", "st.trial", "st.propose"], "",
            "What result would convince your colleagues?", 9),
        objection(
            "ob.fit", "Missing something", "condition/concern", ["st.show", "st.trial"], "",
            "What would you do with it if it were there?", 10),
        objection(
            "ob.effort", "Too much work to change", "concern", ["st.trial", "st.propose", "st.commit"], "",
            "Which part worries you most: data, people or time?", 11),
        objection(
            "ob.risk", "Security, legal, compliance", "condition/concern", ["st.trial", "st.negotiate"], "",
            "What does your review need from us, and by when?", 12),
        objection(
            "ob.terms", "Contract and commitment", "tactic/concern", ["st.negotiate"], "",
            "What are you trying to protect yourself from?", 13),
        objection(
            "ob.brushoff", "Just get off the phone", "brush-off", ["st.first"], "",
            "Ask for 27 seconds or a better time, with one relevant observation.", 14),
        objection(
            "ob.stall", "Let me think", "concern", ["st.propose", "st.commit"], "",
            "What exactly would you like to think through - the money, the people or whether it works?", 15),
        objection(
            "ob.past", "Burned before", "concern", ["st.discover", "st.trial"], "",
            "What happened, and what would have to be different?", 16),
        objection(
            "ob.gatekeeper", "Can't get through", "condition", ["st.first"], "",
            "Ask for the gatekeeper's help; do not fool them.", 17),
        objection(
            "ob.consensus", "They don't agree among themselves", "concern",
            ["st.trial", "st.propose", "st.negotiate", "st.commit"], "", "Whose job gets harder if this goes ahead?", 18
        ),
        objection(
            "ob.differ", "What makes you different?", "question", [],
            "A drill of its own: most people have no answer ready.", "", 19),
    ]

    private static let questions: [Term] = [
        objection("q.roadmap", "Question: roadmap", "question", [], "", "What would you need it for?", 20),
        objection("q.references", "Question: references", "question", [], "", "What would you need it for?", 21),
        objection("q.integration", "Question: integration", "question", [], "", "What would you need it for?", 22),
        objection("q.pricing", "Question: pricing model", "question", [], "", "What would you need it for?", 23),
        objection("q.support", "Question: support hours", "question", [], "", "What would you need it for?", 24),
    ]

    private static let objectionPhrasings: [(objection: String, texts: [String])] = [
        (
            "ob.price",
            [
                "You're too expensive.",
                "That's a lot more than I expected.",
                "Your price is way above the others.",
                "I can get this cheaper elsewhere.",
                "You'll have to sharpen your pencil.",
                "What's your best price?",
                "We never pay list.",
                "For that money I could hire someone.",
                "It's hard to justify that number.",
                "Can you do 20% off?",
            ]
        ),
        (
            "ob.budget",
            [
                "There's no budget for this.",
                "Budgets are frozen until next year.",
                "We've already spent this year's money.",
                "It isn't in the plan.",
                "Finance won't approve anything new.",
                "We're cutting costs, not adding.",
                "Maybe when we raise our next round.",
            ]
        ),
        (
            "ob.timing",
            [
                "It's not a good time.",
                "Call me back in six months.",
                "We're in the middle of a reorganisation.",
                "Let's pick it up next quarter.",
                "We're too busy right now.",
                "After the holidays.",
                "We have bigger priorities.",
                "We're just looking at the moment.",
            ]
        ),
        (
            "ob.authority",
            [
                "I'm not the one who decides.",
                "I need to run it past my boss.",
                "It has to go to the board.",
                "Procurement handles that.",
                "IT has the final say.",
                "Head office chooses our suppliers.",
                "I just collect information.",
                "My partner would have to agree.",
            ]
        ),
        (
            "ob.need",
            [
                "We don't need it.",
                "We don't have that problem.",
                "It works fine as it is.",
                "That's not an issue for us.",
                "I don't see what we'd use it for.",
                "We're too small for this.",
                "Nobody is complaining.",
            ]
        ),
        (
            "ob.statusquo",
            [
                "We're happy with our current supplier.",
                "We've used them for ten years.",
                "If it ain't broke...",
                "We just renewed.",
                "We already have something like that.",
                "Changing would be more trouble than it's worth.",
                "My team likes what they have.",
            ]
        ),
        (
            "ob.competitor",
            [
                "We're already talking to your competitor.",
                "They do the same for less.",
                "They have feature X and you don't.",
                "Everyone in our industry uses them.",
                "Why should I choose you over them?",
                "They offered us three months free.",
                "Our consultant recommends the other one.",
                "What makes you different?",
            ]
        ),
        (
            "ob.diy",
            [
                "We can build that in-house.",
                "We do it in Excel.",
                "Our IT is working on something.",
                "We'd rather keep it internal.",
                "An intern could do this.",
                "There are free tools for that.",
            ]
        ),
        (
            "ob.trust",
            [
                "Who are you again?",
                "I've never heard of your company.",
                "How long have you been around?",
                "You're too small for us.",
                "What if you're gone in two years?",
                "Do you have customers like us?",
                "You all promise the same.",
                "Where did you get my number?",
            ]
        ),
        (
            "ob.proof",
            [
                "Show me the numbers.",
                "What's the ROI?",
                "Do you have a reference in our sector?",
                "Those case studies are all big companies.",
                "Sounds too good to be true.",
                "Our situation is different.",
                "Can you guarantee that?",
            ]
        ),
        (
            "ob.fit",
            [
                "It doesn't do X.",
                "We need it to work with SAP.",
                "It looks too complicated.",
                "It's overkill for us.",
                "Is it available in our language?",
                "Your roadmap isn't a product.",
                "That was a deal-breaker last time.",
            ]
        ),
        (
            "ob.effort",
            [
                "We don't have the people to implement it.",
                "How long will it take?",
                "The last roll-out was a nightmare.",
                "My team won't use it.",
                "We'd have to retrain everyone.",
                "Migrating our data would be hell.",
                "Who looks after it afterwards?",
            ]
        ),
        (
            "ob.risk",
            [
                "Our security team will never approve this.",
                "Where is the data hosted?",
                "Are you ISO certified?",
                "Legal has problems with your terms.",
                "We can't put customer data in the cloud.",
                "What about GDPR?",
                "You'd need to pass our vendor assessment.",
            ]
        ),
        (
            "ob.terms",
            [
                "We don't sign for three years.",
                "We want to be able to cancel.",
                "We need 90 days to pay.",
                "The auto-renewal has to go.",
                "Can we start small?",
                "Throw in training and we have a deal.",
                "We need your liability raised.",
            ]
        ),
        (
            "ob.brushoff",
            [
                "Just send me some information.",
                "I'm in a meeting.",
                "Not interested.",
                "I'm about to hang up.",
                "Is this a sales call?",
                "We don't take cold calls.",
                "Send an e-mail.",
                "I've got no time.",
                "Take me off your list.",
            ]
        ),
        (
            "ob.stall",
            [
                "I need to think about it.",
                "We'll discuss it internally.",
                "Let me get back to you.",
                "It looks good, leave it with me.",
                "We'll decide soon.",
                "Can you call next week?",
                "Nothing has changed on our side.",
            ]
        ),
        (
            "ob.past",
            [
                "We tried something like this and it failed.",
                "Your company let us down in 2019.",
                "Our last vendor disappeared after signing.",
                "The previous salesperson promised that too.",
                "I got into trouble for the last one.",
            ]
        ),
        (
            "ob.gatekeeper",
            [
                "What is it regarding?",
                "She doesn't take calls.",
                "Does he know you?",
                "Send it to info@.",
                "They're not available.",
                "We have a no-names policy.",
            ]
        ),
        (
            "ob.consensus",
            [
                "Sales wants it, IT doesn't.",
                "We can't get everyone in one room.",
                "Operations is against it.",
                "The new boss wants to review everything.",
                "Not everybody is convinced.",
            ]
        ),
        (
            "ob.differ",
            [
                "Why you?",
                "Isn't that what everyone says?",
                "You all look the same to me.",
                "Explain it to me in one sentence.",
                "What do you do that they don't?",
                "Why would we pay more for you?",
            ]
        ),
    ]

    private static let questionPhrasings: [(objection: String, texts: [String])] = [
        (
            "q.roadmap",
            [
                "What's on your roadmap?",
                "When will that be available?",
                "Is this feature planned?",
            ]
        ),
        (
            "q.references",
            [
                "Can I talk to a customer?",
                "Who else uses this?",
                "Do you have references?",
            ]
        ),
        (
            "q.integration",
            [
                "Does it integrate with our CRM?",
                "Do you have an API?",
                "How does it connect to our systems?",
            ]
        ),
        (
            "q.pricing",
            [
                "How does your pricing work?",
                "Is it per seat?",
                "What is included in the price?",
            ]
        ),
        (
            "q.support",
            [
                "What are your support hours?",
                "Who do we call when it breaks?",
                "Do we get a dedicated contact?",
            ]
        ),
    ]

    private static let personas: [(String, String)] = [
        ("owner", "Economic buyer (CEO, owner)"),
        ("cfo", "CFO"),
        ("sales", "Head of sales"),
        ("marketing", "Head of marketing"),
        ("operations", "Head of operations"),
        ("hr", "Head of HR"),
        ("it", "Head of IT"),
        ("finance", "Head of finance"),
        ("technical", "Technical evaluator (architect, security)"),
        ("procurement", "Procurement"),
        ("legal", "Legal and privacy"),
        ("user", "End user"),
        ("champion", "Champion"),
        ("coach", "Coach inside the account"),
        ("gatekeeper", "Gatekeeper or assistant"),
        ("consultant", "External consultant"),
        ("partner", "Channel partner"),
    ]

    private static let industries: [(String, String)] = [
        ("software", "Software & IT"),
        ("manufacturing", "Manufacturing"),
        ("construction", "Construction & property"),
        ("retail", "Retail & e-commerce"),
        ("logistics", "Logistics"),
        ("healthcare", "Healthcare & life sciences"),
        ("finance", "Banking & insurance"),
        ("services", "Professional services"),
        ("education", "Education"),
        ("public", "Public sector"),
        ("energy", "Energy & utilities"),
        ("hospitality", "Hospitality"),
        ("media", "Media"),
        ("agriculture", "Agriculture"),
        ("nonprofit", "Non-profit"),
    ]

    private static let clipTypes: [(String, String)] = [
        ("cold_call", "Cold call"),
        ("voicemail", "Voicemail"),
        ("gatekeeper", "Gatekeeper"),
        ("follow_up_call", "Follow-up call"),
        ("inbound_lead", "Inbound lead"),
        ("discovery", "Discovery"),
        ("demo", "Demo"),
        ("joint_call", "Joint call"),
        ("executive_meeting", "Executive meeting"),
        ("workshop", "Workshop"),
        ("proposal_walk_through", "Proposal walk-through"),
        ("price_talk", "Price talk"),
        ("negotiation", "Negotiation"),
        ("procurement", "Procurement"),
        ("legal_or_security_call", "Legal or security call"),
        ("closing_call", "Closing call"),
        ("renewal", "Renewal"),
        ("upsell", "Upsell"),
        ("complaint_or_save", "Complaint or save"),
        ("referral_ask", "Referral ask"),
        ("win_or_loss_interview", "Win or loss interview"),
        ("hand_over", "Hand-over"),
        ("trade_fair_talk", "Trade-fair talk"),
        ("written_reply", "Written reply (e-mail, chat)"),
    ]
}
