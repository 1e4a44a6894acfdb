"""What Earshot answers to somebody who types, mentions it, writes to it or opens its Home."""

import pytest

from handlers import earshot
from handlers.home_page import WAITING
from handlers.views.first_run import HELLO
from handlers.views.words import HELP, unknown
from tests.flow.company import Company
from tests.flow.person import RefusedError
from tests.flow.waiting import wait_for


def test_help_and_an_unknown_word(either_transport: Company) -> None:
    iris = either_transport.iris
    assert iris.reads("/earshot help") == HELP
    assert iris.reads("/earshot") == HELP
    assert iris.reads("/earshot sing") == unknown("sing")
    assert "@everyone" not in iris.reads("/earshot <!everyone> & <b>")


def test_before_anything_is_followed_every_word_has_an_answer(company: Company) -> None:
    for word in ("pause", "resume", "stop"):
        assert company.iris.reads(f"/earshot {word}") == earshot.NOTHING
    assert "/earshot follow" in company.iris.reads("/earshot digest")


def test_stop_forgets_the_follower(company: Company) -> None:
    company.follow_and_read("partners")
    company.iris.digest_now()
    assert company.iris.reads("/earshot stop") == earshot.STOPPED
    company.settle()
    assert "You don't follow anyone yet" in company.iris.reads("/earshot digest")
    company.clock_moves(advance="next monday 09:00", tz="Europe/Berlin")
    assert len(company.iris.digests()) == 1, "only the one from before"


def test_home_welcomes_shows_progress_and_offers_what_there_is(either_transport: Company) -> None:
    company = either_transport
    assert "Stay within earshot" in company.iris.home()
    company.follow_and_read("partners", "board")
    shown = company.iris.home()
    assert "<#CPARTNERS>: Learned from 27 posts" in shown, "twice twelve, and three of last week"
    assert f"<#CBOARD>: {WAITING}" in shown
    assert "<@UOSKAR>" in shown
    company.iris.clicks("digest.now", view="home", wait_s=0)
    assert wait_for(company.iris.digests)[0].items


def test_home_shows_and_ends_a_pause_and_a_mute(company: Company) -> None:
    company.follow_and_read("partners")
    digest = company.iris.digest_now()
    company.iris.clicks("digest.more", dm="bot", ts=digest.ts, value=f"mute:{digest.items[0].id}")
    company.iris.home()
    company.settle()
    company.iris.clicks("nudge.pause.home", view="home")
    assert company.iris.does("submit", values={"span": "ever"}) == {"ok": True, "closed": True}
    company.settle()
    shown = company.iris.home()
    assert "<#CPARTNERS> is muted" in shown
    assert "Paused, until you resume" in shown
    company.iris.clicks("home.unmute", view="home")
    company.settle()
    company.iris.clicks("digest.resume", view="home")
    company.settle()
    shown = company.iris.home()
    assert "muted" not in shown
    assert "Paused" not in shown


def test_what_is_followed_now_stands_in_the_modal(company: Company) -> None:
    company.follow_and_read("partners", "lunch")
    company.iris.home()
    company.settle()
    opened = company.iris.clicks("follow.open", view="home")["view"]
    filled = {block["block_id"]: block["element"] for block in opened["blocks"] if "element" in block}
    assert filled["channels"]["initial_conversations"] == ["CPARTNERS", "CLUNCH"]
    company.iris.does("submit", values={"channels": ["lunch"], "level1": ["vera"]})
    company.settle()
    shown = company.iris.home()
    assert "<@UVERA>" in shown
    assert "CPARTNERS" not in shown


def test_a_form_that_did_not_open_in_time_is_not_passed_over_in_silence(company: Company) -> None:
    company.control.post("faults", method="views.open", kind="error", error="expired_trigger_id", times=1)
    told = earshot.MISSED + earshot.TYPED.format(typed="/earshot follow")
    assert company.iris.reads("/earshot follow") == told
    assert company.iris.types("/earshot follow")["view"]["callback_id"] == "follow"


def test_a_mention_is_answered_to_the_one_who_wrote_it(company: Company) -> None:
    company.iris.does("invite", channel="lunch", invitee="earshot")
    company.nell.says("lunch", "@earshot what are you?")
    answer = wait_for(lambda: [each for each in company.nell.messages(channel="lunch") if _is_help(each)])
    assert answer[0]["is_ephemeral"]
    assert not any(_is_help(each) for each in company.paul.messages(channel="lunch"))


def test_a_direct_message_is_answered_once_a_day(company: Company) -> None:
    company.iris.does("post", dm="bot", text="hello?")
    company.iris.does("post", dm="bot", text="anybody?")
    company.settle()
    assert [each["text"] for each in company.iris.messages()[2:]] == [HELLO]
    company.clock_moves(advance="1d")
    company.iris.does("post", dm="bot", text="and today?")
    company.settle()
    assert sum(each["text"] == HELLO for each in company.iris.messages()) == 2


def test_nobody_else_can_press_the_buttons_of_a_digest(company: Company) -> None:
    company.follow_and_read("partners")
    digest = company.iris.digest_now()
    channel = company.iris.messages()[0]["channel"]
    with pytest.raises(RefusedError):
        company.nell.does("click", channel=channel, ts=digest.ts, action_id="digest.useful")
    assert company.iris.digests() == [digest]


def _is_help(message: dict[str, object]) -> bool:
    return message["text"] == HELP
