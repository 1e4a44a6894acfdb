"""What a reader may see is asked when it is shown; what is gone in Slack is gone from digests too."""

import re

import pytest

from bot import digest
from handlers.views import digest as view
from storage.tables import Digest, DigestItem, Post
from tests.handlers import events, fernwood
from tests.handlers.company import Company
from tests.handlers.events import command, submission
from tests.handlers.fernwood import (
    AUTHOR,
    BOARD,
    CHATTER,
    DUE,
    MINUTE,
    NINE,
    OTHER,
    PLANS,
    READER,
    counted,
    due,
    now,
    says,
)
from tests.handlers.stage import NOW, Stage
from tests.moments import stamp


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader follows Nine in #plans and #chatter since this morning."""
    return fernwood.followed(stage, submission(READER, [PLANS, CHATTER], [NINE]))


def _items(stage: Stage) -> list[DigestItem]:
    return list(stage.rows(DigestItem))


def _shown(stage: Stage) -> set[tuple[str, str]]:
    return {(item.channel_id, item.ts) for item in _items(stage)}


def test_nothing_is_shown_of_a_private_channel_that_the_reader_has_left(
    stage: Stage, company: Company
) -> None:
    stage.later(NOW + MINUTE)
    stage.settle(company, submission(READER, [PLANS, BOARD], [NINE]))
    seen, secret = says(stage, company, PLANS), says(stage, company, BOARD, text="secret plans")
    company.rooms[BOARD].members.remove(READER)
    due(stage, company)
    assert _shown(stage) == {(PLANS, seen.ts)}
    assert "secret plans" not in str(company.sent)
    assert secret.ts in {row.ts for row in stage.rows(Post)}


def test_counts_of_a_private_channel_that_the_reader_has_left_do_not_show_either(
    stage: Stage, company: Company
) -> None:
    stage.later(NOW + MINUTE)
    stage.settle(company, submission(READER, [PLANS, BOARD], [NINE]))
    says(stage, company, PLANS, AUTHOR)
    company.rooms[BOARD].members.remove(READER)
    due(stage, company)
    (item,) = _items(stage)
    answered, posts = counted(company, PLANS, DUE - digest.FIRST_WINDOW, AUTHOR)
    assert re.findall(r"(\d+) of (\d+) (?:earlier posts )?by", item.reason) == [(str(answered), str(posts))]


def test_a_reader_whose_channels_slack_will_not_tell_is_shown_nothing(stage: Stage, company: Company) -> None:
    says(stage, company, PLANS)
    company.refused["users.conversations"] = "internal"
    due(stage, company)
    assert _items(stage) == []
    assert company.count("chat.postMessage") == 0


def test_a_post_that_was_deleted_before_is_not_shown(stage: Stage, company: Company) -> None:
    said = says(stage, company, PLANS)
    stage.settle(company, events.deleted(PLANS, said.ts, stamp(NOW)))
    due(stage, company)
    assert _items(stage) == []


@pytest.mark.parametrize("how", ["deleted", "tombstone"])
def test_a_post_that_is_deleted_afterwards_disappears_from_the_digest(
    stage: Stage, company: Company, how: str
) -> None:
    said = says(stage, company, PLANS, text="I regret this")
    other = says(stage, company, PLANS, OTHER, text="and this stays")
    now(stage, company)
    gone = {
        "deleted": events.deleted(PLANS, said.ts, stamp(NOW)),
        "tombstone": events.changed(PLANS, said.ts, stamp(NOW), subtype="tombstone", user="USLACKBOT"),
    }
    stage.settle(company, gone[how])
    edited = company.said("chat.update")
    assert "I regret this" in company.said("chat.postMessage")
    assert "I regret this" not in edited
    assert view.GONE in edited
    assert "and this stays" in edited
    assert company.last("chat.update")["ts"] == stage.rows(Digest)[0].ts
    assert {(row.ts, row.text) for row in stage.rows(Post) if row.ts in {said.ts, other.ts}} == {
        (said.ts, None), (other.ts, "and this stays"),
    }  # fmt: skip


def test_a_post_that_is_deleted_while_the_digest_is_on_its_way_disappears_when_it_arrives(
    stage: Stage, company: Company
) -> None:
    said = says(stage, company, PLANS, text="I regret this")
    stage.takes(command(READER, "digest"))
    (asked,) = stage.promised("users.conversations")
    stage.answer(asked, company.answer(asked.method, asked.arguments))
    stage.work()
    stage.takes(events.deleted(PLANS, said.ts, stamp(NOW)))
    stage.settle(company)
    assert "I regret this" not in company.said("chat.update")


def test_new_words_of_a_post_appear_in_the_digest(stage: Stage, company: Company) -> None:
    said = says(stage, company, PLANS, text="first words")
    now(stage, company)
    stage.settle(company, events.changed(PLANS, said.ts, stamp(NOW, 5), text="better words"))
    assert "better words" in company.said("chat.update")


def test_a_digest_that_is_drawn_again_shows_nothing_of_a_channel_the_reader_has_left(
    stage: Stage, company: Company
) -> None:
    stage.later(NOW + MINUTE)
    stage.settle(company, submission(READER, [PLANS, BOARD], [NINE]))
    seen = says(stage, company, PLANS)
    says(stage, company, BOARD, text="secret plans")
    now(stage, company)
    company.rooms[BOARD].members.remove(READER)
    stage.settle(company, events.changed(PLANS, seen.ts, stamp(NOW, 5), text="better words"))
    edited = company.said("chat.update")
    assert "better words" in edited
    assert "secret plans" not in edited
