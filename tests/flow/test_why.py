"""Why a post is in a digest and why another is not, asked of the running bot, with numbers anybody can check."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.attention.why import NO_LINK, SAID
from bot.permalink import permalink
from handlers.views.why import GONE, PRO
from tests.flow.by_hand import counted, history
from tests.flow.company import Company, served
from tests.flow.fernhill import FRESH_BOARD, FRESH_PARTNER, FRESH_SOUP
from tests.flow.person import Json, texts

_COUNT = re.compile(r"(<#CPARTNERS>|<@UPAUL>): (\d+) of (\d+)")


@pytest.fixture
def company(tmp_path: Path, migrated_sqlite: str) -> Iterator[Company]:
    """Iris follows Oskar in #partners."""
    with served(tmp_path, database_url=migrated_sqlite) as found:
        found.bot.start()
        found.follow_and_read("partners")
        yield found


def _link(company: Company, channel: str, words: str) -> str:
    found = next(each for each in company.iris.messages(channel=channel) if each["text"] == words)
    return permalink(company.server.url, str(found["channel"]), str(found["ts"]))


def _modal(company: Company) -> str:
    digest = company.iris.digests()[0]
    block = f"digest.answers.{digest.about(FRESH_PARTNER).id}"
    opened: Json = company.iris.clicks("why.open", dm="bot", ts=digest.ts, block_id=block)["view"]
    return "\n".join(texts(opened["blocks"]))


def test_the_modal_at_an_item_has_counts_that_the_history_has_too(company: Company) -> None:
    digest = company.iris.digest_now()
    shown = _modal(company)
    assert digest.about(FRESH_PARTNER).reason in shown
    told = {name: (int(engaged), int(seen)) for name, engaged, seen in _COUNT.findall(shown)}
    posts, now = history(company.api(), "CPARTNERS"), company.workspace.clock.now()
    assert told["<#CPARTNERS>"] == counted(posts, "UOSKAR", now)
    assert told["<@UPAUL>"] == counted(posts, "UOSKAR", now, lambda post: post["user"] == "UPAUL")


def test_who_has_left_the_channel_meanwhile_is_told_nothing(company: Company) -> None:
    company.iris.digest_now()
    company.iris.does("leave", channel="partners")
    assert GONE in _modal(company)
    assert "UPAUL" not in _modal(company)


def test_a_post_is_asked_about_with_its_link_before_and_after_it_was_shown(company: Company) -> None:
    asked = f"/earshot why {_link(company, 'partners', FRESH_PARTNER)}"
    before = company.iris.reads(asked)
    assert before.startswith(SAID["next"].partition("{")[0])
    assert PRO in before
    company.iris.digest_now()
    assert company.iris.reads(asked).startswith(SAID["shown"].partition("{")[0])


def test_the_menu_of_a_message_answers_the_same_to_its_reader_alone(company: Company) -> None:
    post = next(each for each in company.iris.messages(channel="lunch") if each["text"] == FRESH_SOUP)
    company.iris.does("shortcut", callback_id="why", channel="lunch", ts=post["ts"])
    company.settle()
    (note,) = [each for each in company.iris.messages(channel="lunch") if each.get("is_ephemeral")]
    assert note["text"] == SAID["not_followed"].format(channel="<#CLUNCH>")
    assert not [each for each in company.oskar.messages(channel="lunch") if each.get("is_ephemeral")]


def test_a_post_that_earshot_cannot_see_is_like_one_that_is_not_there(company: Company) -> None:
    assert company.iris.reads(f"/earshot why {_link(company, 'board', FRESH_BOARD)}") == SAID["unknown"]
    nowhere = permalink(company.server.url, "C0NOWHERE", "1700000000.000000")
    assert company.iris.reads(f"/earshot why {nowhere}") == SAID["unknown"]


def test_without_a_link_there_is_an_example_that_belongs_here(company: Company) -> None:
    example = permalink(company.server.url, "C0123ABCDEF", "1700000000.000000")
    for typed in ("/earshot why", "/earshot why not?", "/earshot why " + "x" * 3000):
        assert company.iris.reads(typed) == NO_LINK.format(example=example)
