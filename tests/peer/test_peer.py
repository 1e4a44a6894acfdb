"""The same bot, unchanged, against a Slack server that others wrote: one more opinion on what Slack does."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import select

from bot import follow
from handlers.views.digest import GONE
from handlers.views.words import HELP
from storage.tables import Engagement, Post
from tests.flow.person import texts
from tests.flow.running import Bot, free_port
from tests.flow.waiting import wait_for
from tests.peer.peer import APP_TOKEN, BOT, BOT_TOKEN, SECRET, Peer, served


@dataclass(frozen=True)
class Company:
    """The server and the bot."""

    peer: Peer
    bot: Bot

    def follow(self) -> None:
        """Iris follows Oskar in both channels, on the server's own page."""
        with self.peer.page() as page:
            page.wait_for("init")
            self.peer.types("follow")
            assert page.wait_for("view")["stack"][0]["callback_id"] == "follow"
            page.submits(channels=[], level1=["UOSKAR"])
            assert page.wait_for("view_errors")["errors"] == {"channels": follow.NO_CHANNEL}
            page.submits(channels=["CPARTNERS", "CBOARD"], level1=["UOSKAR"])
            assert page.wait_for("view")["stack"] == []
        wait_for(self.peer.messages)
        self.bot.settle()


@pytest.fixture(name="company", params=["socket", "http"])
def _company(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Company]:
    """The bot connected both ways; #board has a history, which Oskar reacted to."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/slack/events" if request.param == "http" else ""
    with served(tmp_path, url) as peer:
        peer.reacts("CBOARD", "oskar", peer.says("CBOARD", "paul", "The budget of before"))
        receiving = {"SLACK_SIGNING_SECRET": SECRET} if url else {"SLACK_APP_TOKEN": APP_TOKEN}
        bot = Bot(
            {
                "EARSHOT_DATA": str(tmp_path),
                "SLACK_API_URL": f"{peer.url}/api/",
                "SLACK_BOT_TOKEN": BOT_TOKEN,
                "PORT": str(port),
                **receiving,
            }
        )
        bot.start()
        try:
            yield Company(peer, bot)
        finally:
            bot.stop()


def test_help_comes_privately(company: Company) -> None:
    company.peer.types("help")
    assert wait_for(company.peer.notes) == [HELP]


def test_following_is_confirmed_and_history_is_read_back(company: Company) -> None:
    company.follow()
    (confirmation,) = company.peer.messages()
    assert "<#CPARTNERS> and <#CBOARD>" in confirmation["text"]
    assert follow.LEARNED.format(read=1) in texts(confirmation["blocks"])
    with company.bot.storage() as session:
        assert [post.text for post in session.exec(select(Post))] == ["The budget of before"]
        assert [(each.user_id, each.name) for each in session.exec(select(Engagement))] == [
            ("UOSKAR", "eyes")
        ]


def test_what_happens_is_written_down_and_a_digest_tells_it(company: Company) -> None:
    company.follow()
    peer = company.peer
    posted = peer.says("CPARTNERS", "paul", "Quillpost signed")
    peer.says("CPARTNERS", "oskar", "At last", thread_ts=posted)
    taken_back = peer.says("CPARTNERS", "paul", "Wrong channel")
    peer.reacts("CPARTNERS", "oskar", taken_back)
    edited = peer.says("CBOARD", "paul", "A draft")
    peer.reacts("CBOARD", "oskar", edited)
    peer.does("edit-message", channel="CBOARD", ts=edited, user="UPAUL", text="The final budget")
    peer.does("delete-message", channel="CPARTNERS", ts=taken_back, user="UPAUL")
    company.bot.settle()
    peer.types("digest")
    digest = wait_for(peer.digests)[0]
    assert {item.words for item in digest.items} == {
        "Quillpost signed",
        "The final budget",
        "The budget of before",
    }
    assert {item.reason for item in digest.items} == {"<@UOSKAR> is already in it."}


def test_a_press_and_a_deletion_change_the_digest_in_place(company: Company) -> None:
    company.follow()
    peer = company.peer
    peer.types("digest")
    digest = wait_for(peer.digests)[0]
    peer.clicks("digest.useful", digest.ts)
    wait_for(lambda: "Noted: useful" in peer.digests()[0].items[0].noted)
    peer.clicks("digest.undo", digest.ts)
    wait_for(lambda: peer.digests() == [digest])
    peer.does("delete-message", channel="CBOARD", ts=digest.items[0].ts, user="UPAUL")
    wait_for(lambda: GONE in str(peer.messages()[-1]["blocks"]))
    assert "budget" not in str(peer.messages()[-1])


def test_home_is_published(company: Company) -> None:
    company.follow()
    company.peer.does("open-home", user="UIRIS")
    home = wait_for(lambda: company.peer.calls("views.publish"))[-1]["detail"]
    assert home["user_id"] == "UIRIS"
    shown = "\n".join(texts(home["view"]["blocks"]))
    assert "<#CBOARD>: Learned from 1 posts" in shown
    assert "<@UOSKAR>" in shown


def test_a_mention_is_answered_to_the_one_who_wrote_it(company: Company) -> None:
    company.peer.says("CPARTNERS", "paul", f"<@{BOT}> what are you?")
    answer = wait_for(lambda: company.peer.calls("chat.postEphemeral"))[0]["detail"]
    assert (answer["user"], answer["text"]) == ("UPAUL", HELP)
