"""Drafts of an answer to whoever asked, ready to copy: they are the person's own words, so Earshot isn't in them.

None of them says busy. A yes says when, a no says what it is a no to, and both leave the door open.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.green_button.question import Answers
from bot.green_button.questions import QUESTIONS
from bot.green_button.rubric import Decision
from bot.green_button.verdict import Verdict

DraftKind = Literal["yes", "discover", "delegate", "no"]

MOST_QUOTED = 80  # characters of the ask that a draft repeats

TITLES: Mapping[DraftKind, str] = {
    "yes": "Yes",
    "discover": "Tell me more first",
    "delegate": "My name down, for the right person",
    "no": "A good no",
}
FITS: Mapping[Verdict, DraftKind] = {
    "green": "yes",
    "discover": "discover",
    "delegate": "delegate",
    "red": "no",
}

HELLO = "Hi {asker}, "
ABOUT = "about “{ask}”: "
THANKS = "thanks for thinking of me."
NOTICED, NOTICED_SOMETHING = "I noticed something: “{ask}”.", "I noticed something we could do."

IN, IN_OWN, INTERESTED = "I'm in.", "I'd like to try it.", "I'd like to."
GREAT = {"above": "What would make it great for you?"}
WHEN = {
    "hours": "I'll do it this week.",
    "days": "When do you need it? I'll show you a first version before that.",
    "weeks": "I'll tell you this week what I can have done by when.",
    "quarter": "It will be my main thing, so I'll agree with my manager what moves, and come back with a plan.",
}
HOW_MUCH = "How much is it, roughly, and when do you need it? Then I can promise you something."
WHEN_OWN = "Who would use it, and who should know before I start?"
LEARN = {
    "grow": "I've wanted to learn this, so expect a few beginner's questions.",
    "partly": "Some of it is new to me, so expect a few questions.",
}
MEET = {"new": "Who else should I meet?"}
ONCE = {"refuse": "I can do it this once, and will say so to the next who ask."}

CURIOUS = "I'd like to understand it better before I say yes or no:"
DISCOVERY = (
    "Is there a pre-read?",
    "Is there a Slack channel I can join?",
    "Is there a meeting where I could just listen?",
    "Who else is working on it?",
    "Since when has it been going on?",
)
DISCOVERY_ROUTINE = DISCOVERY[-2:]  # nobody writes a pre-read for it
WHAT_MAY_WAIT, LITTLE_ROOM = "What may wait for it?", {"at_risk", "not_met"}
BEFORE_I_START = "Before I go further with it:"
DISCOVERY_OWN = (
    "Has anybody tried this before, and what came of it?",
    "Who would use it?",
    "Is there a channel or a meeting where it belongs?",
)
I_WILL_WRITE = "I'll write here what I find."
COVERED = {"relationship"}  # what the questions above find out anyway
BACK_IN_A_WEEK = "I'll get back to you within a week."

NAME_DOWN = "Put my name down for now."
RIGHT_PERSON = {
    "yes": "I'll find the right person in my team: somebody who would do it well and grow from it."
}
SOMEBODY = "I'll find somebody who is right for it."
BACK_IN_TWO = "I'll get back to you within two weeks."

NO, NO_OWN = "This one isn't for me: {why}.", "I'm leaving it for now: {why}."
NOT_NOW = "I'd have liked this one, and now isn't the time: {why}. If it's still open in a month, please come back to me."
WHY_NOT = {  # the first that was answered is the reason given
    ("day_job", "not_met"): "I've promised something else first, and you'd only get half of me",
    ("precedent_yes", "refuse"): "if I do it for one, I'd have to do it for all, and I couldn't",
    ("growth", "strong"): "I've done a lot of this, and it should go to somebody who learns from it",
    ("growth", "elsewhere"): "I'm putting my learning into something else",
    ("effort", "quarter"): "it deserves somebody who can make it their main thing",
    ("effort", "weeks"): "it deserves somebody who can make room for it",
}
WHY_NOT_ELSE = "I don't think I'm the one who makes the difference here"
IF_YOU_NEED_ME = {
    "above": "If you need it from me all the same, tell me, and we'll see what it takes the place of."
}
HELP = "I'm glad to look over a draft, or to think about who could."
ANOTHER_WAY = "I'm glad to think about another way with you."
ASK_AGAIN = "And do ask me again, most of all when there's something new in it."
GLAD_TO_HELP = "I'm glad to help whoever picks it up."

_EVERYBODY = re.compile(
    r"<!(?:channel|here|everyone|subteam)[^>]*>|(?<!\w)@(?:channel|here|everyone)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Asked:
    """Who asked for what, and where: names and words as people see them, not Slack's mark-up; empty if unknown."""

    asker: str
    ask: str
    link: str


@dataclass(frozen=True)
class Draft:
    """One reply; `text` ends with the link, where there is one."""

    kind: DraftKind
    title: str
    text: str


def drafts(asked: Asked, decision: Decision, pressed: Verdict | None = None) -> tuple[Draft, ...]:
    """The four replies; first the one that fits what the person pressed, or the verdict while they haven't."""
    answers = {each.question: decision.answers.get(each.question, "") for each in decision.lines}
    written: Mapping[DraftKind, str] = {
        "yes": _yes(answers),
        "discover": _discover(answers),
        "delegate": _delegate(answers),
        "no": _no(answers),
    }
    opening = _opening(asked, answers)
    ordered = sorted(written, key=lambda kind: kind != FITS[pressed or decision.verdict])
    return tuple(
        Draft(kind, TITLES[kind], "\n".join(filter(None, [f"{opening} {written[kind]}", asked.link])))
        for kind in ordered
    )


def quoted(ask: str) -> str:
    """The ask on one short line that calls nobody, and ends in a whole word where it had to be cut."""
    words = " ".join(_EVERYBODY.sub(" ", ask).split()).strip(' .,“”"')
    if len(words) <= MOST_QUOTED:
        return words
    cut = words[: MOST_QUOTED - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


def _opening(asked: Asked, answers: Answers) -> str:
    ask, asker = quoted(asked.ask), " ".join(asked.asker.split())
    if _is_own(answers):
        return NOTICED.format(ask=ask) if ask else NOTICED_SOMETHING
    said = (HELLO.format(asker=asker) if asker else "") + (ABOUT.format(ask=ask) if ask else "") + THANKS
    return said[0].upper() + said[1:]


def _yes(answers: Answers) -> str:
    if _is_own(answers):
        return _sentences(IN_OWN, WHEN_OWN, LEARN.get(answers["growth"]))
    return _sentences(
        IN if answers["effort"] in WHEN else INTERESTED,
        WHEN.get(answers["effort"], HOW_MUCH),
        LEARN.get(answers["growth"]),
        MEET.get(answers["relationship"]),
        ONCE.get(answers["precedent_yes"]),
        GREAT.get(answers["asker"]),
    )


def _discover(answers: Answers) -> str:
    """What isn't known comes first, since it would change the verdict; then what is always worth asking."""
    if _is_own(answers):
        return "\n".join([BEFORE_I_START, *map(_point, DISCOVERY_OWN), I_WILL_WRITE])
    unknown = [
        each for each in QUESTIONS if each.asks_them and each.is_open(answers) and each.id not in COVERED
    ]
    always = DISCOVERY_ROUTINE if answers["kind"] == "routine" else DISCOVERY
    may_wait = [WHAT_MAY_WAIT] if answers["asker"] == "above" and answers["day_job"] in LITTLE_ROOM else []
    questions = [*(each.to_ask for each in unknown), *may_wait, *always]
    return "\n".join([CURIOUS, *map(_point, questions), BACK_IN_A_WEEK])


def _point(question: str) -> str:
    return f"• {question}"


def _delegate(answers: Answers) -> str:
    name_down = None if _is_own(answers) else NAME_DOWN
    return _sentences(name_down, RIGHT_PERSON.get(answers["team"], SOMEBODY), BACK_IN_TWO)


def _no(answers: Answers) -> str:
    reasons = [reason for reason in WHY_NOT if answers[reason[0]] == reason[1]]
    why = WHY_NOT[reasons[0]] if reasons else WHY_NOT_ELSE
    if _is_own(answers):
        return _sentences(NO_OWN.format(why=why), GLAD_TO_HELP)
    if answers["growth"] == "grow":
        return _sentences(NOT_NOW.format(why=why), IF_YOU_NEED_ME.get(answers["asker"]))
    offer = ANOTHER_WAY if reasons[:1] == [("precedent_yes", "refuse")] else HELP
    return _sentences(NO.format(why=why), IF_YOU_NEED_ME.get(answers["asker"], offer), ASK_AGAIN)


def _is_own(answers: Answers) -> bool:
    return answers["asker"] == "me"


def _sentences(*said: str | None) -> str:
    return " ".join(each for each in said if each)
