"""The modals of the green button: as they look, and within Slack's limits with the longest that can be entered."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.green_button.busy import flags
from bot.green_button.known import Known, filled_in
from bot.green_button.questions import QUESTIONS
from bot.green_button.replies import Asked, drafts
from bot.green_button.rubric import decide
from handlers.views import green_verdict
from handlers.views.green_button import MOST, Given, Start, given_from, modal, packed, unpacked
from handlers.views.green_verdict import CHOICES, Checked, decision_from
from tests.views.hostile import ENORMOUS, hostile
from tests.views.rendered import active, faults, loose, markup, unseen

ANSWERS = {"asker": "above", "kind": "routine", "growth": "partly", "effort": "weeks", "day_job": "at_risk"}
GIVEN = Given("Could you lead the harbour pilot?", "U2", "C1", "1772442000.000100", False, ANSWERS)
LINK = "https://fernhill.example/archives/C1/p1772442000000100"
FILLED = filled_in(Known(asker_level=1, shared_threads=3, days_since=40, like_this=("grow", "grow")))
answers = st.fixed_dictionaries(
    {each.id: st.sampled_from([choice.id for choice in each.choices]) for each in QUESTIONS}
)


def kit(given: Given, button: Any = "green", checked: Checked | None = None) -> dict[str, Any]:
    """The modal with the drafts."""
    found = drafts(Asked("Larch", given.ask, LINK), decide(given.answers), button)
    return green_verdict.words(given, button, "*Kept: green.*", found, checked)


def test_the_questions(snapshot: SnapshotAssertion) -> None:
    shown = modal(Start("Could you lead the harbour pilot?", "U2", "C1", "1772442000.000100", FILLED))
    assert shown == snapshot
    assert faults(shown) == []


def test_what_is_known_is_marked_and_all_else_is_left_open() -> None:
    shown = modal(Start(filled=FILLED))
    fields = {block["block_id"]: block for block in shown["blocks"] if block.get("block_id") in _ids()}
    for name, block in fields.items():
        chosen = block["element"]["initial_option"]["value"]
        hint = (block.get("hint") or {}).get("text", "")
        assert hint.startswith("Filled in: ") is (name in FILLED)
        assert chosen == (FILLED[name].choice if name in FILLED else "unknown")


def _ids() -> set[str]:
    return {each.id for each in QUESTIONS}


@pytest.mark.parametrize(
    "given_answers",
    [ANSWERS, {}, {"asker": "above", "effort": "hours"}, {each.id: each.known[0].id for each in QUESTIONS}],
    ids=["discover", "nothing known", "overridden", "all green"],
)
def test_the_advice(given_answers: dict[str, str], snapshot: SnapshotAssertion) -> None:
    shown = green_verdict.verdict(decide(given_answers), replace(GIVEN, answers=given_answers))
    assert markup(shown) == snapshot
    assert faults(shown) == []


def test_the_words_to_copy(snapshot: SnapshotAssertion) -> None:
    shown = kit(GIVEN)
    assert shown == snapshot
    assert faults(shown) == []


def test_flagged_words_stand_with_another_way_to_say_it(snapshot: SnapshotAssertion) -> None:
    reply = "I'm swamped, no bandwidth this week."
    assert markup(kit(GIVEN, checked=Checked(reply, flags(reply)))) == snapshot


@given(answers)
@settings(deadline=None, max_examples=300)
def test_any_answers_can_be_advised_on_and_decided(chosen: dict[str, str]) -> None:
    given_now = replace(GIVEN, answers={key: each for key, each in chosen.items() if each != "unknown"})
    shown = green_verdict.verdict(decide(chosen), given_now)
    assert faults(shown) == []
    for button in CHOICES:
        assert faults(kit(given_now, button)) == []


def longest(chosen: int) -> dict[str, str]:
    """An answer to every question, so that as much as possible is carried along."""
    return {each.id: each.choices[min(chosen, len(each.choices) - 1)].id for each in QUESTIONS}


@pytest.mark.parametrize("ask", [*ENORMOUS.values(), '"' * 40_000, "\n" * 39_999 + "a", "\x01" * 40_000])
@pytest.mark.parametrize("chosen", [0, 1, 2, 9])
def test_the_longest_of_everything_fits(ask: str, chosen: int) -> None:
    check_harmless(ask[:MOST], longest(chosen))


@given(hostile, answers)
@settings(deadline=None, max_examples=60)
def test_whatever_people_write_stays_words(ask: str, chosen: dict[str, str]) -> None:
    check_harmless(ask[:MOST] or "a", chosen)


def check_harmless(ask: str, chosen: dict[str, str]) -> None:
    """Fail if Slack would refuse one of the modals, or if an ask became anything but words."""
    given_now = Given(ask, "U" * 11, "C" * 11, "1772442000.000100", False, chosen)
    checked = Checked(ask, flags(ask))
    for shown in (
        modal(Start(ask, "U" * 11, "C" * 11, "1772442000.000100", FILLED)),
        green_verdict.verdict(decide(chosen), given_now),
        kit(given_now),
        kit(given_now, "red", checked),
    ):
        assert faults(shown) == []
        assert loose(shown) == []
        assert set(active(shown)) <= {"@" + "U" * 11}
        assert unseen({"blocks": [each for each in shown["blocks"] if each["type"] != "rich_text"]}) == []


@given(st.text(max_size=700), answers)
def test_what_is_packed_comes_out_again(ask: str, chosen: dict[str, str]) -> None:
    given_now = replace(GIVEN, answers=chosen, ask=" ".join(ask.split()))
    found, button = unpacked({"private_metadata": packed(given_now, button="green")})
    assert (found.asker, found.channel, found.ts, found.answers, button) == (
        "U2", "C1", GIVEN.ts, chosen, "green",
    )  # fmt: skip


@pytest.mark.parametrize("metadata", ["", "x", "[]", '"a"', "null", "{}", '{"answers": 3}'])
def test_odd_hidden_text_is_taken_as_left_open(metadata: str) -> None:
    assert unpacked({"private_metadata": metadata})[0].answers == {}
    assert given_from({"private_metadata": metadata}).answers == {}


@pytest.mark.parametrize("state", [{}, {"values": {}}, {"values": {"decision": None}}])
def test_nothing_chosen_is_nothing_decided(state: dict[str, Any]) -> None:
    assert decision_from({"state": state}) == (None, None)
