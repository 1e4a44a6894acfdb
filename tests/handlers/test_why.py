"""Why a post is in a digest, or is not: what the reader is told, and what nobody is told."""

from dataclasses import dataclass

import pytest
from sqlmodel import Session

from bot.attention.why import ELSEWHERE, NO_LINK, NOT_TOLD, REPLY, SAID
from bot.permalink import permalink
from handlers import MODALS
from handlers.edges.arrival import arrival
from handlers.views import digest as digest_view
from handlers.views import why as view
from storage import posts
from storage.engine import reading
from storage.tables import DigestItem, Post
from tests.handlers import events, fernwood
from tests.handlers.company import Company, Said
from tests.handlers.events import TEAM, click, command, shortcut, submission
from tests.handlers.fernwood import AUTHOR, BOARD, CHATTER, DAY, MINUTE, NINE, OTHER, PLANS, READER, now, says
from tests.handlers.stage import NOW, Stage
from tests.moments import stamp
from tests.views.rendered import markup

URL = "https://b.example/"


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader follows Nine in #plans since this morning."""
    return fernwood.followed(stage, submission(READER, [PLANS], [NINE]))


def asked(stage: Stage, company: Company, channel: str, ts: str, reader: str = READER) -> str:
    """What /earshot why answers to somebody about a post."""
    stage.settle(company, command(reader, f"why <{permalink(URL, channel, ts)}>"))
    return str(company.last("response_url")["text"])


def beginning(answer: str) -> str:
    """The words with which an answer begins, up to the first that is filled in."""
    return SAID[answer].partition("{")[0]  # type: ignore[index]


def test_a_post_that_nothing_keeps_out_is_promised_and_comes(stage: Stage, company: Company) -> None:
    said = says(stage, company, PLANS)
    answer = asked(stage, company, PLANS, said.ts)
    assert answer.startswith(beginning("next"))
    assert "reacted or replied to" in answer
    assert view.PRO in answer
    now(stage, company)
    assert said.ts in {item.ts for item in stage.rows(DigestItem)}


def test_a_post_that_was_shown_says_when(stage: Stage, company: Company) -> None:
    said = says(stage, company, PLANS)
    now(stage, company)
    answer = asked(stage, company, PLANS, said.ts)
    assert answer.startswith(beginning("shown"))
    assert f"<!date^{int(NOW.timestamp())}^" in answer


def test_a_post_that_is_not_likely_enough_says_by_how_much_and_why(stage: Stage, company: Company) -> None:
    stage.later(NOW + MINUTE)
    stage.settle(company, submission(READER, [PLANS, CHATTER], [OTHER]))  # who never answers anything
    said = says(stage, company, PLANS)
    answer = asked(stage, company, PLANS, said.ts)
    assert f"<@{OTHER}> comes closest: my guess is " in answer
    assert "your digest starts at " in answer
    assert view.CON in answer
    now(stage, company)
    assert stage.rows(DigestItem) == []


def test_a_post_that_somebody_followed_is_in_already_needs_no_guess(stage: Stage, company: Company) -> None:
    stage.later(NOW + MINUTE)
    stage.settle(company, submission(READER, [PLANS, CHATTER], [NINE]))
    said = says(stage, company, CHATTER)
    stage.settle(company, events.reaction(CHATTER, said.ts, NINE, stamp(NOW, 9)))
    answer = asked(stage, company, CHATTER, said.ts)
    assert answer.startswith(beginning("next"))
    assert f"<@{NINE}> is already in it." in answer


def test_a_sixth_post_names_the_five_that_come_first(stage: Stage, company: Company) -> None:
    found = [says(stage, company, PLANS, user) for user in (AUTHOR, OTHER) * 4]
    answers = [asked(stage, company, PLANS, said.ts) for said in found]
    crowded = [answer for answer in answers if " others come first: " in answer]
    assert len(crowded) == 3
    assert crowded[0].count(f"<{URL}archives/{PLANS}/p") == 5
    now(stage, company)
    shown = {item.ts for item in stage.rows(DigestItem)}
    assert {said.ts for said, answer in zip(found, answers, strict=True) if answer not in crowded} == shown


def test_a_paused_digest_is_said_to_be_paused(stage: Stage, company: Company) -> None:
    said = says(stage, company, PLANS)
    stage.settle(company, command(READER, "pause"))
    assert asked(stage, company, PLANS, said.ts).startswith(SAID["paused"])


@dataclass(frozen=True)
class Kept:
    """A post that something simple keeps out."""

    answer: str
    user: str = AUTHOR
    age_days: int = 0


@pytest.mark.parametrize(
    "kept",
    [Kept("own", READER), Kept("theirs", NINE), Kept("old", age_days=20)],
    ids=lambda kept: kept.answer,
)
def test_what_keeps_a_post_out_is_said(stage: Stage, company: Company, kept: Kept) -> None:
    ts = stamp(NOW - kept.age_days * DAY, 7)
    company.post(PLANS, Said(ts, kept.user))
    stage.settle(company, events.message(PLANS, ts, kept.user))
    assert asked(stage, company, PLANS, ts).startswith(beginning(kept.answer))


def test_what_an_app_wrote_is_left_out(stage: Stage, company: Company) -> None:
    ts = stamp(NOW, 7)
    stage.settle(company, events.message(PLANS, ts, "U7", bot_id="B7"))
    assert asked(stage, company, PLANS, ts) == SAID["app"]


def test_an_answer_of_ones_own_a_mute_and_a_deletion_are_said(stage: Stage, company: Company) -> None:
    first, second = says(stage, company, PLANS, AUTHOR), says(stage, company, PLANS, OTHER)
    stage.settle(company, events.reaction(PLANS, first.ts, READER, stamp(NOW, 9)))
    assert asked(stage, company, PLANS, first.ts) == SAID["answered"]
    now(stage, company)
    item = stage.rows(DigestItem)[0]
    stage.settle(company, click(READER, digest_view.MUTE, str(item.id)))
    third = says(stage, company, PLANS, AUTHOR)
    assert asked(stage, company, PLANS, third.ts).startswith(beginning("muted"))
    stage.settle(company, events.deleted(PLANS, second.ts, stamp(NOW, 20)))
    assert asked(stage, company, PLANS, second.ts) == SAID["deleted"]


def test_a_reply_is_answered_for_by_the_post_that_it_answers(stage: Stage, company: Company) -> None:
    said = says(stage, company, PLANS)
    link = f"{permalink(URL, PLANS, stamp(NOW, 99))}?thread_ts={said.ts}&amp;cid={PLANS}"
    stage.settle(company, command(READER, f"why <{link}>"))
    assert str(company.last("response_url")["text"]).startswith(REPLY + beginning("next"))


def test_the_menu_of_a_message_asks_the_same(stage: Stage, company: Company) -> None:
    said = says(stage, company, PLANS)
    typed = asked(stage, company, PLANS, said.ts)
    stage.settle(company, shortcut(READER, PLANS, said.ts))
    assert company.last("response_url")["text"] == typed
    assert company.last("response_url")["response_type"] == "ephemeral"
    stage.settle(company, shortcut(READER, PLANS, stamp(NOW, 99), said.ts))
    assert company.last("response_url")["text"] == REPLY + typed


def test_a_channel_that_is_not_followed_can_be(stage: Stage, company: Company) -> None:
    ts = company.rooms[CHATTER].posts[-1].ts
    assert asked(stage, company, CHATTER, ts).startswith(f"You don't follow <#{CHATTER}>")


@pytest.mark.parametrize("channel", [BOARD, PLANS, "CNOWHERE"])
def test_a_post_in_a_channel_where_the_reader_is_not_is_like_one_that_is_not_there(
    stage: Stage, company: Company, channel: str
) -> None:
    stage.later(NOW + MINUTE)
    stage.settle(company, submission(READER, [PLANS, BOARD], [NINE]), submission(OTHER, [PLANS], [NINE]))
    for room in (PLANS, BOARD):
        says(stage, company, room, text="secret plans")
        company.rooms[room].members.remove(READER)
    known = {row.channel_id: row.ts for row in stage.rows(Post)}
    for ts in (known.get(channel, stamp(NOW)), "1.000001"):
        stage.settle(company, shortcut(READER, channel, ts))
        assert company.last("response_url")["text"] == SAID["unknown"]
        assert asked(stage, company, channel, stamp(NOW, 5)) == SAID["unknown"]


def test_a_reply_there_tells_no_more(stage: Stage, company: Company) -> None:
    stage.later(NOW + MINUTE)
    stage.settle(company, submission(READER, [PLANS, BOARD], [NINE]))
    said = says(stage, company, BOARD)
    company.rooms[BOARD].members.remove(READER)
    stage.settle(company, shortcut(READER, BOARD, stamp(NOW, 99), said.ts))
    assert company.last("response_url")["text"] == SAID["unknown"]


def test_a_post_that_was_never_read_is_unknown(stage: Stage, company: Company) -> None:
    assert asked(stage, company, PLANS, stamp(NOW - 200 * DAY)) == SAID["unknown"]


def test_whoever_follows_nobody_is_told_how_to(stage: Stage, company: Company) -> None:
    assert asked(stage, company, PLANS, stamp(NOW), OTHER) == SAID["nobody"]


def test_where_slack_does_not_say_who_is_where_nothing_is_told(stage: Stage, company: Company) -> None:
    said = says(stage, company, PLANS)
    company.refused["users.conversations"] = "internal"
    assert asked(stage, company, PLANS, said.ts) == NOT_TOLD


@pytest.mark.parametrize(
    "text", ["why", "why not", "why <https://b.example/archives/CPLANS>", "why " + "x" * 3000]
)
def test_without_a_link_there_is_one_line_with_an_example(stage: Stage, company: Company, text: str) -> None:
    stage.settle(company, command(READER, text))
    example = permalink(URL, "C0123ABCDEF", "1700000000.000000")
    assert company.last("response_url")["text"] == NO_LINK.format(example=example)
    assert company.count("users.conversations") == 0


def test_a_link_to_another_workspace_is_not_followed(stage: Stage, company: Company) -> None:
    stage.settle(company, command(READER, f"why <{permalink('https://c.example/', PLANS, stamp(NOW))}>"))
    example = permalink(URL, "C0123ABCDEF", "1700000000.000000")
    assert company.last("response_url")["text"] == ELSEWHERE.format(example=example)
    assert company.count("users.conversations") == 0


class Answers:
    """What Slack says at the door; `visible` is None when it is too slow."""

    def __init__(self, *visible: str, is_slow: bool = False) -> None:
        self._visible = None if is_slow else frozenset(visible)

    def manager(self, user: str) -> str | None:
        """Nobody."""
        return None

    def channels(self, user: str) -> frozenset[str] | None:
        """As scripted."""
        return self._visible

    def person(self, user: str, team_id: str) -> None:
        """Nobody."""

    def zone(self, user: str) -> str:
        """Nowhere."""
        return ""

    def mine(self, ama_id: str, user: str) -> None:
        """Nothing."""


def opened(stage: Stage, value: str, ask: Answers, reader: str = READER) -> str:
    """All that can be read in the modal that a press on Why? opens."""
    event = arrival(click(reader, view.OPEN, value), stage.clock.now())
    assert event is not None
    with reading(stage.engine) as session:
        return "\n".join(markup(MODALS[event.kind](session, event, ask)))


@pytest.fixture
def item(stage: Stage, company: Company) -> DigestItem:
    """An item that the reader was sent."""
    says(stage, company, PLANS)
    now(stage, company)
    return stage.rows(DigestItem)[0]


def test_the_modal_explains_what_was_decided_then(stage: Stage, company: Company, item: DigestItem) -> None:
    before = opened(stage, str(item.id), Answers(PLANS))
    assert item.reason in before
    assert "My guess when I chose it" in before
    for user in (AUTHOR, OTHER) * 3:
        says(stage, company, PLANS, user)
    assert opened(stage, str(item.id), Answers(PLANS)) == before


def test_a_press_on_why_changes_nothing(stage: Stage, company: Company, item: DigestItem) -> None:
    company.sent.clear()
    stage.settle(company, click(READER, view.OPEN, str(item.id)))
    assert company.sent == []
    assert stage.rows(DigestItem)[0].verdict == ""


@pytest.mark.parametrize("value", ["", "0", "999999", "-1", "1; drop", "¹"])
def test_an_item_that_is_not_there_is_not_explained(stage: Stage, company: Company, value: str) -> None:
    assert view.GONE in opened(stage, value, Answers(PLANS))


def test_the_modal_tells_nothing_of_what_its_reader_may_not_see_now(
    stage: Stage, company: Company, item: DigestItem
) -> None:
    value = str(item.id)
    for told, words in (
        (opened(stage, value, Answers(CHATTER)), view.GONE),
        (opened(stage, value, Answers(PLANS), reader=OTHER), view.GONE),
        (opened(stage, value, Answers(is_slow=True)), view.NOT_ASKED),
    ):
        assert words in told
        assert PLANS not in told
        assert AUTHOR not in told


def test_a_deleted_post_is_not_explained(stage: Stage, company: Company, item: DigestItem) -> None:
    with Session(stage.engine) as session, session.begin():
        posts.mark_deleted(session, TEAM, item.channel_id, item.ts, NOW)
    assert view.GONE in opened(stage, str(item.id), Answers(PLANS))
