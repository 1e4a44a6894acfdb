"""The people to stay in touch with: on Home, in the list, and as forms; with the longest input and with hostile words."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from slack_sdk.models.blocks import Block
from syrupy.assertion import SnapshotAssertion

from bot.relationships import Standing
from bot.relationships.tags import LONGEST, MOST
from handlers.views import relationships, tie
from handlers.views.relationships import CADENCES, PAGE, Line, State
from storage.relationships import Kept
from tests.moments import at
from tests.views.hostile import ENORMOUS, hostile
from tests.views.rendered import active, faults, loose, markup, pressed, unseen

NOW = at("2026-03-02 09:30")
DUE = Standing("U2", "due", NOW, "You wanted to talk with <@U2> every month; the last time was 5 weeks ago.")
COLD = Standing(
    "U3", "cold", NOW, "You and <@U3> usually talk every week or so; the last time was 3 weeks ago."
)
COMING = Standing("U4", "fine", NOW + timedelta(days=3))
LINES = (
    Line(DUE, Kept("U2", "month", ("customers", "mentors"), NOW), NOW - timedelta(days=35)),
    Line(COLD, Kept("U3"), NOW - timedelta(days=21)),
    Line(COMING, Kept("U4", "week", (), NOW), NOW - timedelta(days=4)),
    Line(Standing("U5", "snoozed", NOW + timedelta(days=7)), Kept("U5", "", (), NOW)),
    Line(Standing("U6", "fine", None), Kept("U6", "", ("mentors",))),
    Line(Standing("U7", "let_go", None), Kept("U7", is_let_go=True), NOW),
)
OFFER = tie.Offer(
    "They asked something that nobody has answered yet.",
    "https://b.example/archives/C1/p1772442000000100",
    "Hi wren, I saw your question (https://b.example/archives/C1/p1772442000000100). Here is what I know: ",
)
MANY = tuple(replace(DUE, person=f"U{number:03d}") for number in range(200))


def home(blocks: list[Block]) -> dict[str, Any]:
    """The section alone, as a Home tab."""
    return {"type": "home", "blocks": [block.to_dict() for block in blocks]}


def everything() -> list[dict[str, Any]]:
    """Each modal once."""
    return [
        relationships.modal(LINES, 0, ["Saved: <@U2>."]),
        relationships.modal((), 0),
        relationships.only("Nothing."),
        *(tie.person(line, OFFER, ["Noted: you and <@U2> met."], "U2:Ev1") for line in LINES),
        tie.adding(),
        tie.tagging(["customers", "mentors"], {"customers": "week"}),
    ]


@pytest.mark.parametrize(
    "state",
    [
        State(is_started=True),
        State((DUE, COLD), (COMING,), is_started=True),
        State((), (COMING,), is_started=True),
    ],
    ids=["nobody yet", "somebody", "all is well"],
)
def test_the_part_of_home(state: State, snapshot: SnapshotAssertion) -> None:
    shown = home(relationships.section(state))
    assert shown["blocks"] == snapshot
    assert faults(shown) == []


def test_whoever_never_started_has_no_part() -> None:
    assert relationships.section(State()) == []


def test_two_hundred_people_take_no_more_of_home_than_ten() -> None:
    later = tuple(replace(COMING, person=each.person) for each in MANY)
    shown = home(relationships.section(State(MANY, later, is_started=True)))
    assert len(shown["blocks"]) <= 7
    assert faults(shown) == []
    assert "All of them (400)" in str(shown)


def test_the_modals(snapshot: SnapshotAssertion) -> None:
    for shown in everything():
        assert shown == snapshot
        assert faults(shown) == []


def test_pages_lead_to_each_other() -> None:
    lines = [Line(each, Kept(each.person, "quarter", ("customers",))) for each in MANY]
    turning = [
        [
            each
            for each in pressed(relationships.modal(lines, skipped))
            if each.startswith("relationships.open")
        ]
        for skipped in (0, PAGE, 200 - PAGE)
    ]
    assert turning == [
        ["relationships.open.more"],
        ["relationships.open.before", "relationships.open.more"],
        ["relationships.open.before"],
    ]
    assert faults(relationships.modal(lines, PAGE)) == []


def test_as_much_as_there_can_be_is_what_slack_takes() -> None:
    tags = tuple(f"{number}" + "&" * (LONGEST - 1) for number in range(MOST))
    lines = [Line(each, Kept(each.person, "quarter", tags)) for each in MANY]
    assert faults(relationships.modal(lines, 0, ["x" * 9000])) == []
    offer = tie.Offer(OFFER.words, OFFER.address, "x" * 9000)
    assert faults(tie.person(lines[0], offer, ["x" * 9000], "U2:Ev1")) == []
    many = [f"{number:03d}" + "&" * (LONGEST - 3) for number in range(300)]
    assert faults(tie.tagging(many, dict.fromkeys(many, "week"))) == []


@given(hostile)
@settings(max_examples=60)
def test_tags_are_words_and_nothing_else(words: str) -> None:
    _, tags = tie.chosen_from({"state": {"values": {"tags": {"tags": {"value": words}}}}})
    line = Line(DUE, Kept("U2", "", tuple(tag[:LONGEST] for tag in tags[:MOST])), NOW)
    for shown in (relationships.modal([line], 0), tie.person(line, None)):
        assert set(active(shown)) <= {"@U2"}
        assert loose(shown) == []
        assert (
            unseen({"blocks": [{"text": {"type": "mrkdwn", "text": each}} for each in markup(shown)]}) == []
        )


@pytest.mark.parametrize("words", ENORMOUS.values(), ids=ENORMOUS)
def test_enormous_tags_are_cut_before_they_are_shown(words: str) -> None:
    shown = tie.tagging([words[:LONGEST]], {})
    assert faults(shown) == []


@pytest.mark.parametrize(
    "view",
    [{}, {"state": {}}, {"state": {"values": {"cadence": {"cadence": {"selected_option": {"value": "x"}}}}}}],
)
def test_a_form_with_less_than_slack_sends_chooses_nothing(view: dict[str, Any]) -> None:
    assert tie.chosen_from(view) == ("", ())
    assert tie.people_from(view) == ()
    assert tie.tag_from(view) == ""


def test_every_cadence_can_be_chosen_and_is_understood() -> None:
    (block,) = [each for each in tie.adding()["blocks"] if each["block_id"] == "cadence.new"]
    for option in block["element"]["options"]:
        values = {"cadence": {"cadence": {"selected_option": option}}}
        cadence, _ = tie.chosen_from({"state": {"values": values}})
        assert option["text"]["text"].lower() == CADENCES[cadence]


def test_no_form_has_a_field_of_the_same_name_as_that_of_another_person() -> None:
    """Slack keeps what was typed in such a field when a modal changes."""
    forms = [tie.adding(), *(tie.person(line, None) for line in LINES), tie.tagging(["a"], {})]
    names = [block["block_id"] for form in forms for block in form["blocks"] if block["type"] == "input"]
    assert len(names) == len(set(names))
