"""Questions and plans with something in every field, for tests that care about one of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.ama.ama import Ama, Plan, State
from bot.ama.question import Question
from tests.moments import at

NOW = at("2026-03-02 09:00")
PLAN = Plan(
    "C1", "ama", "Ask the leads", ("U1", "U2"), NOW, NOW + timedelta(days=2), "Europe/Warsaw", "both",
    is_moderated=False,
)  # fmt: skip
_QUESTION = Question("q", 1, "What do we stop doing this year?", "", "open")


def plan(**fields: Any) -> Plan:
    """A plan for two days from now, but for the fields that are given."""
    return replace(PLAN, **fields)


def session(state: State = "open", **fields: Any) -> Ama:
    """A session in that state, by a plan with these fields."""
    return Ama("a1", 1, plan(**fields), state)


def question(question_id: str = "q", **fields: Any) -> Question:
    """An open, anonymous question without votes, but for the fields that are given."""
    return replace(_QUESTION, question_id=question_id, **fields)


def asked(*texts: str) -> list[Question]:
    """Questions of these words, in this order."""
    return [question(f"q{number}", number=number, text=text) for number, text in enumerate(texts, 1)]
