"""A digest is edited in place when somebody whom its reader follows joins in: never sent again, never for nothing."""

from datetime import timedelta

import pytest

from handlers.views import digest as view
from storage.tables import Digest, DigestItem
from tests.handlers import events, fernwood
from tests.handlers.company import Company, Said
from tests.handlers.events import click, submission
from tests.handlers.fernwood import AUTHOR, CHATTER, NINE, OTHER, PLANS, READER, now, says
from tests.handlers.stage import NOW, Stage
from tests.moments import stamp

HOUR = timedelta(hours=1)
CAME = f"Since then: <@{NINE}> joined in."


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader follows Nine in #plans and #chatter."""
    return fernwood.followed(stage, submission(READER, [PLANS, CHATTER], [NINE]))


@pytest.fixture
def said(stage: Stage, company: Company) -> Said:
    """A post that was shown to the reader as likely next."""
    post = says(stage, company, PLANS)
    now(stage, company)
    assert len(stage.rows(Digest)) == 1
    company.sent.clear()
    stage.later(NOW + HOUR)
    return post


def reacts(
    stage: Stage, company: Company, said: Said, user: str, name: str = "eyes", kind: str = "added"
) -> None:
    """Somebody puts an emoji on the post, or takes it back."""
    at = stamp(stage.clock.now(), 7)
    stage.settle(company, events.reaction(PLANS, said.ts, user, at, kind=kind, name=name))


def test_likely_next_and_already_in_it_are_two_parts(stage: Stage, company: Company) -> None:
    says(stage, company, PLANS)
    in_it = says(stage, company, CHATTER, OTHER)
    stage.takes(events.reaction(CHATTER, in_it.ts, NINE, stamp(NOW, 9)))
    now(stage, company)
    shown = company.said()
    places = [shown.index(each) for each in (view.ALREADY, f"/{CHATTER}/", view.LIKELY, f"/{PLANS}/")]
    assert places == sorted(places)
    assert [item.already for item in stage.rows(DigestItem)] == [[NINE], []]


def test_who_is_followed_and_joins_in_is_named_in_place(stage: Stage, company: Company, said: Said) -> None:
    reacts(stage, company, said, NINE)
    assert CAME in company.said("chat.update")
    assert company.last("chat.update")["ts"] == stage.rows(Digest)[0].ts
    assert company.count("chat.postMessage") == 0


def test_a_reply_counts_too_and_a_second_one_edits_nothing(
    stage: Stage, company: Company, said: Said
) -> None:
    for second in (1, 2):
        ts = stamp(stage.clock.now(), second)
        stage.settle(company, events.message(PLANS, ts, NINE, thread_ts=said.ts))
    reacts(stage, company, said, NINE)
    assert company.count("chat.update") == 1
    assert CAME in company.said("chat.update")


def test_who_takes_everything_back_is_named_no_more(stage: Stage, company: Company, said: Said) -> None:
    for name in ("eyes", "tada"):
        reacts(stage, company, said, NINE, name)
    stage.later(NOW + 2 * HOUR)
    reacts(stage, company, said, NINE, "eyes", "removed")
    assert company.count("chat.update") == 1
    reacts(stage, company, said, NINE, "tada", "removed")
    assert company.count("chat.update") == 2
    assert "Since then" not in company.said("chat.update")


@pytest.mark.parametrize("user", [OTHER, AUTHOR, READER])
def test_others_change_nothing(stage: Stage, company: Company, said: Said, user: str) -> None:
    reacts(stage, company, said, user)
    assert company.sent == []


def test_after_two_days_nothing_is_edited_any_more(stage: Stage, company: Company, said: Said) -> None:
    stage.later(NOW + timedelta(days=2, minutes=1))
    reacts(stage, company, said, NINE)
    assert company.sent == []


def test_a_later_press_leaves_the_line_where_it_is(stage: Stage, company: Company, said: Said) -> None:
    reacts(stage, company, said, NINE)
    stage.later(NOW + timedelta(days=5))
    stage.settle(company, click(READER, view.USEFUL, str(stage.rows(DigestItem)[0].id)))
    assert CAME in company.said("chat.update")


def test_who_left_the_channel_meanwhile_learns_nothing_of_it(
    stage: Stage, company: Company, said: Said
) -> None:
    company.rooms[PLANS].members.remove(READER)
    reacts(stage, company, said, NINE)
    assert view.GONE in company.said("chat.update")
    assert NINE not in company.said("chat.update")


def test_who_joins_while_the_digest_is_on_its_way_is_named_as_soon_as_it_stands(
    stage: Stage, company: Company
) -> None:
    post = says(stage, company, PLANS)
    stage.takes(click(READER, "digest.now"))
    (asked,) = stage.promised("users.conversations")
    stage.answer(asked, company.answer(asked.method, asked.arguments))
    stage.work()
    stage.takes(events.reaction(PLANS, post.ts, NINE, stamp(stage.clock.now(), 9)))
    stage.settle(company)
    assert CAME not in company.said()
    assert CAME in company.said("chat.update")


def test_who_follows_nobody_in_it_any_more_sees_no_edit(stage: Stage, company: Company, said: Said) -> None:
    stage.settle(company, submission(READER, [PLANS], [OTHER]))
    company.sent.clear()
    reacts(stage, company, said, NINE)
    assert company.sent == []
