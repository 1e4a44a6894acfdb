"""Opening a form: filled in with what is known, in time, or else the person is told."""

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.attention import Watched
from bot.event import Event
from bot.follow import Choice
from handlers import earshot
from handlers.edges.arrival import arrival
from handlers.edges.opener import Opener
from handlers.edges.slack import Outcome
from handlers.views.why import GONE
from storage import follows
from tests.edges.scripted import ScriptedSlack
from tests.handlers.events import click, command, submission
from tests.handlers.stage import NOW, Stage

FIELDS = [
    {"id": "Xf1", "label": "Pronouns", "type": "text"},
    {"id": "Xf2", "label": "Manager", "type": "user"},
]
TEAM_PROFILE = Outcome("ok", {"profile": {"fields": FIELDS}})
PROFILE = Outcome("ok", {"profile": {"fields": {"Xf1": {"value": "she"}, "Xf2": {"value": "U9"}}}})
SLOW = Outcome("unknown", problem="TimeoutError: timed out")


class Counter:
    """Where forms are opened; Slack tells of profiles as it is scripted here."""

    def __init__(
        self, engine: Engine, team_profile: Outcome = TEAM_PROFILE, profile: Outcome = PROFILE
    ) -> None:
        self.slack, self.happened = ScriptedSlack(), list[Event]()
        self.opener = Opener(engine, self.slack, self.happened.append, lambda: NOW)
        self.slack.will("team.profile.get", team_profile)
        self.slack.will("users.profile.get", profile)

    def asks(self, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Somebody asks for the form; what views.open is called with."""
        event = arrival(body or command("U1", "follow"), NOW)
        assert event is not None
        self.opener.open(event)
        return self.slack.made("views.open")[-1]


@pytest.fixture
def counter(engine: Engine) -> Counter:
    return Counter(engine)


def _chosen(asked: dict[str, Any], block: str) -> list[str]:
    (element,) = [each["element"] for each in asked["view"]["blocks"] if each.get("block_id") == block]
    return list(element.get("initial_users") or element.get("initial_conversations") or [])


def test_the_manager_is_filled_in_from_the_profile(counter: Counter) -> None:
    typed = command("U1", "follow")
    asked = counter.asks(typed)
    assert asked["trigger_id"] == typed["trigger_id"]
    assert _chosen(asked, "level1") == ["U9"]
    assert counter.slack.made("users.profile.get") == [{"user": "U1"}]
    assert counter.happened == []


def test_the_fields_of_profiles_are_asked_for_once(counter: Counter) -> None:
    for _ in range(3):
        counter.asks()
    assert len(counter.slack.made("team.profile.get")) == 1


@pytest.mark.parametrize("outcome", [SLOW, Outcome("refused", problem="missing_scope"), Outcome("ok", {})])
def test_without_a_profile_the_form_opens_all_the_same(engine: Engine, outcome: Outcome) -> None:
    for counter in (Counter(engine, team_profile=outcome), Counter(engine, profile=outcome)):
        assert _chosen(counter.asks(), "level1") == []
        assert counter.happened == []


def test_fields_that_slack_was_too_slow_to_tell_are_asked_for_again(engine: Engine) -> None:
    counter = Counter(engine, team_profile=SLOW)
    counter.slack.will("team.profile.get", TEAM_PROFILE)
    assert _chosen(counter.asks(), "level1") == []
    assert _chosen(counter.asks(), "level1") == ["U9"]


def test_who_follows_already_sees_their_choice_and_slack_is_asked_nothing_else(
    counter: Counter, engine: Engine
) -> None:
    choice = Choice(("C1", "C2"), (Watched("U8", 1), Watched("U7", 0)), "weekly")
    with Session(engine) as session, session.begin():
        follows.follow(session, "T1", "U1", choice, next_digest_at=NOW, now=NOW)
    asked = counter.asks()
    assert _chosen(asked, "channels") == ["C1", "C2"]
    assert (_chosen(asked, "level1"), _chosen(asked, "voices")) == (["U8"], ["U7"])
    assert [method for method, _ in counter.slack.calls] == ["views.open"]


@pytest.mark.parametrize(
    "outcome", [SLOW, Outcome("refused", problem="expired_trigger_id"), Outcome("wait", retry_after=1)]
)
def test_a_form_that_does_not_open_is_said_to_the_person_who_asked(
    counter: Counter, engine: Engine, outcome: Outcome
) -> None:
    counter.slack.will("views.open", outcome)
    typed = command("U1", "follow")
    counter.asks(typed)
    (missed,) = counter.happened
    stage = Stage(engine)
    stage.happens(missed)
    stage.work()
    (told,) = stage.promised()
    assert (told.method, told.recipient) == ("response_url", "U1")
    said = earshot.MISSED + earshot.TYPED.format(typed="/earshot follow")
    assert (told.arguments["url"], told.arguments["text"]) == (typed["response_url"], said)


def _page(*channels: str, cursor: str = "") -> Outcome:
    found = [{"id": channel} for channel in channels]
    return Outcome("ok", {"channels": found, "response_metadata": {"next_cursor": cursor}})


def test_which_channels_somebody_is_in_is_asked_to_the_last_page(counter: Counter) -> None:
    counter.slack.will("users.conversations", _page("C1", "C2", cursor="more"), _page("C3"))
    assert counter.opener.channels("U1") == frozenset({"C1", "C2", "C3"})
    first, second = counter.slack.made("users.conversations")
    assert (first["user"], first["types"]) == ("U1", "public_channel,private_channel")
    assert (first.get("cursor"), second["cursor"]) == (None, "more")


@pytest.mark.parametrize(
    "end", [SLOW, Outcome("refused", problem="missing_scope"), Outcome("wait", retry_after=1)]
)
def test_channels_that_slack_does_not_tell_in_time_are_not_guessed(counter: Counter, end: Outcome) -> None:
    counter.slack.will("users.conversations", _page("C1", cursor="more"), end)
    assert counter.opener.channels("U1") is None


def test_channels_are_not_asked_for_without_end(counter: Counter) -> None:
    counter.slack.will("users.conversations", *[_page("C1", cursor="more")] * 9)
    assert counter.opener.channels("U1") is None
    assert len(counter.slack.made("users.conversations")) == 2


def test_a_press_on_why_opens_what_there_is_to_say(counter: Counter) -> None:
    pressed = click("U1", "why.open", "7")
    asked = counter.asks(pressed)
    assert asked["trigger_id"] == pressed["trigger_id"]
    assert GONE in str(asked["view"])


def test_a_press_in_a_modal_changes_that_modal(counter: Counter) -> None:
    counter.opener.open(
        _arrived(click("U1", "follow.open", view={"type": "modal", "id": "V7", "hash": "1.b"}))
    )
    (changed,) = counter.slack.made("views.update")
    assert (changed["view_id"], changed["hash"], changed["view"]["callback_id"]) == ("V7", "1.b", "follow")
    assert counter.slack.made("views.open") == []


def test_a_press_on_the_home_tab_opens_one(counter: Counter) -> None:
    counter.opener.open(
        _arrived(click("U1", "follow.open", view={"type": "home", "id": "V7", "hash": "1.b"}))
    )
    assert len(counter.slack.made("views.open")) == 1


def test_a_submission_that_nobody_replies_to_just_closes(counter: Counter) -> None:
    assert counter.opener.respond(_arrived(submission("U1", ["C1"], ["U2"]))) is None


def _arrived(body: dict[str, Any]) -> Event:
    event = arrival(body, NOW)
    assert event is not None
    return event
