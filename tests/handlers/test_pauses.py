"""Silence and hours: typed, pressed, or set in a modal; refused in words, and over by itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.nudges.calm import NIGHT_IS_NO_DAY
from handlers import pauses
from handlers.earshot import NOTHING
from handlers.edges.arrival import arrival
from handlers.edges.opener import Opener
from storage.tables import Follower, Listener, Nudge
from tests.edges.scripted import ScriptedSlack
from tests.handlers.events import TEAM, click, command, submission
from tests.handlers.fernwood import NINE, OTHER, PLANS, READER
from tests.handlers.listening import Listening, nudge
from tests.handlers.stage import NOW
from tests.moments import at

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
ZONE = "Europe/Berlin"


@pytest.fixture
def here(engine: Engine) -> Iterator[Listening]:
    """The reader lives in Berlin and has started; nothing may have failed by the end."""
    built = Listening(engine)
    built.company.zones[READER] = ZONE
    built.starts(READER)
    yield built
    assert built.stage.troubles() == []


def types(here: Listening, text: str, user: str = READER) -> str:
    """What they are told."""
    here.stage.settle(here.company, command(user, text))
    return str(here.company.last("response_url")["text"])


def row(here: Listening) -> Listener:
    """The reader's."""
    (found,) = [each for each in here.stage.rows(Listener) if each.user_id == READER]
    return found


def sends(here: Listening, callback: str, values: dict[str, Any]) -> dict[str, Any]:
    """Somebody sends a modal: what is wrong with it, or {} and it is handled."""
    state = {name: {name: value} for name, value in values.items()}
    view = {
        "id": "V1",
        "hash": f"{len(here.company.sent)}",
        "callback_id": callback,
        "state": {"values": state},
    }
    body = {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": READER}, "view": view}
    event = arrival(body, here.stage.clock.now())
    assert event is not None
    reply = door(here).respond(event)
    if reply is not None and not reply.is_written:
        return dict(reply.answer["errors"])
    here.stage.settle(here.company, body)
    return {}


def door(here: Listening) -> Opener:
    """Where modals are opened and answered."""
    return Opener(here.stage.engine, ScriptedSlack(), list[object]().append, here.stage.clock.now)


def pause_for(span: str, day: str | None = None) -> dict[str, Any]:
    """The pause modal, filled in."""
    return {"span": {"selected_option": {"value": span}}, "day": {"selected_date": day}}


def hours(**changed: Any) -> dict[str, Any]:
    """The settings modal, filled in."""
    given = {
        "wakes": {"selected_time": "08:00"},
        "sleeps": {"selected_time": "20:00"},
        "days_off": {"value": None},
        "silence": {"selected_option": {"value": "no"}},
        "day": {"selected_date": None},
    }
    return given | changed


@pytest.mark.parametrize(
    ("typed", "end", "told"),
    [
        ("pause", None, "until you type `/earshot resume`"),
        ("pause until 13 March", "2026-03-12 23:00", "until Friday, 13 March 2026"),
        ("pause 2 weeks", "2026-03-15 23:00", "until Monday, 16 March 2026"),
        ("PAUSE until 1 April", "2026-03-31 22:00", "until Wednesday, 1 April 2026"),  # clocks have changed
    ],
)
def test_a_pause_ends_with_the_beginning_of_a_day_there(
    here: Listening, typed: str, end: str | None, told: str
) -> None:
    assert told in types(here, typed)
    assert (row(here).pause_begin, row(here).pause_end) == (NOW, at(end) if end else None)


@pytest.mark.parametrize("typed", ["pause forever", "pause until 12/3", "pause <!channel>", "pause today"])
def test_an_end_that_cannot_be_read_pauses_nothing(here: Listening, typed: str) -> None:
    said = types(here, typed)
    assert "try `" in said.lower()
    assert "<" not in said
    assert row(here).pause_begin is None


def test_a_dated_pause_is_over_by_itself_for_nudges_and_digests(here: Listening) -> None:
    here.stage.settle(here.company, submission(READER, [PLANS], [NINE]))
    types(here, "pause until tomorrow")
    here.could(READER, nudge("a", NOW))
    (follower,) = here.stage.rows(Follower)
    assert follower.is_paused
    assert here.minute(NOW + HOUR) == []
    assert here.minute(at("2026-03-03 06:59")) == []
    assert here.minute(at("2026-03-03 07:00")) == ["Title a"]
    (follower,) = here.stage.rows(Follower)
    assert (follower.is_paused, follower.next_digest_at) == (False, at("2026-03-03 08:00"))
    assert row(here).pause_begin is None


def test_whoever_keeps_nothing_here_has_nothing_to_pause(here: Listening) -> None:
    assert types(here, "pause", OTHER) == NOTHING
    assert types(here, "resume", OTHER) == NOTHING
    assert [each.user_id for each in here.stage.rows(Listener)] == [READER]


def test_the_pause_of_a_nudge_asks_how_long_and_counts_as_an_answer(here: Listening) -> None:
    here.could(READER, nudge("a", NOW))
    here.minute(NOW + HOUR)
    (said,) = here.stage.rows(Nudge)
    slack = ScriptedSlack()
    event = arrival(click(READER, "nudge.pause", str(said.id)), here.stage.clock.now())
    assert event is not None
    Opener(here.stage.engine, slack, list[object]().append, here.stage.clock.now).open(event)
    assert slack.calls[-1][1]["view"]["callback_id"] == "nudge.pause"
    here.presses(READER, "nudge.pause", said.id or 0)
    assert here.stage.rows(Nudge)[0].answered_at == NOW + HOUR


@pytest.mark.parametrize(
    ("span", "day", "end"),
    [
        ("tomorrow", None, "2026-03-02 23:00"),
        ("week", None, "2026-03-08 23:00"),
        ("date", "2026-03-20", "2026-03-19 23:00"),
        ("ever", "2026-03-20", None),
    ],
)
def test_the_pause_modal_begins_a_silence(
    here: Listening, span: str, day: str | None, end: str | None
) -> None:
    assert sends(here, "nudge.pause", pause_for(span, day)) == {}
    assert (row(here).pause_begin, row(here).pause_end) == (NOW, at(end) if end else None)
    assert "Paused" in here.company.said()


@pytest.mark.parametrize(
    ("day", "fault"),
    [(None, pauses.NO_DAY), ("2026-03-02", pauses.NOT_LATER), ("2020-01-01", pauses.NOT_LATER)],
)
def test_a_day_that_is_missing_or_over_is_refused_in_the_modals(
    here: Listening, day: str | None, fault: str
) -> None:
    assert sends(here, "nudge.pause", pause_for("date", day)) == {"day": fault}
    silence = {"silence": {"selected_option": {"value": "date"}}, "day": {"selected_date": day}}
    assert sends(here, "settings.save", hours(**silence)) == {"day": fault}
    assert row(here).pause_begin is None


def test_hours_and_days_off_hold_for_what_is_said(here: Listening) -> None:
    values = hours(
        wakes={"selected_time": "10:00"}, sleeps={"selected_time": "16:00"}, days_off={"value": "3 to 4 Mar"}
    )
    values["days_off"] = {"value": "3 Mar to 4 Mar"}
    assert sends(here, "settings.save", values) == {}
    here.could(READER, nudge("a", at("2026-03-02 16:00")))  # 17:00 there
    for moment in ("2026-03-02 16:00", "2026-03-03 12:00", "2026-03-04 12:00", "2026-03-05 08:59"):
        assert here.minute(at(moment)) == []
    assert here.minute(at("2026-03-05 09:00")) == ["Title a"]


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"sleeps": {"selected_time": "08:00"}}, {"sleeps": NIGHT_IS_NO_DAY}),
        ({"wakes": {"selected_time": "23:00"}}, {"sleeps": NIGHT_IS_NO_DAY}),
        ({"days_off": {"value": "Christmas"}}, {"days_off": "can't read “Christmas”"}),
    ],
)
def test_settings_that_cannot_be_are_refused_where_they_stand(
    here: Listening, changed: dict[str, Any], errors: dict[str, str]
) -> None:
    refused = sends(here, "settings.save", hours(**changed))
    assert refused.keys() == errors.keys()
    assert all(words in refused[block] for block, words in errors.items())
    assert row(here).sleeps == "20:00"


def test_a_pause_is_set_and_ended_in_the_settings_too(here: Listening) -> None:
    silence = {"silence": {"selected_option": {"value": "date"}}, "day": {"selected_date": "2026-03-16"}}
    assert sends(here, "settings.save", hours(**silence)) == {}
    assert row(here).pause_end == at("2026-03-15 23:00")
    opened = shown(here)
    assert (entered(opened, "day"), entered(opened, "silence")) == ("2026-03-16", "date")
    assert sends(here, "settings.save", hours()) == {}
    assert row(here).pause_begin is None
    assert entered(shown(here), "silence") == "no"


def test_settings_are_a_way_to_start(engine: Engine) -> None:
    here = Listening(engine)
    assert sends(here, "settings.save", hours()) == {}
    assert row(here).started_at == NOW


def shown(here: Listening, moment: datetime | None = None) -> dict[str, Any]:
    """The settings modal as it opens."""
    slack, now = ScriptedSlack(), moment or here.stage.clock.now()
    event = arrival(command(READER, "settings"), now)
    assert event is not None
    Opener(here.stage.engine, slack, list[object]().append, here.stage.clock.now).open(event)
    return dict(slack.calls[-1][1]["view"])


def entered(view: dict[str, Any], name: str) -> str:
    """What a block is filled in with."""
    (element,) = [each["element"] for each in view["blocks"] if each.get("block_id") == name]
    return str(element.get("initial_date") or element["initial_option"]["value"])
