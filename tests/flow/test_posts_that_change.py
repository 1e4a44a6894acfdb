"""What happens to a post after it was read, or after it was shown."""

import pytest

from handlers.views.digest import GONE
from tests.flow.company import Company
from tests.flow.fernhill import FRESH_PARTNER, FRESH_SECOND, SEEN_BY_OSKAR
from tests.flow.person import Item
from tests.flow.waiting import wait_for


@pytest.fixture(name="reading")
def _reading(company: Company) -> Company:
    """Iris follows Oskar in #partners."""
    company.follow_and_read("partners")
    return company


def _shown(company: Company) -> Item:
    return company.iris.digest_now().about(FRESH_PARTNER)


def test_a_deleted_post_disappears_from_the_digest(reading: Company) -> None:
    item = _shown(reading)
    reading.paul.does("delete", channel="partners", ts=item.ts)
    wait_for(lambda: GONE in reading.iris.digest_words())
    assert FRESH_PARTNER not in reading.iris.digest_words()


def test_a_deleted_post_with_replies_disappears_too(reading: Company) -> None:
    item = _shown(reading)
    reading.nell.says("partners", "Which lockers?", thread_ts=item.ts)
    reading.settle()
    reading.paul.does("delete", channel="partners", ts=item.ts)
    wait_for(lambda: GONE in reading.iris.digest_words())
    assert FRESH_PARTNER not in reading.iris.digest_words()


def test_a_post_deleted_before_the_digest_is_not_in_it(reading: Company) -> None:
    ts = reading.paul.says("partners", "Wrong channel, sorry")
    reading.settle()
    reading.paul.does("delete", channel="partners", ts=ts)
    reading.settle()
    assert "sorry" not in str(reading.iris.digest_now())


def test_an_edited_post_shows_its_new_words(reading: Company) -> None:
    item = _shown(reading)
    reading.paul.does("edit", channel="partners", ts=item.ts, text="Quillpost wants it signed by Monday")
    wait_for(lambda: "by Monday" in reading.iris.digest_words())
    assert FRESH_PARTNER not in reading.iris.digest_words()
    assert len(reading.iris.digests()) == 1


def test_a_reaction_after_the_reading_counts(reading: Company) -> None:
    ts = next(
        each["ts"] for each in reading.oskar.messages(channel="partners") if each["text"] == FRESH_SECOND
    )
    reading.oskar.does("react", channel="partners", ts=ts, name="eyes")
    reading.settle()
    first, second = reading.iris.digest_now().items[:2]
    assert {first.words, second.words} == {SEEN_BY_OSKAR, FRESH_SECOND}
    assert all(each.reason.startswith("<@UOSKAR> is already in it") for each in (first, second))


def test_a_reaction_that_was_taken_back_does_not(reading: Company) -> None:
    ts = next(
        each["ts"] for each in reading.oskar.messages(channel="partners") if each["text"] == SEEN_BY_OSKAR
    )
    reading.oskar.does("unreact", channel="partners", ts=ts, name="thinking_face")
    reading.settle()
    assert "already in it" not in str(reading.iris.digest_now())


def test_a_reply_after_the_reading_counts(reading: Company) -> None:
    ts = reading.paul.says("partners", "Tide Couriers asks for a call")
    reading.oskar.says("partners", "I'm in", thread_ts=ts)
    reading.settle()
    assert reading.iris.digest_now().about("Tide").reason.startswith("<@UOSKAR> is already in it")


def test_after_enough_not_for_me_posts_like_these_stay_away(reading: Company) -> None:
    reading.bot.has_learned()
    digest = reading.iris.digest_now()
    for number in range(8):
        block = f"digest.answers.{digest.items[-1].id}"
        reading.iris.clicks("digest.not_for_me", dm="bot", ts=digest.ts, block_id=block, wait_s=0)
        reading.paul.says("partners", f"Quillpost again, part {number}")
        reading.settle()
        if "Nothing new" in reading.iris.reads("/earshot digest"):
            break
        reading.settle()
        digest = reading.iris.digests()[-1]
    assert 0 < number < 7, "one press is no verdict for ever, and some are enough"
