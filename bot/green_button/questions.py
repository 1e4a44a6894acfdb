"""What is asked before the green or the red button, and what each answer speaks for.

One table, read from top to bottom. In every question the first choice speaks most for green, each further one
less, and the last is always "Don't know". The criteria are those of a 2025 talk on getting invited to big
strategic conversations; docs/greenbutton.md says how they are weighed.
"""

from collections.abc import Mapping

from bot.green_button.question import Choice, Question, unsure

QUESTIONS: tuple[Question, ...] = (
    Question(
        "asker",
        "Who asks",
        "Who asks?",
        "Who is behind this, and who would use the result?",
        True,
        (
            Choice(
                "above",
                "My manager, theirs, or an executive",
                1.0,
                "It comes from above you, and that counts.",
                "it comes from above",
            ),
            Choice(
                "depends",
                "Somebody my work depends on",
                0.5,
                "You need each other: their trust pays back.",
                "your work depends on whoever asks",
            ),
            Choice(
                "peer",
                "A peer, or somebody else",
                0.0,
                "Who asks speaks neither for it nor against it.",
                "nobody above asks for it",
            ),
            Choice(
                "me",
                "Nobody: I noticed it myself",
                0.0,
                "You noticed it yourself: find the one who wants it before you build it.",
                "nobody has asked for it yet",
            ),
            unsure("You don't know yet who is behind it.", "you don't know who is behind it"),
        ),
    ),
    Question(
        "kind",
        "What it is",
        "What is it?",
        "Is it part of something that is already planned?",
        True,
        (
            Choice(
                "bet",
                "A bet with a date that counts for the company",
                1.0,
                "A bet with a date: somebody at the top waits for it, and it ends.",
                "it's a bet with a date",
            ),
            Choice(
                "initiative",
                "Part of a planned initiative",
                0.7,
                "Planned and prioritised: somebody thinks it is strategic.",
                "it's part of an initiative",
            ),
            Choice(
                "half_way",
                "Half-way through, and short of people",
                -0.6,
                "Half-way and short of people: it may be an initiative, or somebody's backlog.",
                "it's half-way and short of people",
            ),
            Choice(
                "routine",
                "Somebody's routine task",
                -1.0,
                "A routine task: useful, but not strategic.",
                "it's a routine task",
            ),
            unsure(
                "You don't know yet whether it is an initiative or a routine task.",
                "you don't know what it is part of",
            ),
        ),
    ),
    Question(
        "growth",
        "Growth",
        "Do you want to grow there?",
        "In a year, would you be glad to have learned this?",
        False,
        (
            Choice(
                "grow",
                "Yes, I want to learn this",
                1.0,
                "You want to grow here, and that weighs most.",
                "you want to grow here",
            ),
            Choice(
                "partly",
                "It would stretch me a little",
                0.4,
                "It would stretch you a little.",
                "it would stretch you",
            ),
            Choice(
                "strong",
                "I'm strong there already",
                -0.8,
                "You're strong here: it would go well, and teach you little.",
                "you're strong here already",
            ),
            Choice(
                "elsewhere",
                "No, I'm headed elsewhere",
                -1.0,
                "It isn't where you want to grow.",
                "it isn't where you want to grow",
            ),
            unsure(
                "You don't know yet whether you'd grow from it, and that weighs most.",
                "you don't know whether you'd grow from it",
            ),
        ),
        hint="This weighs most.",
    ),
    Question(
        "team",
        "Your team",
        "Would somebody in your team learn more from it?",
        "Whose next step would this be in your team?",
        False,
        (
            Choice(
                "no",
                "No, or I have no team",
                0.0,
                "Nobody in your team would get more out of it than you.",
                "nobody in your team would learn more",
            ),
            Choice(
                "yes",
                "Yes, and they could take it",
                -1.0,
                "Somebody in your team would learn more from it than you.",
                "somebody in your team would learn more",
            ),
            unsure(
                "There may be somebody in your team who would learn more from it.",
                "somebody in your team might learn more",
            ),
        ),
    ),
    Question(
        "relationship",
        "Relationship",
        "What does it do for a relationship?",
        "Who else is working on it?",
        True,
        (
            Choice(
                "new",
                "Brings me together with somebody new",
                1.0,
                "It brings you together with somebody new.",
                "you'd work with somebody new",
            ),
            Choice(
                "water",
                "Keeps a good one alive",
                0.3,
                "It waters a relationship you already have.",
                "it keeps a good relationship alive",
            ),
            Choice(
                "neither",
                "Nothing much",
                -0.5,
                "It changes little between you and anybody.",
                "it builds no relationship",
            ),
            unsure("You don't know yet whom you'd work with.", "you don't know whom you'd work with"),
        ),
    ),
    Question(
        "precedent_yes",
        "If you say yes",
        "You say yes. And if three more ask?",
        "If three more ask for the same next month, what will you say?",
        False,
        (
            Choice(
                "glad", "Glad to", 1.0, "If three more ask, you'd be glad to.", "you'd do it again for others"
            ),
            Choice(
                "some",
                "I'd pick one or two",
                0.0,
                "If three more ask, you'd pick; say so when you say yes.",
                "you'd have to pick among the next",
            ),
            Choice(
                "refuse",
                "I'd have to refuse them",
                -1.0,
                "If three more ask, you'd have to refuse, and this yes would be why they mind.",
                "you'd have to refuse the next three",
            ),
            unsure(
                "You haven't thought about the next three who ask.",
                "you don't know what you'd tell the next three",
            ),
        ),
    ),
    Question(
        "precedent_no",
        "If you say no",
        "You say no. Will they come to you again?",
        "What would a no from you tell them?",
        False,
        (
            Choice(
                "stop",
                "Probably not",
                1.0,
                "A no may be the last time they ask you.",
                "they may not ask again",
            ),
            Choice(
                "again",
                "Yes, they will",
                -0.5,
                "You can say no: they will come to you again.",
                "they'd come to you again anyway",
            ),
            unsure("You don't know how they would take a no.", "you don't know how they'd take a no"),
        ),
    ),
    Question(
        "effort",
        "Effort",
        "How much is it?",
        "How much is it: hours, days or weeks?",
        True,
        (
            Choice(
                "hours", "A few hours", 1.0, "A few hours: you can just get it done.", "it takes a few hours"
            ),
            Choice("days", "A few days", 0.4, "A few days: small enough to do well.", "it takes a few days"),
            Choice("weeks", "Weeks", -0.4, "Weeks: it needs a place in your plan.", "it takes weeks"),
            Choice(
                "quarter",
                "A quarter or more",
                -1.0,
                "A quarter or more: this is your main thing then.",
                "it takes a quarter or more",
            ),
            unsure(
                "You don't know yet how much it is: ask before you name a date.",
                "you don't know how much it is",
            ),
        ),
    ),
    Question(
        "day_job",
        "Day job",
        "Is your day job on track?",
        "Which of your own promises would have to wait, and who needs to agree?",
        False,
        (
            Choice("met", "Yes", 0.5, "Your day job is on track.", "your day job is on track"),
            Choice("at_risk", "It's tight", -0.5, "Your day job is tight.", "your day job is tight"),
            Choice(
                "not_met",
                "No, it's behind",
                -1.0,
                "Your day job is behind, and comes first.",
                "your day job is behind",
            ),
            unsure(
                "You don't know whether your day job is on track.",
                "you don't know whether your day job is on track",
            ),
        ),
    ),
)

BY_ID: Mapping[str, Question] = {question.id: question for question in QUESTIONS}
