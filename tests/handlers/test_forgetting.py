from datetime import timedelta

import pytest
from sqlmodel import SQLModel

from bot.backfill import TEXT_KEPT
from handlers import earshot
from storage import inbox
from storage.tables import (
    Backfill,
    Channel,
    Digest,
    DigestItem,
    Engagement,
    Follow,
    Follower,
    Inbox,
    Outbox,
    Post,
    Watermark,
    Workspace,
)
from tests.handlers import events, fernwood
from tests.handlers.company import Company, Said
from tests.handlers.events import BOT_USER, command, submission
from tests.handlers.fernwood import AUTHOR, BOARD, NINE, OTHER, PLANS, READER
from tests.handlers.stage import NOW, Stage
from tests.moments import at, stamp


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader follows #plans and #board, somebody else #plans too; the reader has had a digest."""
    stage.starts()
    starting = submission(READER, [PLANS, BOARD], [NINE]), submission(OTHER, [PLANS], [NINE])
    company = fernwood.followed(stage, *starting)
    said = company.post(PLANS, Said(stamp(NOW, 9), AUTHOR, "very private words"))
    stage.settle(company, events.message(PLANS, said.ts, AUTHOR, said.text))
    stage.settle(company, command(READER, "digest"))
    return company


def _of(stage: Stage, table: type[SQLModel]) -> set[str]:
    return {str(row.model_dump().get("user_id")) for row in stage.rows(table)}


def test_stopping_forgets_what_is_kept_for_a_person_and_for_nobody_else(
    stage: Stage, company: Company
) -> None:
    stage.settle(company, command(READER, "stop"))
    assert company.last("response_url")["text"] == earshot.STOPPED
    assert _of(stage, Follower) == {OTHER}
    assert _of(stage, Follow) == {OTHER}
    assert _of(stage, Digest) == _of(stage, DigestItem) == set()
    assert {row.channel_id for row in stage.rows(Post)} == {PLANS}
    assert {row.channel_id for row in stage.rows(Engagement)} == {PLANS}


def test_when_the_last_follower_stops_nothing_that_was_said_is_left(stage: Stage, company: Company) -> None:
    for user in (READER, OTHER):
        stage.settle(company, command(user, "stop"))
    assert [list(stage.rows(table)) for table in (Post, Engagement, Backfill)] == [[], [], []]
    later = stamp(NOW, 77)
    stage.settle(company, events.message(PLANS, later, AUTHOR))
    assert stage.rows(Post) == []


def test_stopping_without_having_started_says_so(stage: Stage, company: Company) -> None:
    stage.settle(company, command(AUTHOR, "stop"))
    assert company.last("response_url")["text"] == earshot.NOTHING


def test_a_digest_that_waits_is_not_sent_to_somebody_who_stops(stage: Stage, company: Company) -> None:
    said = company.post(PLANS, Said(stamp(NOW, 10), AUTHOR))
    stage.takes(events.message(PLANS, said.ts, AUTHOR), command(READER, "digest"))
    (asked,) = stage.promised("users.conversations")
    stage.answer(asked, company.answer(asked.method, asked.arguments))
    stage.work()
    assert len(stage.promised("chat.postMessage")) == 1
    stage.takes(command(READER, "stop"))
    assert stage.promised("chat.postMessage") == []


def test_who_starts_again_starts_anew(stage: Stage, company: Company) -> None:
    stage.settle(company, command(READER, "stop"))
    stage.later(NOW + timedelta(minutes=1))
    stage.settle(company, submission(READER, [PLANS], [NINE]))
    stage.settle(company, command(READER, "digest"))
    assert _of(stage, Digest) == {READER}


@pytest.mark.parametrize(
    "event", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}}]
)
def test_uninstalling_purges_every_table(stage: Stage, company: Company, event: dict[str, object]) -> None:
    body = events.callback(event)
    stage.takes(events.message(PLANS, stamp(NOW, 20), AUTHOR), body)
    left = {
        table.name: [dict(row) for row in _rows(stage, table)]
        for table in SQLModel.metadata.sorted_tables
        if _rows(stage, table)
    }
    assert list(left) == ["inbox"]
    assert [(row["event_id"], row["payload"], row["state"]) for row in left["inbox"]] == [
        (body["event_id"], "{}", "done")
    ]


def _rows(stage: Stage, table: object) -> list[dict[str, object]]:
    with stage.engine.connect() as connection:
        return [dict(row) for row in connection.execute(table.select()).mappings()]  # type: ignore[attr-defined]


def test_a_persons_own_token_that_is_revoked_changes_nothing(stage: Stage, company: Company) -> None:
    stage.takes(events.callback({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}}))
    assert len(stage.rows(Workspace)) == 1
    assert len(stage.rows(Follower)) == 2


def test_after_uninstalling_the_clock_goes_on_and_finds_nothing(stage: Stage, company: Company) -> None:
    stage.takes(events.callback({"type": "app_uninstalled"}))
    stage.later(at("2026-03-03 09:00"))
    stage.minute()
    assert stage.promised() == []
    assert stage.rows(Follower) == []


def test_words_are_forgotten_after_thirty_days_and_shown_digests_stay_counted(
    stage: Stage, company: Company
) -> None:
    stage.later(NOW + TEXT_KEPT + timedelta(minutes=30))
    stage.minute()
    assert {row.text for row in stage.rows(Post)} == {None}
    assert len(stage.rows(DigestItem)) == 1
    assert "very private words" not in _everything(stage)


def test_the_words_of_a_deleted_post_are_in_no_table(stage: Stage, company: Company) -> None:
    assert "very private words" in _everything(stage)
    stage.settle(company, events.deleted(PLANS, stamp(NOW, 9), stamp(NOW, 99)))
    assert "very private words" not in _everything(stage)


def _everything(stage: Stage) -> str:
    return str([_rows(stage, table) for table in SQLModel.metadata.sorted_tables])


def test_once_an_hour_old_events_and_reads_are_forgotten(stage: Stage, company: Company) -> None:
    done = len(stage.rows(Inbox))
    stage.later(NOW + inbox.KEPT + timedelta(minutes=1))
    stage.minute()
    assert len(stage.rows(Inbox)) == done + 3  # this minute, and a look at each of the two
    stage.later(at("2026-03-05 10:00"))
    stage.minute()
    assert [row.kind for row in stage.rows(Inbox)] == ["clock.minute", *["nudge.look"] * 2, "clock.minute"]
    ended = {row.method for row in stage.rows(Outbox) if row.done_at}
    assert ended.isdisjoint({"conversations.history", "users.list"})


def test_when_earshot_is_removed_from_a_channel_what_it_read_there_is_gone(
    stage: Stage, company: Company
) -> None:
    stage.takes(events.membership("left", PLANS, BOT_USER))
    assert {row.channel_id for row in stage.rows(Post)} == {BOARD}
    assert {row.channel_id for row in stage.rows(Backfill)} == {BOARD}
    assert [row.channel_id for row in stage.rows(Channel) if row.is_joined] == [BOARD]


@pytest.mark.parametrize("kind", ["channel_left", "group_left", "channel_deleted", "group_deleted"])
def test_a_channel_that_is_gone_is_forgotten(stage: Stage, company: Company, kind: str) -> None:
    stage.takes(events.callback({"type": kind, "channel": PLANS, "actor_id": "U5"}))
    assert {row.channel_id for row in stage.rows(Post)} == {BOARD}


def test_when_somebody_else_leaves_nothing_is_forgotten(stage: Stage, company: Company) -> None:
    before = len(stage.rows(Post))
    stage.takes(events.membership("left", PLANS, READER))
    assert len(stage.rows(Post)) == before


def test_a_channel_that_earshot_comes_back_to_is_read_anew(stage: Stage, company: Company) -> None:
    stage.takes(events.membership("left", PLANS, BOT_USER))
    stage.later(NOW + timedelta(minutes=5))
    stage.settle(company, events.membership("joined", PLANS, BOT_USER))
    assert {row.channel_id for row in stage.rows(Post)} == {PLANS, BOARD}


def test_earshot_listens_where_it_is_invited_only_if_somebody_waits_for_it(
    stage: Stage, company: Company
) -> None:
    stage.settle(company, events.membership("joined", "CQUIET", BOT_USER))
    assert {row.channel_id for row in stage.rows(Backfill)} == {PLANS, BOARD}
    assert "CQUIET" in {row.channel_id for row in stage.rows(Channel)}


def test_a_channel_with_a_new_id_is_read_there(stage: Stage, company: Company) -> None:
    company.rooms["CNEW"] = company.rooms.pop(BOARD)
    changed = {"type": "channel_id_changed", "old_channel_id": BOARD, "new_channel_id": "CNEW"}
    stage.later(NOW + timedelta(minutes=5))
    stage.settle(company, events.callback(changed))
    assert {row.target for row in stage.rows(Follow) if row.user_id == READER} == {PLANS, "CNEW", NINE}
    assert {row.channel_id for row in stage.rows(Post)} == {PLANS, "CNEW"}


def test_names_and_archives_of_channels_are_followed(stage: Stage, company: Company) -> None:
    renamed = {"id": PLANS, "name": "plans-2027"}
    stage.takes(
        events.callback({"type": "channel_rename", "channel": renamed}),
        events.callback({"type": "group_archive", "channel": BOARD}),
    )
    rows = {row.channel_id: (row.name, row.is_archived) for row in stage.rows(Channel)}
    assert (rows[PLANS], rows[BOARD][1]) == (("plans-2027", False), True)
    stage.takes(events.callback({"type": "group_unarchive", "channel": BOARD}))
    assert {row.is_archived for row in stage.rows(Channel)} == {False}


def test_that_earshot_runs_is_noted_every_minute(stage: Stage) -> None:
    stage.starts()
    stage.later(NOW + timedelta(minutes=7))
    stage.minute()
    assert [row.at for row in stage.rows(Watermark)] == [NOW + timedelta(minutes=7)]
