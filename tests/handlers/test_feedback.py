"""Writing feedback: who is picked, what is typed, who sees it, and that nothing typed is lost."""

from typing import Any

import pytest

from bot.feedback.answering import ASKED_BACK, FIRST_CONTACT
from bot.feedback.visibility import NO_MANAGER, PREVIEW
from bot.feedback.writing import EMPTY, LAST
from bot.picked import APPS, STRANGERS, TOO_MANY, UNKNOWN, YOURSELF
from handlers.feedback.letters import NOT_ARRIVED
from handlers.feedback.writing import UNREAD
from handlers.views import feedback as view
from storage.tables import Feedback, FeedbackDraft, Listener, Outbox
from tests.handlers import fernwood
from tests.handlers.company import Company
from tests.handlers.events import click
from tests.handlers.pen import Office, Pen
from tests.handlers.stage import Stage
from tests.moments import at
from tests.views.rendered import markup, objects

WREN, LARCH, BANYAN, ALDER = "U1", "U2", "U3", "U9"
SAID = {"behaviour": "You asked the couriers first", "impact": "We dropped the second screen"}
APP, STRANGER = "U7", "U8"


@pytest.fixture
def company(stage: Stage) -> Company:
    """Four people; Alder is Larch's manager. Friday evening is 20:00 UTC for all of them."""
    found = fernwood.quiet()
    found.apps = {APP}
    return found


@pytest.fixture
def office(company: Company) -> Office:
    """Slack at the door."""
    found = Office(company)
    found.managers = {LARCH: ALDER}
    return found


@pytest.fixture
def wren(stage: Stage, company: Company, office: Office) -> Pen:
    """Who writes."""
    return Pen(stage, company, WREN, office)


def read(shown: dict[str, Any]) -> str:
    """All that can be read in a view or message."""
    return "\n".join(
        [
            *markup(shown),
            *(each["text"] for each in objects(shown) if each.get("type") in {"plain_text", "text"}),
        ]
    )


def waiting(stage: Stage, to: str) -> list[Outbox]:
    """What waits to go out to somebody."""
    return [row for row in stage.promised("chat.postMessage") if row.recipient == to]


def test_two_sentences_reach_the_person_with_who_sees_them(stage: Stage, company: Company, wren: Pen) -> None:
    form = wren.types(f"feedback <@{LARCH}|larch>")
    assert form["title"]["text"] == view.TITLE
    preview = wren.sends(**SAID, asks_back=True)
    assert PREVIEW["them"].format(person=f"<@{LARCH}>") in read(preview)
    assert SAID["behaviour"] in read(preview)
    assert company.count("chat.postMessage") == 0
    ended = wren.sends()
    assert LAST in read(ended)
    assert "submit" not in ended
    got = read(company.last("chat.postMessage"))
    assert f"<@{WREN}> wrote down some feedback for you" in got
    assert SAID["impact"] in got
    assert FIRST_CONTACT in got
    assert ASKED_BACK.format(author=f"<@{WREN}>") in got
    assert stage.rows(FeedbackDraft) == []
    assert [row.user_id for row in stage.rows(Listener)] == [WREN]


def test_nothing_is_sent_before_it_was_looked_at(stage: Stage, company: Company, wren: Pen) -> None:
    wren.types(f"feedback <@{LARCH}>")
    wren.sends(**SAID, visibility="manager", asks_back=True)
    assert stage.rows(Feedback) == []
    assert company.count("chat.postMessage") == 0
    (draft,) = stage.rows(FeedbackDraft)
    assert draft.words == SAID
    assert view.FILLED not in read(wren.types(f"feedback <@{LARCH}>"))
    fields = {
        each["element"]["action_id"]: each["element"] for each in wren.view["blocks"] if "element" in each
    }
    assert fields["impact"]["initial_value"] == SAID["impact"]
    assert fields["visibility"]["initial_option"]["value"] == "manager"
    assert fields["asks_back"]["initial_options"]


def test_what_is_missing_is_said_at_its_field(wren: Pen) -> None:
    wren.types(f"feedback <@{LARCH}>")
    assert wren.sends(behaviour=" ", impact="It helped") == {
        "errors": {f"behaviour.{LARCH}": EMPTY["behaviour"]}
    }


def test_eight_people_one_after_another(stage: Stage, company: Company, wren: Pen, office: Office) -> None:
    people = [f"U10{number}" for number in range(8)]
    company.rooms[fernwood.PLANS].members.update(people)
    form = wren.types("feedback " + " ".join(f"<@{user}>" for user in people))
    for number, user in enumerate(people):
        assert f"{number + 1} of 8" in form["title"]["text"]
        assert f"<@{user}>" in read(form)
        wren.sends(behaviour=f"You helped, {number}", impact="It worked")
        form = wren.sends()
    assert LAST in read(form)
    assert [row.person for row in sorted(stage.rows(Feedback), key=lambda row: row.person)] == people
    assert [row.words["behaviour"] for row in sorted(stage.rows(Feedback), key=lambda row: row.person)] == [
        f"You helped, {number}" for number in range(8)
    ]


def test_who_is_left_out_can_be_come_back_to_with_what_was_typed(wren: Pen, stage: Stage) -> None:
    wren.types(f"feedback <@{LARCH}> <@{BANYAN}>")
    wren.presses_here(view.SKIP, LARCH, behaviour="You were there")
    assert f"<@{BANYAN}>" in read(wren.view)
    wren.presses_here(view.PREVIOUS, BANYAN, behaviour="You asked")
    assert f"<@{LARCH}>" in read(wren.view)
    assert "You were there" in str(wren.view)
    wren.sends(impact="It helped")
    wren.sends()
    assert "You asked" in str(wren.view)
    wren.sends(impact="We knew")
    ended = wren.sends()
    assert LAST in read(ended)
    assert {row.person for row in stage.rows(Feedback)} == {LARCH, BANYAN}


def test_changing_it_after_looking_keeps_every_word(wren: Pen) -> None:
    wren.types(f"feedback <@{LARCH}>")
    words = 'Five\nlines & <b>"two"</b> <!channel> words'
    wren.sends(**SAID, wish=words, visibility="them_and_manager", asks_back=True)
    form = wren.presses_here(view.CHANGE, LARCH)
    fields = {each["element"]["action_id"]: each["element"] for each in form["blocks"] if "element" in each}
    assert fields["wish"]["initial_value"] == words
    assert fields["behaviour"]["initial_value"] == SAID["behaviour"]
    assert fields["visibility"]["initial_option"]["value"] == "them_and_manager"
    assert fields["asks_back"]["initial_options"]


def test_words_about_a_person_are_asked_about_and_can_be_sent(stage: Stage, wren: Pen) -> None:
    wren.types(f"feedback <@{LARCH}>")
    preview = wren.sends(behaviour="You were lazy in the review", impact="We waited")
    assert "“lazy” is about who they are" in read(preview)
    assert preview["submit"]["text"] == "Send as it is"
    wren.sends()
    assert len(stage.rows(Feedback)) == 1


def test_their_manager_is_named_before_it_is_sent_and_gets_it_then(
    stage: Stage, wren: Pen, company: Company
) -> None:
    form = wren.types(f"feedback <@{LARCH}>")
    assert f"({ALDER.lower()})" in read(form)
    preview = wren.sends(**SAID, visibility="them_and_manager")
    assert PREVIEW["them_and_manager"].format(person=f"<@{LARCH}>", manager=f"<@{ALDER}>") in read(preview)
    wren.sends()
    sent = [row.recipient for row in stage.rows(Outbox) if row.purpose == "feedback.letter"]
    assert sorted(sent) == [LARCH, ALDER]


def test_only_the_manager_means_not_the_person(stage: Stage, wren: Pen) -> None:
    wren.types(f"feedback <@{LARCH}>")
    wren.sends(**SAID, visibility="manager")
    wren.sends()
    assert [row.recipient for row in stage.rows(Outbox) if row.purpose == "feedback.letter"] == [ALDER]


def test_without_a_manager_only_they_can_see_it(wren: Pen) -> None:
    form = wren.types(f"feedback <@{BANYAN}>")
    assert NO_MANAGER in read(form)
    assert not any(str(block.get("block_id")).startswith("visibility") for block in form["blocks"])


@pytest.mark.parametrize(
    ("typed", "copy"),
    [
        (f"<@{WREN}>", YOURSELF),
        (f"<@{APP}>", APPS.format(people=f"<@{APP}>")),
        ("<@UNOBODY>", UNKNOWN.format(count=1)),
        (f"<@{STRANGER}>", STRANGERS.format(people=f"<@{STRANGER}>")),
        (" ".join(f"<@U5{number}>" for number in range(200)), TOO_MANY.format(count=200, most=8)),
        ("larch", UNREAD.format(words="larch")),
        ("<!channel> now", UNREAD.format(words="@channel now")),
    ],
    ids=["oneself", "an app", "nobody", "a stranger", "200 people", "a bare name", "a broadcast"],
)
def test_who_cannot_be_written_to_is_said_and_others_can_be_picked(
    wren: Pen, office: Office, typed: str, copy: str
) -> None:
    office.knows(STRANGER, is_stranger=True)
    office.refused.add("UNOBODY")
    shown = wren.types(f"feedback {typed}")
    assert shown["callback_id"] == "feedback.pick"
    assert copy in read(shown)
    assert f"<@{BANYAN}>" in read(wren.sends(people=[BANYAN]))


def test_a_pick_of_nobody_who_can_be_written_to_is_refused_at_the_field(wren: Pen) -> None:
    wren.types("feedback")
    assert wren.sends(people=[WREN]) == {"errors": {"people": YOURSELF}}


def test_those_who_fit_are_written_to_and_the_others_named(wren: Pen) -> None:
    wren.types("feedback")
    form = wren.sends(people=[WREN, LARCH, APP])
    assert YOURSELF in read(form)
    assert APPS.format(people=f"<@{APP}>") in read(form)
    assert f"*For <@{LARCH}>.*" in read(form)


def test_at_night_it_waits_for_the_morning_and_can_be_taken_back(
    stage: Stage, company: Company, wren: Pen
) -> None:
    stage.later(at("2026-03-06 22:00"))  # a Friday
    wren.types(f"feedback <@{LARCH}>")
    assert view.GOES in read(wren.sends(**SAID))
    wren.is_answered = False
    wren.sends()
    (letter,) = waiting(stage, LARCH)
    assert letter.not_before == at("2026-03-09 08:00")
    (row,) = stage.rows(Feedback)
    stage.takes(click(WREN, "feedback.take_back", row.feedback_id))
    assert waiting(stage, LARCH) == []
    assert stage.rows(Feedback) == []
    assert SAID["impact"] in str(wren.types(f"feedback <@{LARCH}>"))


def test_what_slack_cannot_bring_is_told_to_its_author(stage: Stage, company: Company, wren: Pen) -> None:
    company.refused["chat.postMessage"] = "user_disabled"
    wren.types(f"feedback <@{LARCH}>")
    wren.sends(**SAID)
    wren.is_answered = False
    wren.sends()
    (letter,) = waiting(stage, LARCH)
    stage.refuse(letter, "user_disabled")
    stage.work()
    (told,) = waiting(stage, WREN)
    assert NOT_ARRIVED.format(person=f"<@{LARCH}>") in read(told.arguments)


def test_leaving_somebody_out_keeps_no_draft_of_what_they_did_not_type(stage: Stage, wren: Pen) -> None:
    wren.types(f"note <@{LARCH}> kept calm")
    wren.types(f"feedback <@{LARCH}> <@{BANYAN}>")
    wren.presses_here(view.SKIP, LARCH)
    assert stage.rows(FeedbackDraft) == []
    wren.presses_here(view.PREVIOUS, BANYAN)
    assert "kept calm" in str(wren.view)


def test_the_same_submission_twice_is_sent_once(stage: Stage, company: Company, wren: Pen) -> None:
    wren.types(f"feedback <@{LARCH}>")
    wren.sends(**SAID)
    body = wren.submission()
    stage.settle(company, body, body)
    assert len(stage.rows(Feedback)) == 1
