"""A channel where the people one follows are: suggested once, at most one a week, and never one that isn't open."""

from datetime import datetime, timedelta

import pytest

from handlers import join_channel
from storage.tables import Channel, ChannelHint, Nudge
from tests.handlers import events, fernwood
from tests.handlers.company import Company, Room
from tests.handlers.events import BOT_USER, click, command, submission
from tests.handlers.fernwood import AUTHOR, BOARD, CHATTER, NINE, OTHER, PLANS, READER
from tests.handlers.stage import NOW, Stage
from tests.moments import at, stamp

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LAB, SECRET = "CLAB", "CSECRET"
SEVEN = at("2026-03-03 07:00")
WAKES = at("2026-03-03 08:00")


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader follows Nine and the author in #plans; somebody else listens in #lab and in a private one too."""
    company = fernwood.followed(stage, submission(READER, [PLANS], [NINE, AUTHOR]))
    company.rooms[LAB] = Room({NINE, AUTHOR, OTHER, BOT_USER})
    company.rooms[SECRET] = Room({NINE, AUTHOR, OTHER, BOT_USER}, is_private=True)
    stage.settle(company, submission(OTHER, [PLANS, LAB, SECRET, CHATTER, BOARD], [NINE]))
    company.sent.clear()
    return company


def busy(stage: Stage, company: Company, channel: str, replies: int = 3) -> None:
    """Nine writes three times there, and the author answers."""
    posts = [stamp(NOW, 100 + number) for number in range(3)]
    stage.settle(company, *(events.message(channel, ts, NINE) for ts in posts))
    answers = [
        events.message(channel, stamp(NOW, 200 + number), AUTHOR, thread_ts=posts[0])
        for number in range(replies)
    ]
    stage.settle(company, *answers)


def comes(stage: Stage, company: Company, moment: datetime) -> list[str]:
    """Time passes until then, with a look at seven, eight and nine each morning; what Earshot says meanwhile."""
    before = len(company.sent)
    midnight = stage.clock.now().replace(hour=0, minute=0)
    mornings = (midnight + day * DAY + hour * HOUR for day in range(30) for hour in (7, 8, 9))
    for now in [*(each for each in mornings if stage.clock.now() < each < moment), moment]:
        stage.later(now)
        stage.minute()
        stage.settle(company)
    sent = company.sent[before:]
    texts = [arguments["text"] for method, arguments in sent if method == "chat.postMessage"]
    return [text for text in texts if text.startswith("A channel to be within earshot of")]


def suggested(stage: Stage, company: Company) -> Nudge:
    """It is the next morning, and #lab was busy."""
    busy(stage, company, LAB)
    assert len(comes(stage, company, WAKES)) == 1
    (row,) = [row for row in stage.rows(Nudge) if row.kind == "join_channel"]
    return row


def test_the_next_morning_it_is_named_with_counts_that_anybody_can_recount(
    stage: Stage, company: Company
) -> None:
    busy(stage, company, LAB)
    (said,) = comes(stage, company, WAKES)
    assert f"<@{NINE}> and <@{AUTHOR}> wrote 6 times in <#{LAB}> within two weeks" in said or (
        f"<@{AUTHOR}> and <@{NINE}> wrote 6 times in <#{LAB}> within two weeks" in said
    )
    assert f"'url': 'https://b.example/archives/{LAB}'" in str(company.sent)


def test_where_the_reader_is_without_following_is_not_suggested(stage: Stage, company: Company) -> None:
    busy(stage, company, CHATTER)
    assert comes(stage, company, WAKES + 7 * DAY) == []
    assert company.count("users.conversations") > 0


def test_what_they_follow_is_not_even_asked_about(stage: Stage, company: Company) -> None:
    busy(stage, company, PLANS)
    comes(stage, company, SEVEN)
    assert company.count("users.conversations") == 0


def test_a_private_channel_is_never_named(stage: Stage, company: Company) -> None:
    busy(stage, company, SECRET)
    assert comes(stage, company, WAKES) == []
    assert company.count("users.conversations") == 0


def test_a_private_channel_that_earshot_was_only_invited_to_is_not_named_either(
    stage: Stage, company: Company
) -> None:
    new = "CNEW"
    company.rooms[new] = Room({NINE, AUTHOR, BOT_USER}, is_private=True)
    stage.settle(company, submission(OTHER, [new], [NINE]))
    stage.settle(company, events.membership("joined", new, BOT_USER))
    busy(stage, company, new)
    assert comes(stage, company, WAKES) == []


def test_few_words_are_no_reason(stage: Stage, company: Company) -> None:
    busy(stage, company, LAB, replies=1)
    assert comes(stage, company, WAKES) == []


def test_an_archived_channel_is_not_suggested(stage: Stage, company: Company) -> None:
    busy(stage, company, LAB)
    stage.settle(company, events.callback({"type": "channel_archive", "channel": LAB, "user": NINE}))
    assert comes(stage, company, WAKES) == []


def test_who_joins_meanwhile_is_told_nothing(stage: Stage, company: Company) -> None:
    busy(stage, company, LAB)
    comes(stage, company, SEVEN)
    assert [row.channel_id for row in stage.rows(ChannelHint)] == [LAB]
    stage.settle(company, events.membership("joined", LAB, READER))
    assert stage.rows(ChannelHint) == []
    assert comes(stage, company, WAKES) == []


@pytest.mark.parametrize("state", ["is_guest", "is_deleted", "is_stranger"])
def test_who_cannot_join_is_not_asked_to(stage: Stage, company: Company, state: str) -> None:
    flag = {"is_guest": "is_restricted", "is_deleted": "deleted", "is_stranger": "is_stranger"}[state]
    gone = {"id": READER, "name": "wren", "tz": "UTC", flag: True}
    stage.settle(company, events.callback({"type": "user_change", "user": gone}))
    busy(stage, company, LAB)
    assert comes(stage, company, WAKES) == []


def test_who_paused_is_not_asked_about(stage: Stage, company: Company) -> None:
    stage.settle(company, command(READER, "pause"))
    busy(stage, company, LAB)
    company.sent.clear()
    assert comes(stage, company, WAKES + DAY) == []
    assert stage.rows(ChannelHint) == []


def test_it_is_said_once_and_the_next_one_a_week_later(stage: Stage, company: Company) -> None:
    suggested(stage, company)
    company.rooms["CDEN"] = Room({NINE, AUTHOR, OTHER, BOT_USER})
    stage.settle(company, submission(OTHER, [PLANS, LAB, "CDEN"], [NINE]))
    busy(stage, company, "CDEN")
    assert comes(stage, company, WAKES + 7 * DAY - MINUTE) == []
    (said,) = comes(stage, company, WAKES + 8 * DAY)
    assert "<#CDEN>" in said
    assert comes(stage, company, WAKES + 20 * DAY) == []


def test_yes_says_how_and_is_not_asked_again(stage: Stage, company: Company) -> None:
    row = suggested(stage, company)
    stage.settle(company, click(READER, "join_channel.join", str(row.id)))
    assert join_channel.JOIN.format(channel=f"<#{LAB}>") in company.said("chat.update")
    assert [(row.channel_id, row.state) for row in stage.rows(ChannelHint)] == [(LAB, "joined")]


def test_no_is_kept_and_can_be_taken_back(stage: Stage, company: Company) -> None:
    row = suggested(stage, company)
    stage.settle(company, click(READER, "join_channel.let_go", str(row.id)))
    assert join_channel.REFUSED.format(channel=f"<#{LAB}>") in company.said("chat.update")
    assert [hint.state for hint in stage.rows(ChannelHint)] == ["refused"]
    stage.settle(company, click(READER, "join_channel.undo", str(row.id)))
    assert "Join it" in company.said("chat.update")
    assert [hint.state for hint in stage.rows(ChannelHint)] == ["found"]


def test_stopping_forgets_it(stage: Stage, company: Company) -> None:
    row = suggested(stage, company)
    stage.settle(company, click(READER, "join_channel.let_go", str(row.id)))
    stage.settle(company, command(READER, "stop"))
    assert stage.rows(ChannelHint) == []


def test_where_earshot_is_invited_it_knows_whether_that_is_private(stage: Stage, company: Company) -> None:
    joined = events.membership("joined", "CX", BOT_USER)
    joined["event"]["channel_type"] = "G"
    stage.settle(company, joined)
    assert {row.channel_id for row in stage.rows(Channel) if row.is_private} >= {"CX"}
