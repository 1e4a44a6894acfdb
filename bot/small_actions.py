"""Two small things to do this week, where somebody does least of the five habits.

The habits and most of the actions are those of the talk that Earshot is built on: start small, one or two things a
week, never at the cost of the day job. They stand on the Home tab and in the digest; none is a message of its own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

MOST = 2
LOOKED_BACK = timedelta(days=28)
REST = timedelta(days=56)  # until the same action is suggested again
SKIPPED = 0.5  # what a habit is worth for each time it was skipped lately: not now is a fine answer
ANSWERS = {"done": "Done", "skip": "Not this week"}
ENOUGH = "Nothing from me this week: you're doing plenty of this already."

Habit = Literal["matters", "beginner", "relationships", "brand", "green"]
# How often in four weeks a habit is plenty: what can be done beside the day job, by our own judgement.
PLENTY: dict[Habit, int] = {"matters": 4, "beginner": 1, "relationships": 4, "brand": 1, "green": 1}
NAMES: dict[Habit, str] = {
    "matters": "Know what matters",
    "beginner": "Be a beginner again",
    "relationships": "Build relationships",
    "brand": "Be known for something",
    "green": "Press the green button, sometimes",
}
ACTIONS: dict[str, tuple[Habit, str]] = {
    "read_document": ("matters", "Read one document that somebody above you wrote this month, and note why they wrote it."),
    "ask_why": ("matters", "Ask one \u201cwhy now?\u201d at the next all-hands, or upvote somebody's good question."),
    "bring_context": ("matters", "Tell your team in two sentences whom your present work helps."),
    "which_channels": ("matters", "Find one channel where your manager answers within the hour, and follow it."),
    "sit_with": ("beginner", "Sit with support or operations for half an hour, and write down what surprised you."),
    "do_the_job": ("beginner", "Do one thing your customers do, from the beginning to the end."),
    "share_learned": ("beginner", "Post \u201cI did this, I learned that\u201d in a channel of yours, three lines."),
    "thank": ("relationships", "Thank somebody outside your team for something concrete, where others can read it."),
    "two_sentences": ("relationships", "Write two sentences of feedback to somebody you worked with for the first time."),
    "up_the_funnel": ("relationships", "Ask somebody in success or sales what customers said this week, and offer a number."),
    "answer_first": ("relationships", "Answer first whoever rarely writes to you."),
    "three_words": ("brand", "Write down the three words you want to be known for, and one thing that shows each."),
    "offer_notes": ("brand", "Offer the notes of the next meeting, and send them the same day."),
    "first_contribution": ("brand", "Bring one number or one example to the next discussion of your topic."),
    "put_name_down": ("green", "Put your name down for one thing that is nobody's job yet."),
    "ask_pre_read": ("green", "Ask for the pre-read of a meeting you'd like to be in one day."),
    "find_person": ("green", "Pass one opportunity on to somebody for whom it is new."),
}  # fmt: skip

_LEARNED = re.compile(
    r"\bTIL\b|\b(?:I|we)(?:'ve|\u2019ve| have)? (?:just )?(?:learned|learnt|found out|sat with|shadowed|tried (?:it )?out)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Action:
    """Something small for this week; `key` tells it apart. A concrete one says which person or post it is about."""

    habit: Habit
    key: str
    words: str
    channel: str = ""
    ts: str = ""
    root: str = ""  # of the thread, where the post is a reply


@dataclass(frozen=True)
class Offered:
    """An action that was shown, and what became of it: done, skip, or "" while nobody said."""

    key: str
    habit: Habit
    at: datetime
    answer: str = ""


def pick(
    done: Mapping[Habit, int], offered: Sequence[Offered], concrete: Sequence[Action], now: datetime
) -> list[Action]:
    """At most two actions of different habits, where the gap is widest; none where all are done plenty.

    `done` counts what Earshot saw of each habit in the last four weeks, beside what was pressed here. `concrete` are
    actions about a person or a post; they go before general ones of the same habit.
    """
    urges = {habit: _urge(habit, done, offered, now) for habit in get_args(Habit)}
    recent = {each.key for each in offered if now - each.at < REST}
    chosen: list[Action] = []
    for habit in sorted(urges, key=lambda habit: -urges[habit]):
        action = _next(habit, offered, recent, concrete)
        if urges[habit] > 0 and action is not None and len(chosen) < MOST:
            chosen.append(action)
    return chosen


def tells_of_learning(text: str) -> bool:
    """Whether a post says what its author did and learned, as far as its words show."""
    return _LEARNED.search(text) is not None


def gap(habit: Habit, times: int) -> float:
    """How much of plenty is missing, from 0 to 1."""
    return max(0.0, 1 - times / PLENTY[habit])


def _urge(habit: Habit, done: Mapping[Habit, int], offered: Sequence[Offered], now: datetime) -> float:
    lately = [each for each in offered if each.habit == habit and now - each.at < LOOKED_BACK]
    times = done.get(habit, 0) + sum(each.answer == "done" for each in lately)
    return gap(habit, times) * SKIPPED ** sum(each.answer == "skip" for each in lately)


def _next(
    habit: Habit, offered: Sequence[Offered], recent: set[str], concrete: Sequence[Action]
) -> Action | None:
    """The first concrete action, otherwise the general one that was not shown for longest."""
    last = {each.key: each.at for each in sorted(offered, key=lambda each: each.at)}
    general = [Action(of, key, words) for key, (of, words) in ACTIONS.items() if of == habit]
    general.sort(key=lambda action: (action.key in last, last.get(action.key)))
    candidates = [*(action for action in concrete if action.habit == habit), *general]
    return next((action for action in candidates if action.key not in recent), None)
