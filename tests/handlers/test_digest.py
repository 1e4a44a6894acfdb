from datetime import timedelta

import pytest

from bot import digest
from bot.posts import moment
from storage.tables import Digest, DigestItem, Follower, Post
from tests.handlers import events, fernwood
from tests.handlers.company import Company
from tests.handlers.events import click, command, submission
from tests.handlers.fernwood import (
    AUTHOR,
    CHATTER,
    DAY,
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
from tests.moments import at, stamp


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader follows Nine in #plans and #chatter since this morning."""
    return fernwood.followed(stage, submission(READER, [PLANS, CHATTER], [NINE]))


def _items(stage: Stage) -> list[DigestItem]:
    return list(stage.rows(DigestItem))


def _shown(stage: Stage) -> set[tuple[str, str]]:
    return {(item.channel_id, item.ts) for item in _items(stage)}


def test_a_new_post_is_shown_with_counts_that_anybody_can_recount(stage: Stage, company: Company) -> None:
    said = says(stage, company, PLANS)
    due(stage, company)
    (item,) = _items(stage)
    assert (item.channel_id, item.ts, item.author, item.watched) == (PLANS, said.ts, AUTHOR, NINE)
    answered, posts = counted(company, PLANS, DUE - digest.FIRST_WINDOW)
    assert 0 < answered < posts
    assert item.reason.startswith(
        f"<@{NINE}> reacted or replied to {answered} of {posts} earlier posts in <#{PLANS}>"
    )
    assert item.reason in company.said()


def test_the_count_of_an_author_is_told_where_it_speaks_for_the_post(stage: Stage, company: Company) -> None:
    says(stage, company, PLANS, AUTHOR)
    due(stage, company)
    (item,) = _items(stage)
    until = DUE - digest.FIRST_WINDOW
    in_plans, in_chatter = counted(company, PLANS, until, AUTHOR), counted(company, CHATTER, until, AUTHOR)
    answered, posts = (a + b for a, b in zip(in_plans, in_chatter, strict=True))
    assert item.reason.endswith(f", and to {answered} of {posts} by <@{AUTHOR}>.")


def test_the_usual_delay_is_the_median_of_first_answers(stage: Stage, company: Company) -> None:
    says(stage, company, PLANS)
    due(stage, company)
    delays = sorted(
        min(moment(ts) for _, ts in post.replies) - moment(post.ts)
        for post in company.rooms[PLANS].posts
        if post.replies and moment(post.replies[0][1]) - moment(post.ts) < DAY
        and moment(post.ts) >= NOW - 90 * DAY
    )  # fmt: skip
    minutes = delays[len(delays) // 2] // MINUTE
    assert f"usually within {minutes} minutes" in _items(stage)[0].reason


def test_what_nine_hardly_ever_answers_is_not_shown(stage: Stage, company: Company) -> None:
    says(stage, company, CHATTER, OTHER)
    due(stage, company)
    assert _items(stage) == []


def test_what_nine_is_in_already_is_shown_wherever_it_is(stage: Stage, company: Company) -> None:
    said = says(stage, company, CHATTER, OTHER)
    stage.takes(events.reaction(CHATTER, said.ts, NINE, stamp(NOW)))
    due(stage, company)
    (item,) = _items(stage)
    assert item.reason.startswith(f"<@{NINE}> is already in it.")


def test_silence_when_there_is_nothing(stage: Stage, company: Company) -> None:
    due(stage, company)
    assert company.count("chat.postMessage") == 0
    assert stage.rows(Digest) == []


def test_who_asks_is_told_that_there_is_nothing(stage: Stage, company: Company) -> None:
    now(stage, company)
    assert company.last("response_url")["text"] == digest.NOTHING_NEW
    assert company.count("chat.postMessage") == 0


def test_who_asks_while_the_reading_goes_on_is_told_so(stage: Stage) -> None:
    company = fernwood.fernwood()
    stage.takes(submission(READER, [PLANS], [NINE]))
    for _ in range(2):
        for call in stage.promised():
            if call.method != "conversations.history":
                stage.answer(call, company.answer(call.method, call.arguments))
        stage.work()
    stage.takes(command(READER, "digest"))
    (asked,) = stage.promised("users.conversations")
    stage.answer(asked, company.answer(asked.method, asked.arguments))
    stage.work()
    (told,) = stage.promised("response_url")
    assert told.arguments["text"] == digest.STILL_READING.format(read=0)


def test_who_follows_nobody_is_told_how_to_start(stage: Stage, company: Company) -> None:
    stage.settle(company, command(OTHER, "digest"))
    assert company.last("response_url")["text"] == digest.NOT_FOLLOWING
    assert company.count("users.conversations") == 0


def test_a_digest_that_is_asked_for_comes_at_once_and_says_where(stage: Stage, company: Company) -> None:
    says(stage, company, PLANS)
    now(stage, company)
    assert company.last("response_url")["text"] == digest.ON_ITS_WAY
    assert company.count("chat.postMessage") == 1


def test_pressing_the_button_on_home_answers_by_the_digest_alone(stage: Stage, company: Company) -> None:
    says(stage, company, PLANS)
    stage.settle(company, click(READER, "digest.now"))
    assert company.count("chat.postMessage") == 1
    assert company.count("response_url") == 0


def test_the_message_holds_the_words_and_the_way_to_the_post(stage: Stage, company: Company) -> None:
    said = says(
        stage, company, PLANS, text="We decide on <https://x.example|the plan> & <@U3>, in <#CBOARD>?"
    )
    now(stage, company)
    shown = company.said()
    assert "We decide on the plan & @u3, in #" in shown
    assert f"https://b.example/archives/{PLANS}/p{said.ts.replace('.', '')}" in shown


def test_a_post_is_never_shown_twice(stage: Stage, company: Company) -> None:
    said = says(stage, company, PLANS)
    for _ in range(3):
        now(stage, company)
    due(stage, company)
    assert _shown(stage) == {(PLANS, said.ts)}
    assert company.count("chat.postMessage") == 1


def test_at_most_five_posts_are_shown_and_the_rest_comes_later(stage: Stage, company: Company) -> None:
    for _ in range(7):
        says(stage, company, PLANS)
    now(stage, company)
    assert len(_items(stage)) == digest.MOST_ITEMS
    now(stage, company)
    assert len(_items(stage)) == 7


def test_a_digest_is_due_once_however_often_the_clock_says_so(stage: Stage, company: Company) -> None:
    says(stage, company, PLANS)
    due(stage, company)
    says(stage, company, PLANS)
    for minutes in range(1, 4):
        stage.later(DUE + minutes * MINUTE)
        stage.minute()
        stage.settle(company)
    assert len(stage.rows(Digest)) == 1
    assert [row.next_digest_at for row in stage.rows(Follower)] == [DUE + DAY]


def test_a_digest_that_was_missed_by_hours_comes_late_and_by_a_day_not_at_all(
    stage: Stage, company: Company
) -> None:
    evening = DUE + timedelta(hours=10)  # of the reader, whose day ends at eight
    stage.later(evening - MINUTE)
    says(stage, company, PLANS)
    stage.later(evening)
    stage.minute()
    stage.settle(company)
    assert len(stage.rows(Digest)) == 1
    says(stage, company, PLANS)
    stage.later(DUE + DAY + digest.LATEST + MINUTE)
    stage.minute()
    stage.settle(company)
    assert len(stage.rows(Digest)) == 1
    assert [row.next_digest_at for row in stage.rows(Follower)] == [DUE + 2 * DAY]


def test_while_paused_nothing_comes_by_itself_and_asking_still_works(stage: Stage, company: Company) -> None:
    says(stage, company, PLANS)
    stage.settle(company, command(READER, "pause"))
    due(stage, company)
    assert stage.rows(Digest) == []
    now(stage, company)
    assert len(stage.rows(Digest)) == 1


def test_after_a_pause_the_next_digest_comes_at_its_usual_time(stage: Stage, company: Company) -> None:
    stage.settle(company, click(READER, "digest.pause"))
    stage.later(DUE + 2 * MINUTE)
    stage.settle(company, click(READER, "digest.resume"))
    (follower,) = stage.rows(Follower)
    assert (follower.is_paused, follower.next_digest_at) == (False, DUE + DAY)


def test_a_weekly_digest_comes_on_mondays(stage: Stage, company: Company) -> None:
    stage.later(NOW + MINUTE)
    stage.settle(company, submission(READER, [PLANS], [NINE], cadence="weekly"))
    assert [row.next_digest_at for row in stage.rows(Follower)] == [at("2026-03-09 09:00")]


def test_an_early_guess_is_called_one(stage: Stage) -> None:
    company = fernwood.fernwood()
    company.rooms[PLANS].posts = company.rooms[PLANS].posts[-5:]
    stage.settle(company, submission(READER, [PLANS], [NINE]))
    says(stage, company, PLANS)
    now(stage, company)
    answered, posts = counted(company, PLANS, NOW - digest.FIRST_WINDOW)
    assert _items(stage)[0].reason.startswith(
        f"Early guess: <@{NINE}> reacted or replied to {answered} of {posts} "
    )


def test_a_day_without_words_after_thirty_days_still_counts(stage: Stage, company: Company) -> None:
    assert {row.text is None for row in stage.rows(Post) if row.posted_at < NOW - timedelta(days=30)} == {
        True
    }
    assert {row.text is None for row in stage.rows(Post) if row.posted_at > NOW - timedelta(days=29)} == {
        False
    }
