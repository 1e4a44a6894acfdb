from typing import get_args

import pytest

from bot.ama.moderation import LINES, LONG_REASON, NO_REASON, SHORT_REASON, Entry, Verb, line, reason_fault
from tests.bot.ama.samples import NOW


@pytest.mark.parametrize(
    ("reason", "wrong"),
    [
        ("", NO_REASON),
        ("   ", NO_REASON),
        ("No.", SHORT_REASON),
        ("It names a person.", ""),
        ("x" * 300, ""),
        ("x" * 301, LONG_REASON),
    ],
)
def test_nothing_is_declined_without_a_reason(reason: str, wrong: str) -> None:
    assert reason_fault(reason) == wrong


def test_everybody_reads_who_did_what_and_why() -> None:
    declined = Entry(NOW, "U1", "decline", "q1", "It names a person.")
    assert line(declined, host="<@U1>", question="#4") == "<@U1> declined #4: It names a person."


def test_what_happened_by_plan_is_nobody_s_act() -> None:
    assert line(Entry(NOW, "", "close"), host="", question="") == "The plan closed it"


def test_braces_in_a_reason_stay_braces() -> None:
    assert "{host}" in line(Entry(NOW, "U1", "decline", "q1", "{host} is no reason"), host="x", question="#1")


@pytest.mark.parametrize("verb", get_args(Verb))
def test_every_act_has_a_line(verb: Verb) -> None:
    assert "{host}" in LINES[verb]
    assert line(Entry(NOW, "U1", verb, "q1", "x"), host="H", question="#1").startswith("H ")
