"""The people somebody wants to stay in touch with, in modals: added, looked at, met, put off, let go, tagged."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bot.picked import APPS, GONE, STRANGERS, TOO_MANY, YOURSELF
from handlers import adding, ties
from handlers.edges.slack import Outcome
from handlers.views import relationships as listed
from storage.nudges import has_started
from storage.tables import Meeting, Person, TagCadence, Tie
from tests.handlers.circles import DAY, listening, said, talked
from tests.handlers.company import Company, Room
from tests.handlers.events import TEAM, command
from tests.handlers.fernwood import AUTHOR, NINE, OTHER, PLANS, READER
from tests.handlers.green import Desk
from tests.handlers.stage import NOW, Stage
from tests.views.rendered import markup

ADD, PERSON = "relationships.add", "relationships.person"


@pytest.fixture
def company(stage: Stage) -> Company:
    """Everybody is there, and the reader listens."""
    return listening(stage)


@pytest.fixture
def desk(stage: Stage, company: Company) -> Desk:
    """The reader's, with everybody before them."""
    desk = Desk(stage, company, READER)
    desk.does(command(READER, "people"))
    return desk


def adds(desk: Desk, *people: str, cadence: str = "month", tags: str = "") -> dict[str, Any]:
    """The reader adds people; the modal that comes of it."""
    desk.turns(ADD)
    return desk.submits({"people": " ".join(people), "cadence": cadence, "tags": tags})


def words(view: dict[str, Any]) -> str:
    """All that can be read in it."""
    return "\n".join(markup(view))


def test_at_first_it_is_empty_and_says_so(desk: Desk) -> None:
    assert listed.EMPTY in words(desk.view)


def test_people_are_added_with_a_rhythm_and_tags(stage: Stage, desk: Desk) -> None:
    shown = adds(desk, OTHER, AUTHOR, cadence="fortnight", tags="Customers,  #mentors, customers")
    assert f"Added: <@{OTHER}> and <@{AUTHOR}>." in words(shown)
    assert f"<@{OTHER}> · every two weeks · #customers · #mentors" in words(shown)
    rows = stage.rows(Tie)
    assert {row.person for row in rows} == {OTHER, AUTHOR}
    assert {(row.cadence, tuple(row.tags), row.since) for row in rows} == {
        ("fortnight", ("customers", "mentors"), NOW)
    }


def test_adding_is_a_start_for_whoever_follows_nothing(stage: Stage, company: Company) -> None:
    desk = Desk(stage, company, NINE)
    desk.does(command(NINE, "people"))
    with Session(stage.engine) as session:
        assert not has_started(session, TEAM, NINE)
    adds(desk, OTHER)
    with Session(stage.engine) as session:
        assert has_started(session, TEAM, NINE)


def test_who_cannot_be_meant_is_left_out_by_reason(stage: Stage, company: Company, desk: Desk) -> None:
    with Session(stage.engine) as session, session.begin():
        session.add(Person(team_id=TEAM, user_id="UGONE", is_deleted=True))
        session.add(Person(team_id=TEAM, user_id="UAPP", is_bot=True))
        session.add(Person(team_id=TEAM, user_id="UFAR", is_stranger=True))
        session.add(Person(team_id=TEAM, user_id="UGUEST", is_guest=True))
    shown = words(adds(desk, OTHER, READER, "UGONE", "UAPP", "UFAR", "UGUEST"))
    for line in (
        YOURSELF,
        GONE.format(people="<@UGONE>"),
        APPS.format(people="<@UAPP>"),
        STRANGERS.format(people="<@UFAR>"),
    ):
        assert line in shown
    assert {row.person for row in stage.rows(Tie)} == {OTHER, "UGUEST"}


def test_nobody_but_oneself_or_too_many_is_refused_in_the_form(stage: Stage, desk: Desk) -> None:
    assert adds(desk, READER) == {"errors": {"people": YOURSELF}}
    assert adds(desk, *(f"U{n:03d}" for n in range(200))) == {
        "errors": {"people": TOO_MANY.format(count=200, most=50)}
    }
    with Session(stage.engine) as session, session.begin():
        session.add(Person(team_id=TEAM, user_id="UAPP", name="robin", is_bot=True))
    assert adds(desk, "UAPP") == {"errors": {"people": APPS.format(people="@robin")}}
    assert stage.rows(Tie) == []


@pytest.mark.parametrize("tags", ["a, b, c, d, e, f", "x" * 31])
def test_too_many_or_too_long_tags_are_refused_in_the_form(stage: Stage, desk: Desk, tags: str) -> None:
    assert list(adds(desk, OTHER, tags=tags)["errors"]) == ["tags.new"]
    assert stage.rows(Tie) == []


def test_slack_is_asked_about_whom_nobody_knows_yet(stage: Stage, company: Company, desk: Desk) -> None:
    company.rooms["CNEW"] = Room({"UNEW", "UNEWER"})
    company.apps = {"UNEWER"}
    shown = words(adds(desk, OTHER, "UNEW", "UNEWER"))
    assert adding.ASKING.format(count=2) in shown
    assert {row.person for row in stage.rows(Tie)} == {OTHER, "UNEW"}
    assert company.said() == APPS.format(people="<@UNEWER>")
    assert company.count("users.info") == 2


def test_one_person_is_changed(stage: Stage, desk: Desk) -> None:
    adds(desk, OTHER)
    desk.turns(PERSON, OTHER)
    shown = desk.submits({"cadence": "usual", "tags": "mentors"})
    assert f"Saved: <@{OTHER}>." in words(shown)
    assert [(row.cadence, row.tags, row.since) for row in stage.rows(Tie)] == [("", ["mentors"], NOW)]


def test_we_met_counts_and_can_be_taken_back(stage: Stage, desk: Desk) -> None:
    adds(desk, OTHER, cadence="week")
    stage.later(NOW + 8 * DAY)
    assert "I haven't seen you two talk" in words(desk.turns(PERSON, OTHER))
    shown = desk.turns("relationships.met", OTHER)
    assert f"Noted: you and <@{OTHER}> met." in words(shown)
    assert "Last talked" in words(shown)
    assert [row.person for row in stage.rows(Meeting)] == [OTHER]
    (undo,) = [
        block["elements"][0]["value"]
        for block in shown["blocks"]
        if block.get("block_id") == "relationships.undo"
    ]
    shown = desk.turns("relationships.undo", undo)
    assert ties.TAKEN_BACK in words(shown)
    assert "I haven't seen you two talk" in words(shown)
    assert stage.rows(Meeting) == []


def test_not_now_not_any_more_and_again(stage: Stage, desk: Desk) -> None:
    adds(desk, OTHER, cadence="week")
    stage.later(NOW + 8 * DAY)
    assert "Not before" in words(desk.turns("relationships.snooze", OTHER))
    assert [row.snoozed_until for row in stage.rows(Tie)] == [NOW + 15 * DAY]
    desk.turns("relationships.wake", OTHER)
    assert [row.snoozed_until for row in stage.rows(Tie)] == [None]
    assert listed.LET_GO in words(desk.turns("relationships.let_go", OTHER))
    assert [row.is_let_go for row in stage.rows(Tie)] == [True]
    desk.turns("relationships.pick_up", OTHER)
    assert [row.is_let_go for row in stage.rows(Tie)] == [False]


def test_whoever_is_due_is_shown_with_something_to_give_that_the_reader_can_see(
    stage: Stage, company: Company, desk: Desk
) -> None:
    talked(stage, range(86, 29, -7))
    said(stage, OTHER, NOW - DAY, "Who knows the tariff?")
    seen = Outcome("ok", {"ok": True, "channels": [{"id": PLANS}]})
    desk.slack.will("users.conversations", seen)
    assert "They asked something that nobody has answered yet." in words(desk.turns(PERSON, OTHER))
    desk.slack.will("users.conversations", Outcome("ok", {"ok": True, "channels": []}))
    assert "They asked" not in words(desk.turns(PERSON, OTHER))
    desk.slack.will("users.conversations", Outcome("wait", {}, "too slow"))
    assert "Something you could give" not in words(desk.turns(PERSON, OTHER))


def test_a_tag_gets_a_rhythm_for_everybody_who_has_it(stage: Stage, desk: Desk) -> None:
    adds(desk, OTHER, cadence="usual", tags="customers")
    desk.turns("relationships.tags")
    shown = desk.submits({"cadence": "week"})
    assert "Saved: #customers, every week." in words(shown)
    assert [(row.tag, row.cadence) for row in stage.rows(TagCadence)] == [("customers", "week")]
    stage.later(NOW + 8 * DAY)
    assert "8 days ago" in words(desk.turns(PERSON, OTHER))
    desk.turns("relationships.tags")
    assert "#customers: every week" in words(desk.view)
    desk.submits({"cadence": "usual"})
    assert stage.rows(TagCadence) == []


def test_without_tags_there_is_nothing_to_choose(desk: Desk) -> None:
    assert ties.NO_TAGS in words(desk.turns("relationships.tags"))


@pytest.mark.parametrize("value", ["", "UNOBODY", READER, "UAPP", "x" * 3000])
def test_somebody_who_is_not_there_can_be_neither_opened_nor_changed(
    stage: Stage, desk: Desk, value: str
) -> None:
    with Session(stage.engine) as session, session.begin():
        session.add(Person(team_id=TEAM, user_id="UAPP", name="robin", is_bot=True))
    assert ties.NOT_HERE in words(desk.turns(PERSON, value))
    for verb in ("met", "snooze", "wake", "let_go", "pick_up"):
        assert ties.NOT_HERE in words(desk.turns(f"relationships.{verb}", value))
    assert stage.rows(Tie) == []
    assert stage.rows(Meeting) == []


def test_two_hundred_people_are_shown_page_by_page(stage: Stage, desk: Desk) -> None:
    everybody = [f"U{number:03d}" for number in range(200)]
    with Session(stage.engine) as session, session.begin():
        for number, user in enumerate(everybody):
            since = NOW - timedelta(days=number)
            session.add(Person(team_id=TEAM, user_id=user, name=user))
            tie = Tie(team_id=TEAM, user_id=READER, person=user, since=since, cadence="quarter")
            session.add(tie)
    seen: list[str] = []
    for skipped in range(0, 200, listed.PAGE):
        view = desk.turns("relationships.open", str(skipped))
        rows = [block["accessory"]["value"] for block in view["blocks"] if "accessory" in block]
        assert len(rows) == listed.PAGE
        seen += rows
    assert seen == everybody[::-1]


def test_met_by_command_names_whom_and_can_be_taken_back(stage: Stage, company: Company, desk: Desk) -> None:
    stage.settle(company, command(READER, f"met <@{OTHER}|u3> and <@{AUTHOR}>"))
    assert adding.MET.format(people=f"<@{OTHER}> and <@{AUTHOR}>") in company.said("response_url")
    assert {row.person for row in stage.rows(Meeting)} == {OTHER, AUTHOR}
    (undo,) = [
        block["elements"][0] for block in company.last("response_url")["blocks"] if block["type"] == "actions"
    ]
    desk.presses(undo["action_id"], undo["value"], response_url="https://hooks.example/1")
    assert stage.rows(Meeting) == []
    assert company.said("response_url") == ties.TAKEN_BACK


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("met", adding.USAGE),
        ("met yesterday", adding.USAGE),
        ("met @wren", adding.NOT_COMPLETED),
        (f"met <@{READER}>", YOURSELF),
    ],
)
def test_met_without_anybody_says_how(stage: Stage, company: Company, typed: str, answer: str) -> None:
    stage.settle(company, command(READER, typed))
    assert company.said("response_url") == answer
    assert stage.rows(Meeting) == []


def test_met_somebody_new_asks_slack_first(stage: Stage, company: Company) -> None:
    company.rooms["CNEW"] = Room({"UNEW"})
    stage.settle(company, command(READER, f"met <@UNEW> <@{OTHER}>"))
    assert {row.person for row in stage.rows(Meeting)} == {"UNEW", OTHER}
    company.refused["users.info"] = "user_not_found"
    stage.settle(company, command(READER, "met <@UNKNOWN>"))
    assert "I don't know 1 of them" in company.said("response_url")


def test_what_the_reader_did_is_nobody_elses(stage: Stage, company: Company, desk: Desk) -> None:
    adds(desk, OTHER)
    other = Desk(stage, company, OTHER)
    other.does(command(OTHER, "people"))
    assert listed.EMPTY in words(other.view)
    assert ties.NOT_HERE in words(other.turns(PERSON, READER))
