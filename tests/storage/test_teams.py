"""Two workspaces with the same ids of everything: whatever is asked or done for one leaves the other alone."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time, timedelta
from hashlib import sha256
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine, select, true
from sqlalchemy.exc import NoResultFound
from sqlmodel import Session, SQLModel

import storage
from bot.ama.act import Act
from bot.ama.moderation import Entry
from bot.ama.place import Place
from bot.attention import Watched
from bot.attention.learning import Learned
from bot.follow import Choice
from bot.nudges import Nudge, Silence, Source
from bot.people import Person
from storage import (
    ama,
    ama_after,
    ama_questions,
    ama_votes,
    attention,
    channels,
    digests,
    follows,
    green_button,
    green_poll,
    inbox,
    nudges,
    outbox,
    people,
    posts,
    workspace,
)
from storage import tables as tables_of
from storage.attention import Version
from storage.green_button import Weighed
from storage.tables import Poll, Press
from tests.bot.ama.samples import plan
from tests.moments import stamp
from tests.storage import leads, letters, offers, ties
from tests.storage.samples import NOW, engaged, event, promised, ranked, said

TS = stamp(NOW)
DAY = timedelta(days=1)
_NUMBERED = re.compile(r"\bid=\d+")  # counted over all workspaces
ANA = Person("U1", "{team} Ana", "Asia/Tokyo", is_bot=False, is_guest=False, is_deleted=False)

LEARNED = Learned(("U9",), b"state", 1, 1)
VERSION = Version(1, NOW, NOW, "start", ("U9",), 1, 1, sha256(b"state").hexdigest())
NUDGE = Nudge("green_loop", "1", 0.5, NOW, NOW + DAY, "T", "words", "quote", Source("C1", TS))
WEIGHED = Weighed("U2", "words", True, "C1", TS, {"growth": "grow"}, "green")

# What a parameter may be called, and a value that fits the rows below.
VALUES: dict[str, Any] = {
    "act": Act(Place("a1", "q1", "useful:no"), "own"), "ama_id": "a1", "entry": Entry(NOW, "U1", "close"), "fresh": ["x"],
    "hosts": ("U5",), "into": "q2", "is_moderated": False, "kind": "ama", "new_channel": "CNEW",
    "owner": lambda _question_id: "own", "plan": plan(), "question_id": "q1", "shown": "new", "state": "live",
    "tag": "own", "text": "new words", "today": NOW.date(), "user": "U1", "verb": "decline",
    "answer": "worked", "ask": "words", "at": NOW, "author": "U2", "bot_id": "B1", "bot_user_id": "UBOT", "button": "red", "chance": 70, "changed_by": "", "channel": "C1",
    "channel_id": "C1", "channel_ids": ["C1"], "channels": ["C1"], "condition": true(), "choice": Choice(("C7",), (), "daily"), "decision": "red",
    "found": [engaged(TS, "U7")], "in_round": "90 days", "instead": "gone", "item_id": 1, "keep_event": "none", "made": LEARNED, "lines": [(ranked("C1", "9.9"), "why")],
    "loop_at": NOW, "message": said(TS, text="new words"), "moment": NOW, "note": "a note", "name": "New", "new": "CNEW", "next_digest_at": NOW, "now": NOW,
    "old": "C1", "oldest": TS, "pair": ("U9TA", "U9TB"), "paused": True, "people": [ANA], "period": "other", "purpose": "p", "reader": "U1",
    "reason": "start", "reply": "a reply", "review": None, "since": NOW - DAY, "threshold": 0.2, "title": "T", "ts": TS, "until": NOW + DAY, "url": "https://new/", "user_id": "U1", "user_ids": ["U1"],
    "arguments": {"text": "new"}, "lane": "U1", "lanes": "U", "to": NOW + DAY,
    "about": "other", "nudge": replace(NUDGE, about="other"), "wakes": time(9), "sleeps": time(17), "days_off": (NOW.date(),), "silences": (Silence(NOW, NOW + DAY),),
    "version": VERSION, "view_id": "V1", "weighed": WEIGHED, "which": "", "with_text": True, "words": ["land unter"],
}  # fmt: skip


def _fill(session: Session, team: str) -> None:
    """At least one row of the team in every table, with the same ids in each team."""
    people.meet(session, team, url=f"https://{team}/", name=team, bot_user_id=f"UBOT{team}", bot_id="")
    named = Person("U1", f"{team} Ana", f"Etc/{team}", is_bot=True, is_guest=False, is_deleted=False)
    people.remember(session, team, [named])
    people.dm_is(session, team, "U1", f"D{team}")
    known = channels.channel(session, team, "C1")
    known.name, known.is_joined = f"{team} general", True
    channels.start_reading(session, team, "C1", TS, NOW)
    choice = Choice(("C1",), (Watched(f"U9{team}", 1),), "daily")
    follows.follow(session, team, "U1", choice, next_digest_at=NOW, now=NOW)
    posts.keep_post(session, team, said(TS, text=f"{team} words"), with_text=True)
    posts.keep_engagements(session, team, [engaged(TS, f"U9{team}")])
    posts.seen_now(session, team, NOW)
    lines = [(ranked("C1", TS, author=f"U2{team}"), f"{team} reason")]
    sent = digests.write(
        session, team, "U1", period="1", title=f"{team}", changed_by="", lines=lines, threshold=0.2, now=NOW
    )
    digests.say(session, sent.items[0].id, "mute")
    attention.keep(session, team, LEARNED, until=NOW, reason=f"{team} reason", now=NOW)
    _fill_session(session, team)
    _press(session, team)
    outbox.promise(session, promised(team_id=team, arguments={"text": f"{team} words"}), NOW)
    offers.fill(session, team)
    letters.fill(session, team)
    ties.fill(session, team)
    leads.fill(session, team)
    inbox.happened(session, event(team=team))


def _fill_session(session: Session, team: str) -> None:
    ama.set_up(session, team, "a1", plan(title=f"{team} title"))
    for question_id in ("q1", "q2"):
        act = Act(Place("a1", question_id), "own", "U1", f"{team} slot")
        ama_questions.ask(session, team, act, f"{team} question", is_moderated=False)
        ama_questions.appears(session, team, question_id)
        ama_votes.vote(session, team, Act(Place("a1", question_id), f"{team} voter"))
        ama_votes.flag(session, team, Act(Place("a1", question_id), f"{team} flag"))
    ama_questions.move(session, team, "q2", "park", due_on=NOW.date(), due_owner=f"U9{team}")
    ama_after.tapped(session, team, Act(Place("a1", "", "useful:yes"), f"{team} tap"))
    ama_after.log(session, team, "a1", Entry(NOW, f"U9{team}", "open", "", f"{team} detail"))


def _press(session: Session, team: str) -> None:
    kept = green_button.weigh(session, team, "U1", "V1", replace(WEIGHED, asker=f"U2{team}"), NOW)
    green_button.decide(session, team, kept.id, "discover", 70, NOW)
    green_button.await_next(session, team, kept.id, None, NOW - DAY)
    green_button.set_busy_words(session, team, "U1", [f"{team} words"])
    asked = green_poll.ask(session, team, "C1", f"U1{team}", NOW)
    green_poll.vote(session, team, asked.id, "U1", "green", NOW)
    _nudge(session, team)


def _nudge(session: Session, team: str) -> None:
    nudges.start(session, team, "U1", NOW)
    nudges.pause(session, team, "U1", NOW + DAY, NOW)
    said = nudges.say(session, team, "U1", replace(NUDGE, words=f"{team} words"), NOW)
    nudges.arrived(session, team, said.id, "C1", f"{team} ts")


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as opened:
        _fill(opened, "TA")
        _fill(opened, "TB")
        opened.flush()
        yield opened


def _rows(session: Session, team: str) -> dict[str, list[dict[str, Any]]]:
    session.flush()
    session.expire_all()
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in SQLModel.metadata.sorted_tables:
        found = session.connection().execute(select(table).where(table.c.team_id == team)).mappings()
        rows[table.name] = sorted((dict(row) for row in found), key=repr)
    return rows


def _questions(module: ModuleType) -> list[Callable[..., Any]]:
    return [
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and "team_id" in inspect.signature(function).parameters
    ]


MODULES = [
    module
    for found in pkgutil.iter_modules(storage.__path__)
    if not found.ispkg and _questions(module := importlib.import_module(f"storage.{found.name}"))
]
"""Every part of the storage that is asked about one workspace: a new one is taken up by itself."""


def _ask(session: Session, question: Callable[..., Any], team: str) -> Any:
    named = f"{question.__module__}.{question.__name__}"
    special: dict[str, dict[str, Any]] = {
        "storage.posts.have_responded": {"people": ["U9TB"]},
        "storage.posts.log": {
            "people": ["U9TA", "U9TB"],
            "period": (NOW.replace(hour=0), NOW.replace(hour=23)),
        },
        "storage.people.is_ourselves": {"user_id": "UBOTTB"},
        "storage.ama_questions.promised_by": {"owner": "U9TB"},
    }
    tables: dict[str, type[SQLModel]] = {
        "press_id": Press,
        "poll_id": Poll,
        "nudge_id": tables_of.Nudge,
        "digest_id": tables_of.Digest,
        "week_id": tables_of.WeekMessage,
    }
    ids = {name: _some_id(session, table, team) for name, table in tables.items()}
    values = (
        VALUES
        | offers.VALUES
        | letters.VALUES
        | leads.VALUES
        | special.get(named, {})
        | offers.SPECIAL.get(named, {})
        | letters.SPECIAL.get(named, {})
        | leads.SPECIAL.get(named, {})
        | ties.SPECIAL.get(named, {})
        | ids
        | {"session": session, "team_id": team}
    )
    if named == "storage.posts.drop_engagement":
        return posts.drop_engagement(session, team, channel_id="C1", ts=TS)
    named_ones = inspect.signature(question).parameters.values()
    return question(**{each.name: values[each.name] for each in named_ones if each.kind != each.VAR_KEYWORD})


def _some_id(session: Session, table: type[SQLModel], team: str) -> int:
    """The id of a row of the workspace, or of another where it has none, or of nothing."""
    rows = sorted(
        session.connection().execute(select(table)).mappings(), key=lambda row: row["team_id"] != team
    )
    return int(rows[0]["id"]) if rows else 0


def _told(session: Session, question: Callable[..., Any]) -> str:
    """What the question says of the first workspace, with nothing changed in the end."""
    with session.begin_nested() as attempt:
        try:
            answer = _ask(session, question, "TA")
            told = _NUMBERED.sub("id=", repr(list(answer) if inspect.isgenerator(answer) else answer))
            session.flush()
        except NoResultFound:
            told = "there is none"
        attempt.rollback()
    return told


def test_every_table_names_its_workspace_and_has_a_row_of_each(session: Session) -> None:
    for name, rows in _rows(session, "TB").items():
        assert rows, f"no row of the second workspace in {name}"


@pytest.mark.parametrize("module", MODULES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("first", [["TA"], []], ids=["beside its like", "where it is empty"])
def test_what_is_asked_of_one_workspace_has_the_same_answer_with_another_beside_it(
    engine: Engine, module: ModuleType, first: list[str]
) -> None:
    with Session(engine) as session:
        for team in first:
            _fill(session, team)
        alone = {question.__name__: _told(session, question) for question in _questions(module)}
        _fill(session, "TB")
        assert {question.__name__: _told(session, question) for question in _questions(module)} == alone


@pytest.mark.parametrize("module", MODULES, ids=lambda each: each.__name__)
def test_what_is_done_in_one_workspace_changes_nothing_in_another(
    session: Session, module: ModuleType
) -> None:
    before = _rows(session, "TB")
    for question in _questions(module):
        with session.begin_nested() as attempt:
            _ask(session, question, "TA")
            assert _rows(session, "TB") == before, question.__name__
            attempt.rollback()


def test_a_channel_that_only_another_workspace_follows_is_not_listened_to(session: Session) -> None:
    follows.forget_follower(session, "TA", "U1")
    assert channels.joined(session, "TA") == []
    assert channels.joined(session, "TB") == ["C1"]
    channels.forget_unfollowed(session, "TA")
    assert channels.backfill(session, "TA", "C1") is None
    assert channels.backfill(session, "TB", "C1") is not None


def test_whether_something_is_there_is_asked_of_one_workspace_only(session: Session) -> None:
    channels.id_changed(session, "TA", "C1", "CNEW")
    posts.mark_deleted(session, "TA", "C1", TS, NOW)
    session.flush()
    assert not channels.is_followed(session, "TA", "C1")
    assert channels.is_followed(session, "TB", "C1")
    assert posts.is_gone(session, "TA", "C1", TS)
    assert not posts.is_gone(session, "TB", "C1", TS)
    assert posts.text_of(session, "TB", "C1", TS) == "TB words"


def test_an_item_of_another_workspace_is_nobodys(session: Session) -> None:
    ((item_id, _channel),) = digests.muted(session, "TB", "U1")
    assert digests.of_item(session, "TA", item_id, "U1") is None
    assert digests.of_item(session, "TB", item_id, "U1") is not None


def test_forgetting_a_workspace_leaves_no_row_of_it_in_any_table(session: Session) -> None:
    other = _rows(session, "TB")
    inbox.happened(session, event("Ev9", team="TA"))
    workspace.forget(session, "TA", keep_event="Ev9")
    left = {name: rows for name, rows in _rows(session, "TA").items() if rows}
    assert list(left) == ["inbox"]
    assert [row["event_id"] for row in left["inbox"]] == ["Ev9"]
    assert _rows(session, "TB") == other
