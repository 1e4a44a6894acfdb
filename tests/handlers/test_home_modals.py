"""What the Home tab opens, and what its buttons do there."""

from typing import Any

import pytest

from handlers import earshot, modal_for
from handlers.edges.arrival import arrival
from handlers.views import following, home, kept
from storage.engine import reading
from storage.tables import Follow, Follower
from tests.handlers import fernwood
from tests.handlers.company import Company
from tests.handlers.events import click, submission
from tests.handlers.fernwood import BOARD, NINE, OTHER, PLANS, READER
from tests.handlers.green import Desk
from tests.handlers.stage import Stage
from tests.views.rendered import faults, pressed


@pytest.fixture
def company(stage: Stage) -> Company:
    """Two people follow #plans, one of them #board too."""
    return fernwood.followed(
        stage, submission(READER, [PLANS, BOARD], [NINE]), submission(OTHER, [PLANS], [NINE])
    )


def test_what_is_kept_is_counted_for_its_reader_alone(stage: Stage, company: Company) -> None:
    shown = Desk(stage, company, READER).presses(home.KEPT)
    assert "channels and people that you follow: 3" in str(shown)
    assert "channels and people that you follow: 2" in str(Desk(stage, company, OTHER).presses(home.KEPT))
    assert kept.NOTHING in str(Desk(stage, company, "U99").presses(home.KEPT))


def test_forgetting_there_is_stopping(stage: Stage, company: Company) -> None:
    desk = Desk(stage, company, READER)
    desk.presses(home.KEPT)
    view = {"id": "V1", "type": "modal", "hash": "1.a"}
    shown = desk.presses(kept.FORGET, view=view)
    assert kept.FORGOTTEN in str(shown)
    assert (
        {row.user_id for row in stage.rows(Follow)}
        == {row.user_id for row in stage.rows(Follower)}
        == {OTHER}
    )
    assert company.last("chat.postMessage")["text"] == earshot.STOPPED
    assert home.WELCOME in str(company.last("views.publish"))


def test_help_opens(stage: Stage, company: Company) -> None:
    assert "/earshot follow" in str(Desk(stage, company, READER).presses(home.HELP))


@pytest.mark.parametrize("value", ["", "-1", "0.5", "²", "9" * 400, "40"])
def test_a_page_that_is_none_is_the_first_or_the_last(stage: Stage, company: Company, value: str) -> None:
    shown = Desk(stage, company, READER).presses(following.ALL_MUTED, value)
    assert following.NOTHING_MUTED in str(shown)


def test_unmuting_on_the_tab_opens_nothing(stage: Stage, company: Company) -> None:
    assert opened(stage, click(READER, following.UNMUTE, PLANS, view={"type": "home", "id": "V1"})) == {}


def test_unmuting_in_the_list_takes_the_channel_off_it(stage: Stage, company: Company) -> None:
    view = {"type": "modal", "id": "V1", "hash": "1.a", "private_metadata": "0"}
    shown = opened(stage, click(READER, following.UNMUTE, PLANS, view=view))
    assert pressed(shown) == []
    assert faults(shown) == []


def opened(stage: Stage, body: dict[str, Any]) -> dict[str, Any]:
    """The modal that something opens at the door."""
    event = arrival(body, stage.clock.now())
    assert event is not None
    make = modal_for(event.kind)
    assert make is not None
    with reading(stage.engine) as session:
        return make(session, event, None)  # type: ignore[arg-type]  # nothing is asked here
