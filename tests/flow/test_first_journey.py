"""From /earshot follow to a digest whose numbers anybody can check, and what its buttons do."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import follow
from tests.flow.by_hand import Post, counted, history
from tests.flow.company import Company, served
from tests.flow.fernhill import FRESH_PARTNER, FRESH_SECOND, FRESH_SOUP, SEEN_BY_OSKAR
from tests.flow.person import Item, texts
from tests.flow.waiting import wait_for

_WAYS = [("socket", "sqlite"), ("http", "sqlite"), ("socket", "postgresql")]
_COUNT = re.compile(r"(\d+) of (\d+) (?:earlier posts )?(in <#(\w+)>|by <@(\w+)>)")


@pytest.fixture(params=_WAYS, ids="-".join)
def company(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Company]:
    """Both transports, and both databases."""
    transport, database = request.param
    url = request.getfixturevalue(f"empty_{database}")
    with served(tmp_path, transport, database_url=url) as found:
        found.bot.start()
        yield found


def test_from_the_modal_to_a_digest_that_can_be_checked_and_answered(company: Company) -> None:
    _modal_says_what_is_missing(company)
    _confirmation_comes_and_is_brought_up_to_date(company)
    company.bot.has_learned()
    digest = company.iris.digest_now()
    assert FRESH_SOUP not in " ".join(item.words for item in digest.items)
    assert {item.words for item in digest.items} == {FRESH_PARTNER, FRESH_SECOND, SEEN_BY_OSKAR}
    assert [item.label for item in digest.items] == ["#partners"] * 3
    assert digest.items[0].words == SEEN_BY_OSKAR
    assert digest.items[0].reason.startswith("<@UOSKAR> is already in it.")
    _numbers_are_those_of_the_history(company, [digest.about(FRESH_PARTNER), digest.about(FRESH_SECOND)])
    _buttons_change_the_digest_in_place(company)
    _next_digest_differs_and_says_so(company)


def test_a_confirmation_that_arrives_after_the_reading_says_that_it_is_done(
    tmp_path: Path, migrated_sqlite: str
) -> None:
    with served(tmp_path, database_url=migrated_sqlite) as company:
        company.bot.start()
        company.control.post("faults", method="chat.postMessage", kind="delay", seconds=1.0, times=1)
        company.follow_and_read("partners")
        (confirmation,) = company.iris.messages()
        assert follow.LEARNED.format(read=27) in texts(confirmation["blocks"])


def _modal_says_what_is_missing(company: Company) -> None:
    opened = company.iris.types("/earshot follow")["view"]
    filled = {block["block_id"]: block["element"] for block in opened["blocks"] if "element" in block}
    assert filled["level1"]["initial_users"] == ["UOSKAR"], "the manager stands in Iris's profile"
    submit = company.iris.does
    assert list(submit("submit", values={"level1": ["oskar"]})["errors"]) == ["channels"]
    oneself = submit("submit", values={"channels": ["partners"], "level1": ["iris"]})
    assert oneself["errors"] == {"level1": follow.YOURSELF}
    nobody = submit("submit", values={"channels": ["partners"], "level1": []})
    assert nobody["errors"] == {"level1": follow.NOBODY}
    assert submit("submit", values={"channels": ["partners", "lunch"], "level1": ["oskar"]})["closed"]


def _confirmation_comes_and_is_brought_up_to_date(company: Company) -> None:
    confirmation = wait_for(company.iris.messages)[0]
    company.bot.settle()
    assert "<#CPARTNERS> and <#CLUNCH>" in confirmation["text"]
    assert "<@UOSKAR>" in confirmation["text"]
    everything = sum(len(history(company.api(), channel)) for channel in ("CPARTNERS", "CLUNCH"))
    learned = follow.LEARNED.format(read=everything)
    wait_for(lambda: learned in "\n".join(texts(company.iris.messages()[0]["blocks"])))
    assert len(company.iris.messages()) == 1, "the message is edited, no other one is sent"


def _numbers_are_those_of_the_history(company: Company, items: list[Item]) -> None:
    posts = {channel: history(company.api(), channel) for channel in ("CPARTNERS", "CLUNCH")}
    everything = [post for found in posts.values() for post in found]
    now = company.workspace.clock.now()
    for item in items:
        assert item.reason.startswith("<@UOSKAR> reacted or replied to ")
        claims = _COUNT.findall(item.reason)
        assert len(claims) == 2, "one count for the channel, one for the author"
        for engaged, seen, _, channel, author in claims:
            found = posts[channel] if channel else everything
            expected = counted(found, "UOSKAR", now, _by(author))
            assert (int(engaged), int(seen)) == expected
    assert counted(posts["CPARTNERS"], "UOSKAR", now, _by("UPAUL")) == (10, 12), "as the history was made"


def _by(author: str) -> "type[bool] | _Author":
    return _Author(author) if author else bool


class _Author:
    def __init__(self, user: str) -> None:
        self._user = user

    def __call__(self, post: Post) -> bool:
        return bool(post["user"] == self._user)


def _buttons_change_the_digest_in_place(company: Company) -> None:
    iris = company.iris
    before = iris.digests()[0]
    for words, action, noted in (
        (FRESH_PARTNER, "digest.useful", "Noted: useful"),
        (FRESH_SECOND, "digest.not_for_me", "Noted: not for you"),
        (SEEN_BY_OSKAR, "digest.more", "<#CPARTNERS> stays out of your digests"),
    ):
        item = before.about(words).id
        block, value = f"digest.answers.{item}", f"mute:{item}" if action == "digest.more" else item
        iris.clicks(action, dm="bot", ts=before.ts, block_id=block, value=value)  # Mute stands in a menu
        company.bot.settle()
        assert noted in iris.digests()[0].about(words).noted
        assert iris.digests()[0].about(words).buttons == ("digest.undo", "why.open")
        iris.clicks("digest.undo", dm="bot", ts=before.ts, block_id=block)
        company.bot.settle()
    assert iris.digests() == [before], "undo is exact, and nothing was posted anew"


def _next_digest_differs_and_says_so(company: Company) -> None:
    iris = company.iris
    digest = iris.digests()[0]
    block = f"digest.answers.{digest.about(FRESH_PARTNER).id}"
    iris.clicks("digest.useful", dm="bot", ts=digest.ts, block_id=block)
    company.paul.says("partners", "Quillpost signed")
    company.settle()
    following = iris.digest_now()
    assert [item.words for item in following.items] == ["Quillpost signed"], "what was shown is not repeated"
    assert following.notes == (
        "After what you pressed last time: more by <@UPAUL> in <#CPARTNERS> and a bit more in general.",
    )
    iris.clicks("digest.more", dm="bot", ts=following.ts, value=f"mute:{following.items[0].id}")
    company.settle()
    company.paul.says("partners", "Quillpost cancelled")
    company.settle()
    assert "Nothing new" in iris.reads("/earshot digest"), "nothing of a muted channel comes"
