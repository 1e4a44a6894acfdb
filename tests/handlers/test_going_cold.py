"""Who is going cold: said once, with something to give; done, put off, let go, and taken back."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.nudges import going_cold
from handlers import relationships
from storage.tables import Meeting, Nudge, Person, TagCadence, Tie
from tests.handlers.circles import DAY, listening, minute, only_nudge, presses, said, talked
from tests.handlers.company import Company
from tests.handlers.events import TEAM, command, submission
from tests.handlers.fernwood import AUTHOR, BOARD, NINE, OTHER, PLANS, READER
from tests.handlers.stage import NOW, Stage

WEEKLY = range(86, 29, -7)  # days ago; the last of them 30
TITLE = going_cold.TITLE.format(person=f"<@{OTHER}>")


@pytest.fixture
def company(stage: Stage) -> Company:
    """Everybody is there, and the reader listens."""
    return listening(stage)


def test_a_silence_that_is_long_for_the_two_is_said_once_with_something_to_give(
    stage: Stage, company: Company
) -> None:
    talked(stage, WEEKLY)
    asked = said(stage, OTHER, NOW - 2 * DAY, "Does anybody know the tariff of the harbour?")
    (words,) = minute(stage, company)
    assert words.startswith(f"{TITLE}\nYou and <@{OTHER}> usually talk every week or so; the last time was ")
    assert "asked something that nobody has answered yet" in words
    link = f"https://b.example/archives/{PLANS}/p{asked.replace('.', '')}"
    assert f"Hi u3, I saw your question ({link})" in only_nudge(stage).draft
    for day in range(1, 60):
        stage.later(NOW + day * DAY)
        assert not any(TITLE in each for each in minute(stage, company))


def test_whoever_talks_as_usual_or_hardly_ever_is_not_brought_up(stage: Stage, company: Company) -> None:
    talked(stage, range(86, 4, -7))
    talked(stage, [80, 60], person=AUTHOR)
    assert minute(stage, company) == []


@pytest.mark.parametrize("change", [{"is_deleted": True}, {"is_bot": True}, {"is_stranger": True}])
def test_who_cannot_be_written_to_is_not_brought_up(
    stage: Stage, company: Company, change: dict[str, bool]
) -> None:
    talked(stage, WEEKLY)
    with Session(stage.engine) as session, session.begin():
        row = session.get_one(Person, (TEAM, OTHER))
        for name, value in change.items():
            setattr(row, name, value)
    assert minute(stage, company) == []


def test_done_counts_as_contact_and_can_be_taken_back(stage: Stage, company: Company) -> None:
    talked(stage, WEEKLY)
    minute(stage, company)
    shown = presses(stage, company, "going_cold.done")
    assert relationships.TALKED in shown
    assert [(row.person, row.at) for row in stage.rows(Meeting)] == [(OTHER, NOW)]
    shown = presses(stage, company, "going_cold.undo")
    assert relationships.TALKED not in shown
    assert "In a week" in shown
    assert stage.rows(Meeting) == []
    presses(stage, company, "going_cold.done")
    presses(stage, company, "going_cold.done")
    assert len(stage.rows(Meeting)) == 1


def test_in_a_week_it_comes_again_in_a_week(stage: Stage, company: Company) -> None:
    talked(stage, WEEKLY)
    minute(stage, company)
    assert "I'll come back to it on" in presses(stage, company, "going_cold.snooze")
    assert [row.snoozed_until for row in stage.rows(Tie)] == [NOW + 7 * DAY]
    assert minute(stage, company, NOW + 6 * DAY + timedelta(hours=23)) == []
    (words,) = minute(stage, company, NOW + 8 * DAY)
    assert words.startswith(TITLE)


def test_who_was_let_go_is_not_brought_up_again_unless_it_is_taken_back(
    stage: Stage, company: Company
) -> None:
    talked(stage, WEEKLY)
    minute(stage, company)
    assert "Let go" in presses(stage, company, "going_cold.let_go")
    assert [row.is_let_go for row in stage.rows(Tie)] == [True]
    presses(stage, company, "going_cold.undo")
    assert [row.is_let_go for row in stage.rows(Tie)] == [False]


def test_nobody_else_can_press(stage: Stage, company: Company) -> None:
    talked(stage, WEEKLY)
    minute(stage, company)
    assert presses(stage, company, "going_cold.let_go", user=AUTHOR) == ""
    assert stage.rows(Tie) == []


def test_contact_after_a_done_is_what_counts(stage: Stage, company: Company) -> None:
    talked(stage, WEEKLY)
    minute(stage, company)
    presses(stage, company, "going_cold.done")
    assert minute(stage, company, NOW + 10 * DAY) == []
    (words,) = minute(stage, company, NOW + 30 * DAY)
    assert words.startswith(TITLE)


def test_what_is_given_is_only_what_the_other_can_see_too(stage: Stage, company: Company) -> None:
    """#board is private, and OTHER is not in it; AUTHOR writes there about what OTHER cares for."""
    talked(stage, WEEKLY)
    for day in range(28, 8, -2):
        said(stage, NINE, NOW - day * DAY, f"unrelated number{day}")
    said(stage, OTHER, NOW - 20 * DAY, "the lighthouse tariff needs a keeper")
    said(stage, AUTHOR, NOW - 3 * DAY, "news of the lighthouse tariff", channel=BOARD)
    minute(stage, company)
    assert only_nudge(stage).draft.startswith("Hi u3, I learned something lately")


def test_a_post_that_both_can_see_is_given(stage: Stage, company: Company) -> None:
    talked(stage, WEEKLY)
    for day in range(28, 8, -2):
        said(stage, NINE, NOW - day * DAY, f"unrelated number{day}")
    said(stage, OTHER, NOW - 20 * DAY, "the lighthouse tariff needs a keeper")
    said(stage, AUTHOR, NOW - 3 * DAY, "news of the lighthouse tariff")
    minute(stage, company)
    assert only_nudge(stage).draft.startswith(
        "Hi u3, this made me think of what you wrote about lighthouse and tariff: "
    )


def test_what_is_given_is_not_said_to_whoever_left_its_channel(stage: Stage, company: Company) -> None:
    talked(stage, WEEKLY)
    said(stage, OTHER, NOW - 2 * DAY, "Does anybody know the tariff of the harbour?")
    company.rooms[PLANS].members.remove(READER)
    assert not any("tariff" in each for each in minute(stage, company))
    assert not any("tariff" in row.draft for row in stage.rows(Nudge))


def test_a_cadence_of_ones_own_and_of_a_tag(stage: Stage, company: Company) -> None:
    with Session(stage.engine) as session, session.begin():
        since = NOW - 100 * DAY
        for person, fields in ((OTHER, {"cadence": "week"}), (AUTHOR, {"tags": ["mentors"]})):
            session.add(Tie(team_id=TEAM, user_id=READER, person=person, since=since, **fields))
        session.add(TagCadence(team_id=TEAM, user_id=READER, tag="mentors", cadence="quarter"))
    talked(stage, [8])
    talked(stage, [92], person=AUTHOR)
    (first,) = minute(stage, company)
    (second,) = minute(stage, company, NOW + DAY)
    assert f"You wanted to talk with <@{OTHER}> every week; the last time was 8 days ago." in first + second
    assert (
        f"You wanted to talk with <@{AUTHOR}> every 3 months; the last time was 3 months ago."
        in first + second
    )


def test_home_shows_who_is_going_cold_and_who_is_next(stage: Stage, company: Company) -> None:
    talked(stage, WEEKLY)
    with Session(stage.engine) as session, session.begin():
        session.add(Tie(team_id=TEAM, user_id=READER, person=AUTHOR, since=NOW, cadence="week"))
    with Session(stage.engine) as session:
        state = relationships.home_state(session, TEAM, READER, NOW)
        assert [(each.person, each.state) for each in state.waiting] == [(OTHER, "cold")]
        assert [(each.person, each.at) for each in state.coming] == [(AUTHOR, NOW + 7 * DAY)]
        assert not relationships.home_state(session, TEAM, AUTHOR, NOW).is_started


def test_whoever_stops_leaves_nothing_behind(stage: Stage, company: Company) -> None:
    talked(stage, WEEKLY)
    minute(stage, company)
    presses(stage, company, "going_cold.done")
    presses(stage, company, "going_cold.let_go")
    stage.settle(company, command(READER, "stop"))
    assert stage.rows(Tie) == []
    assert stage.rows(Meeting) == []
    assert minute(stage, company, NOW + 30 * DAY) == []


def test_manager_and_reports_are_talked_with_elsewhere_unless_they_were_added(
    stage: Stage, company: Company
) -> None:
    stage.settle(company, submission(AUTHOR, [PLANS], [READER]))
    company.sent.clear()
    talked(stage, WEEKLY, person=NINE)
    talked(stage, WEEKLY, person=AUTHOR)
    assert minute(stage, company) == []
    with Session(stage.engine) as session, session.begin():
        session.add(Tie(team_id=TEAM, user_id=READER, person=NINE, since=NOW - 90 * DAY))
    (words,) = minute(stage, company, NOW + timedelta(hours=1))
    assert words.startswith(going_cold.TITLE.format(person=f"<@{NINE}>"))
